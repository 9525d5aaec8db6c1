"""`manage.py reseal`: seals every plan and note with the first key, after which the older keys can be taken away."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from kollegium.about import keys
from kollegium.plans import resealing


class Command(BaseCommand):
    help = "Försegla alla handlingsplaner och anteckningar med den första nyckeln i KOLLEGIUM_PLAN_KEYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accept-loss", action="store_true", help="Gå vidare utan en nyckel som är borta. Det låsta lämnas kvar."
        )

    def handle(self, *_args: object, accept_loss: bool, **_options: object) -> None:
        if accept_loss:
            keys.accept_loss()
        result = resealing.reseal()
        self.stdout.write(f"{result.done} rader är förseglade med den första nyckeln.")
        if result.unreadable:
            raise CommandError(
                f"{result.unreadable} rader kunde inte öppnas med någon av nycklarna och är lämnade som de var. "
                "Behåll alla nycklar. Finns en äldre nyckel, lägg till den sist i KOLLEGIUM_PLAN_KEYS och kör igen."
            )
        keys.only_the_first_is_needed()
