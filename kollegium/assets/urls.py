"""Addresses of what makes Kollegium an app on the phone."""

from django.urls import path

from kollegium.assets import installing

app_name = "assets"
urlpatterns = [
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.worker, name="worker"),
    path("utan-nat/", installing.offline, name="offline"),
]
