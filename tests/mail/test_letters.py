"""What a letter leaves behind: no key once it is sent, no text after a month, and no names outside the huvudman."""

import ast
import inspect
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import resolve
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.identity import actions as identity
from kollegium.identity import invitations
from kollegium.leaving import links
from kollegium.leaving.models import Departure
from kollegium.mail import letters, outbox
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.people.addresses import are_own, normal
from kollegium.people.contacts import Contact
from kollegium.protocols import actions as protocols
from kollegium.protocols.models import Protocol
from kollegium.reminders.models import Reminder
from tests.mail.conftest import PostOffice
from tests.protocols.conftest import finalise

Write = Callable[[Demo], object]


def departed(demo: Demo, write: Callable[..., None], **said: object) -> None:
    demo["eva"].is_active = False
    demo["eva"].save()
    departure = Departure.objects.create(person=demo["eva"], has_account=False)
    write(demo["eva"], links.link(departure), key="k", about=f"leaving:{departure.pk}", has_account=False, **said)


def finalised(demo: Demo) -> Protocol:
    for who in ("anna", "bo", "carin"):
        meetings.arrive(demo.meeting, demo[who])
    meeting = meetings.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    meetings.end(meeting, by=demo["anna"])
    return finalise(Protocol.objects.get(meeting=meeting), by=demo["anna"])


EVERY_LETTER: dict[str, Write] = {
    "invitation": lambda demo: letters.invitation(demo["eva"], invitations.link(demo["eva"]), by=demo["inga"]),
    "password_reset": lambda demo: identity.send_password_letter(demo["anna"].email),
    "thread_offer": lambda demo: departed(demo, letters.thread_offer, days=90),
    "thread_warning": lambda demo: departed(demo, letters.thread_warning, on=date.today()),
    "member_added": lambda demo: groups.add(demo.group, demo["david"], by=demo["inga"]),
    "call": lambda demo: meetings.call(demo.meeting, by=demo["anna"]),
    "called_off": lambda demo: meetings.call_off(demo.meeting, by=demo["anna"], because="Snö, inga bussar."),
    "guest": lambda demo: meetings.invite_guest(demo.meeting, "Saga Sten", "saga@hogskolan.example", by=demo["anna"]),
    "protocol": finalised,
    "reminder": lambda demo: letters.reminder(demo["bo"], due=timezone.now()),
}


def holds_key(text: str) -> bool:
    """Whether a link in it says more than a number: whoever has that link needs no password."""
    found = [resolve(path).captured_kwargs for path in re.findall(r"https?://[^/\s\"<]+(/[^\s\"<]*)", text)]
    return any(isinstance(value, str) for words in found for value in words.values())


def test_every_letter_is_walked() -> None:
    written = {
        name
        for name, function in inspect.getmembers(letters, inspect.isfunction)
        if function.__module__ == letters.__name__ and "_write(" in inspect.getsource(function) and name != "_write"
    }
    tree = ast.parse(Path(letters.__file__).read_text())
    templates = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_write"
    }

    assert set(EVERY_LETTER) == written == templates
    assert Reminder  # its letter knows no key either: it leads to the signed-in person's own thread


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_letter_with_a_key_is_emptied_when_it_has_been_sent_and_no_other_is(
    demo: Demo, post_office: PostOffice, settings: object, name: str
) -> None:
    settings.DEMO = False
    Letter.objects.all().delete()
    EVERY_LETTER[name](demo)
    written = {letter.pk: (letter.about, holds_key(letter.text + letter.html)) for letter in Letter.objects.all()}

    outbox.carry()

    assert written
    assert len(post_office.taken) == len(written)
    for pk, (about, held) in written.items():
        letter = Letter.objects.filter(pk=pk).first()
        if about == Letter.REMINDER:
            assert letter is None
        else:
            assert (letter.text == letter.html == "") == held, about
    assert any(held for _, held in written.values()) == (
        name in ("invitation", "password_reset", "thread_offer", "thread_warning", "guest")
    )


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


@pytest.mark.parametrize(
    ("address", "named", "has_names"),
    [
        ("protokoll@bjorkskolan.example", "", True),
        ("registrator@edu.bjorkskolan.example", "", True),
        ("Rektor@BJORKSKOLAN.example", "", True),
        ("nagon@gmail.com", "", False),
        ("nagon@tidningen.example", "", False),
        ("nagon@bjorkskolan.example.evil.example", "", False),
        ("nagon@elakbjorkskolan.example", "", False),
        ("protokoll@bjorkskolan.example", "ekasa.example", False),
        ("namnd@ekasa.example", "@ekasa.example\nekasa.se", True),
    ],
)
def test_names_go_to_the_huvudmans_own_and_the_number_to_others(
    demo: Demo, address: str, named: str, has_names: bool
) -> None:
    demo.organisation.own_domains = named
    demo.organisation.save()
    demo.group.organisation.own_domains = named
    demo["karim"].email = "karim@gmail.com"  # a colleague there makes the host nobody's own
    demo["karim"].save()
    demo.group.protocol_addresses = address
    demo.group.save()

    finalised(demo)

    for to in (address, "carin@bjorkskolan.example", "karim@gmail.com"):
        letter = Letter.objects.get(to=normal(to), about__startswith="protocol:", text__contains="Syftet")
        for words in (letter.text, letter.html):
            shown = [person for person in ("Anna Ask", "Bo Berg", "Carin Ceder") if person in words]
            expected = has_names if to == address else True
            assert (len(shown) == 3) == expected, to
            assert ("Tre deltagare" in words) != expected, to
            assert expected or shown == []


def test_where_addresses_are_typed_it_is_said_who_gets_the_names(demo: Demo, sign_in: object) -> None:
    words = "utanför huvudmannens domäner får antalet deltagare"
    for who, address in (
        ("anna", f"/grupper/{demo.group.pk}/andra/"),
        ("inga", "/huvudman/"),
        ("inga", f"/huvudman/skolor/{demo.group.school_id}/"),
    ):
        assert words in sign_in(who).get(address).content.decode(), address


def test_a_domain_that_is_none_is_refused_and_kept_in_the_form(demo: Demo, sign_in: object) -> None:
    said = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "", "own_domains": "inte en domän"}

    page = sign_in("inga").post("/huvudman/", said).content.decode()

    assert "är ingen domän" in page
    assert "inte en domän</textarea>" in page


OPEN = """gmail.com googlemail.com hotmail.fi hotmail.co.uk hotmail.com.br outlook.dk outlook.se live.no live.com.au
    msn.com icloud.com me.com mac.com yahoo.co.uk yahoo.no yahoo.com.mx ymail.com rocketmail.com proton.me
    protonmail.ch pm.me gmx.at gmx.net aol.de mail.ru yandex.ru tuta.io fastmail.fm web.de telia.com telia.se
    bredband.net bredband2.com bredbandsbolaget.se tele2.se tele2.com comhem.se spray.se passagen.se
    hem.passagen.se swipnet.se mbox301.swipnet.se glocalnet.net ownit.nu ownit.se bahnhof.se home.se mail.dk
    online.no luukku.com HOTMAIL.SE outlook.com"""
OWN = """ekasa.se edu.ekasa.se live.ekasa.se mail.ekasa.se home.ekasa.se hotmailskolan.se min-gmail.se me.ekasa.se
    skolan.me yahooskolan.org com.ekasa.se mail.kommunen.nu"""


@pytest.mark.parametrize("domain", OPEN.split())
def test_where_anyone_can_have_an_address_is_nobodys_own_domain(demo: Demo, sign_in: object, domain: str) -> None:
    demo["karim"].email = f"karim@{domain}"
    demo["karim"].save()
    someone = f"someone@{domain.lower()}"

    assert are_own([someone, f"karim@{domain}"], demo.organisation) == {f"karim@{domain}"}

    demo.organisation.own_domains = domain  # named before this was refused
    assert are_own([someone], demo.organisation) == set()
    said = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "", "own_domains": domain}
    page = sign_in("inga").post("/huvudman/", said).content.decode()
    assert "kan vem som helst ha en adress" in page
    assert f"{domain}</textarea>" in page


@pytest.mark.parametrize("domain", OWN.split())
def test_a_domain_of_a_colleague_who_has_joined_is_own(demo: Demo, domain: str) -> None:
    demo["karim"].email = f"karim@{domain}"
    demo["karim"].save()

    assert are_own([f"someone@{domain}"], demo.organisation)


def test_an_invitation_to_a_mistyped_address_opens_no_domain_until_somebody_has_joined(demo: Demo) -> None:
    mistyped = "eva@bjorksskolan.example"
    demo["eva"].email = mistyped
    demo["eva"].save()
    assert demo["eva"].is_invited

    assert are_own([mistyped, "someone@bjorksskolan.example"], demo.organisation) == set()

    demo["eva"].set_password("fyra ord i rad")
    demo["eva"].joined_on = timezone.localdate()
    demo["eva"].save()
    assert are_own([mistyped, "someone@bjorksskolan.example"], demo.organisation) == {
        mistyped,
        "someone@bjorksskolan.example",
    }


def test_members_and_colleagues_are_own_wherever_their_mail_is(demo: Demo) -> None:
    assert are_own([demo["nils"].email.upper()], demo.organisation) == {demo["nils"].email.upper()}


@override_settings(EMAIL_URL="smtp://post.example")
@pytest.mark.parametrize(("who", "is_told"), [("inga", True), ("hakan", True), ("anna", False)])
def test_the_group_is_told_when_one_who_is_not_in_it_adds_a_member(demo: Demo, who: str, is_told: bool) -> None:
    before = set(demo.group.members().values_list("email", flat=True))

    groups.add(demo.group, demo["david"], by=demo[who])
    groups.invite(demo.group, Contact("ny@x.example", "Ny", "Nyman"), by=demo[who])

    told = Letter.objects.filter(about__startswith="member:")
    first = told.filter(about=f"member:{Membership.objects.get(group=demo.group, user=demo['david']).pk}")
    assert set(first.values_list("to", flat=True)) == (before if is_told else set())
    assert bool(told.filter(text__contains="Ny Nyman (ny@x.example)")) == is_told
    for letter in told:
        assert demo[who].name in letter.text
        assert "avsluta medlemskapet" in letter.text
        assert demo["anna"].name in letter.text  # whom to turn to
        assert f"/grupper/{demo.group.pk}/" in letter.text
