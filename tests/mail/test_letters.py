"""What a letter leaves behind: no key once it is sent, and no text after a month."""

import ast
import inspect
import re
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import resolve
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.identity import actions as identity
from kollegium.leaving import letters as leaving
from kollegium.leaving.models import Departure
from kollegium.live import actions as live
from kollegium.mail import letters, outbox
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.protocols import actions as protocols
from kollegium.protocols.models import Protocol
from kollegium.reminders import letters as reminders
from kollegium.reminders.models import Reminder
from tests.leaving.conftest import decide
from tests.mail.conftest import PostOffice
from tests.protocols.conftest import finalise

Write = Callable[[Demo], object]
CODE = Path(letters.__file__).parent.parent


def departed(demo: Demo) -> Departure:
    demo["eva"].is_active = False
    demo["eva"].save()
    return Departure.objects.create(person=demo["eva"], has_account=False)


def finalised(demo: Demo) -> Protocol:
    for who in ("anna", "bo", "carin"):
        live.arrive(demo.meeting, demo[who])
    meeting = live.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    live.end(meeting, by=demo["anna"])
    return finalise(Protocol.objects.get(meeting=meeting), by=demo["anna"])


EVERY_LETTER: dict[str, Write] = {
    "invitation": lambda demo: identity.invite_again(demo["eva"], by=demo["inga"]),
    "password_reset": lambda demo: identity.send_password_letter(demo["anna"].email),
    "thread_offer": lambda demo: leaving.thread_offer(departed(demo), days=90),
    "thread_warning": lambda demo: leaving.thread_warning(departed(demo), decide(demo), on=date.today()),
    "member_added": lambda demo: groups.add(demo.group, demo["david"], by=demo["inga"]),
    "call": lambda demo: meetings.call(demo.meeting, by=demo["anna"]),
    "called_off": lambda demo: meetings.call_off(demo.meeting, by=demo["anna"], because="Snö, inga bussar."),
    "guest": lambda demo: meetings.invite_guest(demo.meeting, "Saga Sten", "saga@hogskolan.example", by=demo["anna"]),
    "protocol": finalised,
    "reminder": lambda demo: reminders.reminder(demo["bo"], due=timezone.now()),
}


def holds_key(text: str) -> bool:
    """Whether a link in it says more than a number: whoever has that link needs no password."""
    found = [resolve(path).captured_kwargs for path in re.findall(r"https?://[^/\s\"<]+(/[^\s\"<]*)", text)]
    return any(isinstance(value, str) for words in found for value in words.values())


def test_every_letter_is_walked() -> None:
    files = [path for path in sorted(CODE.glob("*/letters.py")) if path.parent.name != "mail"]
    names = {path: f"kollegium.{path.parent.name}.letters" for path in files}
    written = {
        name
        for module in map(import_module, names.values())
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "write(" in inspect.getsource(function)
    }
    drawn_from = {call.args[0].value for path in files for call in calls_of_write(path)}
    templates = {path.stem for path in (CODE / "templates/emails").glob("*.subject")}

    assert set(EVERY_LETTER) == written == drawn_from == templates
    assert Reminder  # its letter knows no key either: it leads to the signed-in person's own thread


def test_a_letter_is_written_and_named_by_its_slices_letters_and_nowhere_else() -> None:
    others = {path: path.read_text() for path in CODE.rglob("*.py") if path.name != "letters.py"}
    others = {path: text for path, text in others.items() if "migrations" not in path.parts}
    written = re.compile(r"kollegium\.mail(\.letters)? import .*\b(letters|write)\b")
    named = re.compile(r"""\b(?:about(?:__\w+)?|key__\w+)=\[?f?["']""")

    assert others
    assert [path.name for path, text in others.items() if written.search(text)] == []
    assert [path.name for path, text in others.items() if named.search(text)] == []


def test_a_page_that_shows_a_letter_beforehand_draws_it_as_the_letter_is_drawn() -> None:
    pages = [path for path in (CODE / "templates").rglob("*.html") if path.parent.name != "emails"]
    code = [path for path in CODE.rglob("*.py") if path != Path(letters.__file__)]

    assert [path.name for path in (*pages, *code) if "emails/" in path.read_text()] == []


def calls_of_write(path: Path) -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "write"]


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_letter_with_a_key_is_emptied_when_it_has_been_sent_and_no_other_is(
    demo: Demo, post_office: PostOffice, settings: object, name: str
) -> None:
    settings.DEMO = False
    Letter.objects.all().delete()
    EVERY_LETTER[name](demo)
    written = {letter.pk: (letter, holds_key(letter.text + letter.html)) for letter in Letter.objects.all()}

    outbox.carry()

    assert written
    assert len(post_office.taken) == len(written)
    for pk, (before, held) in written.items():
        letter = Letter.objects.filter(pk=pk).first()
        assert (before.secret, before.traceless) == (held, name == "reminder")
        if before.traceless:
            assert letter is None
        else:
            assert (letter.text == letter.html == "") == held, before.about
    assert any(held for _, held in written.values()) == (
        name in ("invitation", "password_reset", "thread_offer", "thread_warning", "guest")
    )


@pytest.mark.parametrize("about", ["reminder", "invitation:1", "call:1"])
@pytest.mark.parametrize(("secret", "traceless"), [(False, False), (True, False), (False, True)])
def test_what_becomes_of_a_letter_is_said_by_the_letter_and_not_by_what_it_is_about(
    demo: Demo, post_office: PostOffice, sign_in: object, settings: object, about: str, secret: bool, traceless: bool
) -> None:
    settings.DEMO = False
    Letter.objects.all().delete()
    letters.write(
        "password_reset",
        key="k",
        about=about,
        to=demo["bo"].email,
        secret=secret,
        traceless=traceless,
        person=demo["bo"],
        link="https://kollegium.example/losenord/",
    )

    assert (demo["bo"].email in sign_in("inga").get("/utkorg/").content.decode()) != traceless
    outbox.carry()

    assert [letter.text == "" for letter in Letter.objects.all()] == ([] if traceless else [secret])


def test_an_upgrade_marks_the_reminders_that_wait_as_traceless(demo: Demo) -> None:
    Letter.objects.all().delete()
    for about in ("reminder", "call:1"):
        Letter.objects.create(key=about, about=about, to=demo["bo"].email)
    migrations = MigrationLoader(connection).disk_migrations
    upgrade = next(found for (_, name), found in migrations.items() if name.endswith("letters_say_what_they_are"))

    upgrade.operations[-1].code(apps, None)

    assert dict(Letter.objects.values_list("about", "traceless")) == {"reminder": True, "call:1": False}


@pytest.mark.parametrize("state", Letter.State.values)
def test_what_was_written_is_kept_for_a_month_and_what_waits_until_it_is_sent(
    demo: Demo, settings: object, state: str
) -> None:
    settings.DEMO = False
    meetings.call(demo.meeting, by=demo["anna"])
    Letter.objects.update(state=state)

    outbox.forget_texts()
    assert not Letter.objects.filter(text="").exists()
    Letter.objects.update(written_at=timezone.now() - outbox.TEXT_KEPT - timedelta(minutes=1))
    outbox.forget_texts()

    emptied = Letter.objects.filter(text="", html="").count()
    assert emptied == (0 if state in ("waiting", "sending") else Letter.objects.count())
    outbox.try_again(Letter.objects.first())
    assert Letter.objects.first().state == ("waiting" if state == "waiting" else state)


def test_the_demo_keeps_its_letters(demo: Demo, settings: object) -> None:
    settings.DEMO = True
    meetings.call(demo.meeting, by=demo["anna"])
    Letter.objects.update(state="sent", written_at=timezone.now() - timedelta(days=400))

    outbox.forget_texts()

    assert not Letter.objects.filter(text="").exists()
