"""Addresses of the open pages."""

from django.urls import path

from kollegium.about import health, views

app_name = "about"
urlpatterns = [
    path("om/", views.about, name="about"),
    path("vem-ser-vad/", views.who_sees_what, name="who_sees_what"),
    path("stilguide/", views.styleguide, name="styleguide"),
    path("halsa/", health.alive, name="health"),
    path("halsa/beredskap/", views.ready, name="ready"),
]
