"""The one Django app."""

from django.apps import AppConfig


class KollegiumConfig(AppConfig):
    name = "kollegium"
    verbose_name = "Kollegium"

    def ready(self) -> None:
        from kollegium import events
        from kollegium.identity import browsers
        from kollegium.live.actions import belonging, planned

        events.take_part(browsers.hear)
        events.take_part(belonging.hear)
        events.take_part(planned.hear)
