"""Addresses of this room: a facility by its random key, a request by the bare reference of its case."""

from django.urls import path

from dayaq.shelters.views import facilities, places, stays, supplies

app_name = "shelters"

urlpatterns = [
    path("", facilities.facilities, name="facilities"),
    path("add/", facilities.add, name="add"),
    path("facility/<uuid:pk>/", facilities.facility, name="facility"),
    path("facility/<uuid:pk>/status/", facilities.move, name="move"),
    path("facility/<uuid:pk>/assess/", facilities.assess, name="assess"),
    path("facility/<uuid:pk>/people/", facilities.name_person, name="name_person"),
    path("facility/<uuid:pk>/beds/", facilities.add_beds, name="add_beds"),
    path("facility/<uuid:pk>/beds/<uuid:bed>/", facilities.put_bed, name="put_bed"),
    path("facility/<uuid:pk>/people/<uuid:staff>/dismiss/", facilities.dismiss, name="dismiss"),
    path("facility/<uuid:pk>/location/", facilities.write_location, name="write_location"),
    path(
        "facility/<uuid:pk>/opened/<uuid:opening>/close/",
        supplies.close_address,
        name="close_address",
    ),
    path("facility/<uuid:pk>/needs/", supplies.supplies, name="supplies"),
    path("facility/<uuid:pk>/needs/add/", supplies.add_supply, name="add_supply"),
    path("facility/<uuid:pk>/needs/<uuid:supply>/", supplies.supply, name="supply"),
    path(
        "facility/<uuid:pk>/needs/<uuid:supply>/change/",
        supplies.change_supply,
        name="change_supply",
    ),
    path("today/", stays.today, name="today"),
    path("holds/<uuid:pk>/", places.hold, name="hold"),
    path("holds/<uuid:pk>/accept/", places.accept, name="accept"),
    path("holds/<uuid:pk>/refuse/", places.refuse, name="refuse"),
    path("stays/<uuid:pk>/", stays.stay, name="stay"),
    path("stays/<uuid:pk>/arrived/", stays.arrive, name="arrive"),
    path("stays/<uuid:pk>/never-came/", stays.never_came, name="never_came"),
    path("stays/<uuid:pk>/write/", stays.write, name="write"),
    path("stays/<uuid:pk>/leave/", stays.leave, name="leave"),
    path("place/<slug:reference>/", places.place, name="place"),
    path("place/<slug:reference>/ask/", places.ask, name="ask"),
    path("place/<slug:reference>/hold/", places.hold_bed, name="hold_bed"),
    path("place/<slug:reference>/withdraw/", places.withdraw, name="withdraw"),
    path("place/<slug:reference>/address/", places.address, name="address"),
]
