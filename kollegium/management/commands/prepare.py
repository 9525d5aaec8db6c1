"""`manage.py prepare`: database, static files and demo in place; says where to go and how to sign in."""

import socket
from argparse import ArgumentParser
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kollegium import demo, demo_texts
from kollegium.about import keys
from kollegium.identity import first_code
from kollegium.people.models import User


class Command(BaseCommand):
    help = "Gör det som fattas före start."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Återställ demokommunen till början.")

    def handle(self, *_args: object, reset: bool, **_options: object) -> None:
        if not reset:
            self._refuse_a_port_in_use()
        call_command("migrate", verbosity=0)
        call_command("clearsessions")
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0, clear=False, ignore_patterns=["*.d.ts"])
        if settings.DEMO and User.objects.filter(is_demo=False).exists():
            raise CommandError("Datamappen innehåller riktiga personer. Starta med KOLLEGIUM_DEMO=0.")
        if not settings.DEMO and User.objects.filter(is_demo=True).exists():
            raise CommandError(
                "Datamappen innehåller demokommunen, vars lösenord alla känner till. "
                "Välj en egen datamapp: KOLLEGIUM_DATA=/sökväg/till/mappen"
            )
        self._see_to_the_keys(begin_anew=settings.DEMO and reset)
        if settings.DEMO:
            call_command("demo", if_empty=not reset)
        self._say_where_to_go()

    def _see_to_the_keys(self, *, begin_anew: bool) -> None:
        try:
            told = keys.prepare(begin_anew=begin_anew)
        except ImproperlyConfigured as error:
            in_demo = " Demon kan också börjas om: bin/setup --reset" if settings.DEMO else ""
            raise CommandError(f"{error}{in_demo}") from None
        for words in told:
            self.stdout.write(f"\n{words}\n")

    def _refuse_a_port_in_use(self) -> None:
        address = urlsplit(settings.ADDRESS)
        port = (address.port or 0) if address.hostname == "localhost" else 0
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Porten {port} är upptagen. Välj en annan, till exempel: PORT={port + 1} bin/dev"
                ) from None

    def _say_where_to_go(self) -> None:
        say = self.stdout.write
        say(f"\nKollegium: {settings.ADDRESS}\n")
        if not settings.DEMO:
            if not User.objects.exists():
                say("Öppna adressen i webbläsaren och ange huvudmannens namn och den första administratören.\n")
                if settings.HTTPS:
                    say(f"Startkoden som sidan frågar efter: {first_code.code()}\n")
            return
        say(f"Demo: {demo_texts.MUNICIPALITY}. Välj en person på inloggningssidan, eller logga in med lösenordet")
        say(f"{demo.PASSWORD} som till exempel:\n")
        for key, words in (
            ("anna", "lärledare i NO-gruppen, vars träff ska börja nu"),
            ("bo", "deltagare i NO-gruppen"),
            ("david", "deltagare i Svenskgruppen"),
            ("gunilla", "rektor"),
            ("hakan", "utvecklingsledare"),
            ("inga", "administratör"),
        ):
            say(f"  {demo_texts.PEOPLE[key].email:32} {words}")
        say("\nBörja om med demon: bin/setup --reset. Avsluta med Ctrl-C.\n")
