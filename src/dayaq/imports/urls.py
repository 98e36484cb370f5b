"""Addresses of this room."""

from django.urls import path

from dayaq.imports import views

app_name = "imports"
urlpatterns = [
    path("<slug:sheet>/", views.sent, name="sent"),
    path("<slug:sheet>/send/", views.send, name="send"),
    path("<slug:sheet>/template/", views.template, name="template"),
    path("<slug:sheet>/<int:pk>/", views.detail, name="detail"),
    path("<slug:sheet>/<int:pk>/remarks/", views.remarks, name="remarks"),
]
