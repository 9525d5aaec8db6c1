"""Addresses of plans: a plan is named by its meeting, so no address can name somebody else's."""

from django.urls import path

from kollegium.plans.views import notes, taking_along
from kollegium.plans.views import pages as views

app_name = "plans"
urlpatterns = [
    path("", views.thread, name="thread"),
    path("trad/tidigare/", views.earlier, name="earlier"),
    path("trad/min-trad.<str:kind>", taking_along.take, name="take"),
    path("anteckningar/", notes.write, name="notes"),
    path("anteckningar/<uuid:key>/borttagning/", notes.remove, name="remove_note"),
    path("handlingsplaner/<pk:meeting_pk>/", views.plan, name="plan"),
    path("handlingsplaner/<pk:meeting_pk>/tom/", views.blank, name="blank"),
    path("handlingsplaner/<pk:meeting_pk>/anteckningar/", notes.take_in, name="take_in_notes"),
]
