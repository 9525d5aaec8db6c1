"""`manage.py retention`: says what the huvudman's decision would erase today, and erases it only when told to."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from kollegium.leaving import rounds
from kollegium.leaving.queries import due


class Command(BaseCommand):
    help = "Säger hur många trådar som skulle raderas i dag och enligt vilket beslut. Servern raderar dem annars själv."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--dry-run", action="store_true", help="Säg det bara, ändra ingenting. Så är det utan val.")
        choice.add_argument("--carry-out", action="store_true", help="Gör det som servern annars gör en gång i timmen.")

    def handle(self, *_args: object, carry_out: bool, **_options: object) -> None:
        if carry_out:
            self.stdout.write(f"{rounds.go()} trådar är raderade.")
            return
        found = due(timezone.localdate())
        for rule, departures in found.items():
            self.stdout.write(f"{rule.organisation}: {len(departures)} trådar skulle raderas enligt {rule.decision}.")
        if not found:
            self.stdout.write("Ingen tråd skulle raderas i dag.")
