"""Addresses of reminders: one's own, so none names anybody."""

from django.urls import path

from kollegium.reminders import views

app_name = "reminders"
urlpatterns = [
    path("paminnelse/", views.show, name="show"),
    path("paminnelse/avstangning/", views.turn_off, name="turn_off"),
    path("paminnelse/kalenderpost/", views.calendar, name="calendar"),
]
