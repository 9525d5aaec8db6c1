"""`manage.py outbox`: writes reminders and carries all letters in a process of its own, until it is told to stop."""

import signal
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kollegium import schedule


class Command(BaseCommand):
    help = "Lämnar utkorgens mejl till e-postservern tills den avslutas. Sätt sidserverns KOLLEGIUM_OUTBOX_HERE=0."

    def handle(self, *_args: object, **_options: object) -> None:
        if not settings.EMAIL_URL:
            raise CommandError("Ange EMAIL_URL, till exempel smtp+tls://anvandare:losenord@post.kommunen.example:587")
        carrier = schedule.mail()

        def stop(_number: int, _frame: FrameType | None) -> None:
            carrier.end()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write("Utkorgen töms.")
        carrier.run()
        self.stdout.write("Utkorgen är stängd.")
