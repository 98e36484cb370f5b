"""Addresses of this room."""

from django.urls import path

from dayaq.awareness.views import handing_out, library
from dayaq.awareness.views.registers import CAMPAIGNS, MATERIALS, POINTS

app_name = "awareness"
urlpatterns = [
    *MATERIALS.urls(),
    path("library/<int:pk>/put-in/", library.put_in, name="put_in"),
    path("library/<int:pk>/issue/", library.issue, name="issue_material"),
    path("library/<int:pk>/withdraw/", library.withdraw, name="withdraw_material"),
    path("library/<int:pk>/read/", library.acknowledge, name="acknowledge"),
    path("library/<int:pk>/file/<int:issue>/", library.download, name="download"),
    *CAMPAIGNS.urls(),
    path("campaigns/<int:pk>/reach/", handing_out.reach, name="reach"),
    *POINTS.urls(),
    path("distributions/", handing_out.movements, name="movements"),
    path("distributions/record/", handing_out.move, name="move"),
    path("distributions/<int:pk>/", handing_out.movement, name="movement"),
    path("distributions/<int:pk>/take-back/", handing_out.take_back, name="take_back"),
    path("distributions/stock/", handing_out.stock, name="stock"),
    path("distributions/map/", handing_out.where, name="map"),
]
