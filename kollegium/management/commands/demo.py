"""`manage.py demo`: the demo municipality as it was at the beginning, with its meeting due now."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from kollegium import demo
from kollegium.people.models import User


class Command(BaseCommand):
    help = "Laddar demokommunen; finns den redan återställs den."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Gör ingenting om det redan finns personer.")

    def handle(self, *_args: object, if_empty: bool, **_options: object) -> None:
        if if_empty and User.objects.exists():
            return
        try:
            demo.reset()
        except ValueError as error:
            raise CommandError(str(error)) from error
