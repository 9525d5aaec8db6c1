"""Whatever is sent to whatever address, by whomever: an answer in words and never a fault of ours."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import get_resolver
from django.urls.converters import IntConverter

from kollegium.demo import Demo
from kollegium.identity import invitations
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Duty
from kollegium.people import actions as people
from kollegium.protocols import actions as protocols
from tests.addresses import PLACE, filled, routes
from tests.odd_requests import BODIES, HEADERS, IN_FIELDS, IN_HEADERS, IN_PLACES, POISON, Forms, names
from tests.web.test_cleaning import unkeepable_in_the_database

SignIn = Callable[[str], Client]
SIGNED_IN = ["anna", "carin", "inga"]  # leads, mirrors, administers


@pytest.fixture
def town(demo: Demo) -> dict[str, Any]:
    """What the places of addresses hold: a lärträff that goes on, with a guest and a mirror; one who has left."""
    people.deactivate(demo["farid"], by=demo["inga"])
    rounds.go()
    meeting = demo.meeting
    meetings.put_on_duty(meeting, Duty.Kind.REFLECTOR, demo["carin"], by=demo["anna"])
    live.start(meeting, by=demo["anna"])
    protocols.begin(meeting)
    meetings.invite_guest(meeting, "Gun Gäst", "", by=demo["anna"])
    meeting.refresh_from_db()
    return {
        "pk": meeting.pk,
        "group": demo.group.pk,
        "person": demo["bo"].pk,
        "user_pk": demo["bo"].pk,
        "membership_pk": demo.group.memberships.get(user=demo["bo"]).pk,
        "guest_pk": meeting.guests.get().pk,
        "material_pk": meeting.materials.first().pk,
        "code": meeting.live.code,
        "token": links.token(Departure.objects.get(person=demo["farid"])),
        "welcome": invitations.token(demo["eva"]),
        "key": uuid4(),
        "kind": "question",
        "": "x",
    }


@pytest.fixture
def ask(town: dict[str, Any], sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[..., int]]:
    """One request as somebody, of which nothing stays; at the end no address may have failed or left a trace."""
    wrong: list[str] = []
    browsers = {who: sign_in(who) for who in (*SIGNED_IN, "anyone")}
    cookies = {who: browser.cookies.output() for who, browser in browsers.items()}
    for browser in browsers.values():
        browser.raise_request_exception = False

    def send(who: str, method: str, address: str, body: bytes = b"", kind: str = FORM, **more: Any) -> HttpResponse:
        browsers[who].cookies = SimpleCookie(cookies[who].replace("Set-Cookie: ", ""))
        with nothing_stays():
            answer = browsers[who].generic(method, address, body, content_type=kind, **more)
            if answer.status_code >= 500:
                wrong.append(f"{who} {method} {address[:120]} {body[:120]!r} {str(more)[:120]}: {answer.status_code}")
        return answer

    yield send
    assert wrong == []
    assert [
        record.getMessage() for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR
    ] == []


FORM = "application/x-www-form-urlencoded"


@contextmanager
def nothing_stays() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def good(route: str, town: dict[str, Any]) -> dict[str, Any]:
    """What leads somewhere: the number in an address is of a group, a person or a lärträff, by its first word."""
    by_word = {"grupper": town["group"], "huvudman": town["person"], "demo": town["person"]}
    values = town | {"pk": by_word.get(route.split("/")[1], town["pk"])}
    if route.startswith("/valkommen"):
        values["token"] = town["welcome"]
    return values | ({"kind": "json"} if route.startswith("/trad") else {})


def fits(route: str, chance: Random) -> str:
    """Most often somebody who may do something there."""
    if chance.random() < 0.2:
        return chance.choice([*SIGNED_IN, "anyone"])
    return "inga" if route.startswith(("/huvudman", "/utkorg")) else "carin" if "spegel" in route else "anna"


def test_every_number_in_an_address_is_one_that_a_database_takes() -> None:
    def converters(resolver: Any) -> Iterator[Any]:
        for each in resolver.url_patterns:
            yield from each.pattern.converters.values()
            yield from converters(each) if hasattr(each, "url_patterns") else ()

    found = list(converters(get_resolver()))

    assert len(found) > 50
    assert [each for each in found if isinstance(each, IntConverter)] == []


def test_no_odd_address_fails(town: dict[str, Any], ask: Callable[..., HttpResponse]) -> None:
    chance = Random(18)
    for route in routes():
        for place in PLACE.finditer(route):
            # Numbers all come in by one converter; what takes any words is tried with all of them.
            for odd in chance.sample(IN_PLACES, 3) if place["kind"] == "pk" else IN_PLACES:
                address = filled(route, good(route, town) | {place["name"]: odd})
                ask(fits(route, chance), chance.choice(["GET", "POST"]), address)


def test_no_odd_word_in_any_field_fails(town: dict[str, Any], ask: Callable[..., HttpResponse]) -> None:
    """All names there are at once, each with a word of its own: a view reads those it knows. A few of them are long."""
    chance = Random(18)
    short = [word for word in IN_FIELDS if len(word) < 400]
    assert {"person", "after", "payer", "words", "on", "field", "sok", "fore", "sida", "at", "seen"} <= {*names()}
    for route in routes():
        address = filled(route, good(route, town))
        for _ in range(5):
            sent = {name: chance.choice(short) for name in names()}
            sent |= {name: chance.choice(IN_FIELDS) for name in chance.sample(names(), len(names()) // 4)}
            ask(fits(route, chance), "POST", address, urlencode(sent).encode())
        asked = {name: said for name, said in sent.items() if len(said) < 400}
        ask(fits(route, chance), "GET", f"{address}?{urlencode(asked)}")


@pytest.mark.parametrize(
    "name", ["fore", "sida", "sok", "school", "group", "since", "until", "material", "next", "kind"]
)
def test_no_odd_question_fails(town: dict[str, Any], ask: Callable[..., HttpResponse], name: str) -> None:
    asked = {"fore": "/trad/tidigare/", "sida": "/utkorg/", "material": f"/moten/{town['pk']}/", "next": "/logga-in/"}
    places = {"school": "/grupper/", "sok": "/huvudman/medarbetare/", "kind": "/material/"}
    for odd in IN_FIELDS:
        address = (asked | places).get(name, "/protokoll/")
        ask("inga" if address.startswith("/huvudman") else "anna", "GET", f"{address}?{urlencode({name: odd})[:8000]}")


@pytest.mark.parametrize("who", ["anna", "inga", "anyone"])
def test_no_odd_word_in_a_form_that_else_is_right_fails(
    town: dict[str, Any], ask: Callable[..., HttpResponse], who: str
) -> None:
    chance = Random(18)
    forms = _forms(town, ask, who)
    assert len(forms) >= {"anna": 20, "inga": 10, "anyone": 4}[who]

    for form in forms:
        for name in form.fields:
            for odd in chance.sample(IN_FIELDS, 2):
                ask(who, "POST", form.action, _sent(form.fields | {name: [odd]}))
            ask(who, "POST", form.action, _sent(form.fields | {name: [*form.fields[name], "2", "x"]}))


@pytest.mark.parametrize("who", ["anna", "inga", "anyone"])
def test_nothing_that_no_database_holds_gets_in_by_any_form(
    town: dict[str, Any], ask: Callable[..., HttpResponse], who: str
) -> None:
    for form in _forms(town, ask, who):
        poisoned = {name: [f"{said}{POISON}" for said in values] for name, values in form.fields.items()}
        browser = ask(who, "GET", "/om/").client
        with nothing_stays():
            answer = browser.post(form.action, _sent(form.fields | poisoned), content_type=FORM)
            assert answer.status_code < 500, form.action
            assert unkeepable_in_the_database() == [], form.action


def test_no_odd_header_fails(town: dict[str, Any], ask: Callable[..., HttpResponse]) -> None:
    chance = Random(18)
    addresses = [filled(route, good(route, town)) for route in routes()]
    for header in HEADERS:
        for odd in chance.sample(IN_HEADERS, 4):
            ask("anna", "GET", chance.choice(["/", "/protokoll/", "/om/"]), headers={header: odd})
    for address in addresses:
        odd_ones = {header: chance.choice(IN_HEADERS) for header in chance.sample(HEADERS, 6) if header != "Host"}
        ask("anna", chance.choice(["GET", "POST"]), address, headers=odd_ones)


@pytest.mark.parametrize("length", ["", "0", "1", "9" * 40])
def test_no_odd_length_fails(town: dict[str, Any], ask: Callable[..., HttpResponse], length: str) -> None:
    """What is no number never gets past the server that reads HTTP."""
    for address in ("/", "/logga-in/", "/material/ny/"):
        ask("anna", "POST", address, b"title=x", CONTENT_LENGTH=length)


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=range(len(BODIES)))
def test_no_odd_body_fails(town: dict[str, Any], ask: Callable[..., HttpResponse], body: bytes, kind: str) -> None:
    chance = Random(kind)
    for route in chance.sample(routes(), 12):
        ask(fits(route, chance), "POST", filled(route, good(route, town)), body, kind)


def test_no_odd_method_fails(town: dict[str, Any], ask: Callable[..., HttpResponse]) -> None:
    chance = Random(18)
    for route in routes():
        method = chance.choice(["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
        ask(fits(route, chance), method, filled(route, good(route, town)), b"\x00", "text/plain")


def _forms(town: dict[str, Any], ask: Callable[..., HttpResponse], who: str) -> list[SimpleNamespace]:
    """One of each kind: those of all pages that this person can open."""
    found: dict[tuple[str, ...], SimpleNamespace] = {}
    for route in routes():
        address = filled(route, good(route, town))
        answer = ask(who, "GET", address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in Forms(answer.content.decode(), urlsplit(address).path).found:
                form.fields.pop("csrfmiddlewaretoken", None)
                shape = "".join(each for each in form.action if not each.isdigit())
                found.setdefault((shape, *sorted(form.fields)), form)
    return list(found.values())


def _sent(fields: dict[str, list[str]]) -> bytes:
    return urlencode(fields, doseq=True).encode()
