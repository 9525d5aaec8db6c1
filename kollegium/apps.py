"""The one Django app."""

from django.apps import AppConfig


class KollegiumConfig(AppConfig):
    name = "kollegium"
    verbose_name = "Kollegium"
