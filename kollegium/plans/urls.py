"""Addresses of plans: a plan is named by its meeting, so no address can name somebody else's."""

from django.urls import path

from kollegium.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.thread, name="thread"),
    path("handlingsplaner/<int:meeting_pk>/", views.plan, name="plan"),
    path("handlingsplaner/<int:meeting_pk>/delning/", views.sharing, name="sharing"),
]
