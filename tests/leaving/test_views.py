"""The pages of leaving: the huvudman's decision, the notice on the start page, and the thread without an account."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from kollegium import demo as world
from kollegium.demo import Demo
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure, Erasure, RetentionRule
from kollegium.mail.models import Letter
from kollegium.mail.outbox import carry
from kollegium.people import actions as people
from kollegium.plans.models import ActionPlan
from tests.leaving.conftest import decide, leave
from tests.mail.conftest import PostOffice

SignIn = Callable[[str], Client]
CHOSEN = {"days": "120", "decision": "BUN 2026 § 84", "decided_on": "2026-01-15"}


def closed(demo: Demo, who: str = "carin") -> str:
    """The address in the letter to one whose account is closed."""
    people.deactivate(demo[who], by=demo["inga"])
    rounds.go()
    return f"/min-trad/{links.token(Departure.objects.get(person=demo[who]))}/"


@pytest.mark.parametrize(
    ("who", "status"), [("inga", 302), ("hakan", 403), ("gunilla", 403), ("anna", 403), ("nils", 403)]
)
def test_only_an_administrator_enters_the_decision(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).post("/huvudman/gallring/", CHOSEN).status_code == status
    assert RetentionRule.objects.exists() == (status == 302)
    assert sign_in(who).get("/huvudman/gallring/").status_code == (200 if status == 302 else 403)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days": "89"}, "Ange minst 90 dagar"),
        ({"decision": " "}, "Utan beslut raderas ingenting"),
        ({"decided_on": "2999-01-01"}, "har inte varit än"),
    ],
)
def test_a_decision_that_is_not_whole_is_not_entered(
    demo: Demo, sign_in: SignIn, wrong: dict[str, str], says: str
) -> None:
    page = sign_in("inga").post("/huvudman/gallring/", CHOSEN | wrong).content.decode()

    assert says in page
    assert not RetentionRule.objects.exists()


def test_a_decision_is_changed_and_withdrawn_and_what_was_is_kept(demo: Demo, sign_in: SignIn) -> None:
    inga = sign_in("inga")
    assert "Inget beslut är inskrivet" in inga.get("/huvudman/gallring/").content.decode()

    inga.post("/huvudman/gallring/", CHOSEN)
    inga.post("/huvudman/gallring/", CHOSEN | {"days": "200"})
    assert "200 dagar" in inga.get("/huvudman/gallring/").content.decode()
    inga.post("/huvudman/gallring/upphavande/")

    page = inga.get("/huvudman/gallring/").content.decode()
    assert "Inget beslut är inskrivet" in page
    assert "Tidigare beslut" in page
    assert [(rule.days, rule.entered_by, rule.ended_by) for rule in RetentionRule.objects.all()] == [
        (200, demo["inga"], demo["inga"]),
        (120, demo["inga"], demo["inga"]),
    ]


def test_withdrawing_what_is_not_there_is_refused(demo: Demo, sign_in: SignIn) -> None:
    assert sign_in("inga").post("/huvudman/gallring/upphavande/").status_code == 409


def test_the_page_names_nobody_but_those_whom_no_letter_reaches(
    demo: Demo, sign_in: SignIn, post_office: PostOffice
) -> None:
    post_office.says[demo["bo"].email] = "550 no such user"
    for who in ("carin", "bo"):
        leave(demo[who])
    rounds.go()
    carry()
    Erasure.objects.create(
        organisation=demo.organisation, threads=2, days=120, decision="BUN 1", decided_on=timezone.localdate()
    )

    page = sign_in("inga").get("/huvudman/gallring/").content.decode()

    assert demo["bo"].name in page
    assert demo["carin"].name not in page
    assert '<td data-label="Trådar">2</td>' in page


@pytest.mark.parametrize(("who", "status"), [("inga", 302), ("anna", 403), ("hakan", 403)])
def test_only_an_administrator_says_that_somebody_has_been_told(
    demo: Demo, sign_in: SignIn, who: str, status: int
) -> None:
    leave(demo["carin"])
    rounds.go()
    departure = Departure.objects.get()

    assert sign_in(who).post(f"/huvudman/gallring/{departure.pk}/erbjudande/").status_code == status
    departure.refresh_from_db()
    assert (departure.offered_by == demo["inga"]) == (status == 302)


def test_the_start_page_tells_the_one_who_left_the_day_and_nobody_else(demo: Demo, sign_in: SignIn) -> None:
    decide(demo)
    leave(demo["carin"])
    rounds.go()
    day = date_format(timezone.localdate() + timedelta(days=100), "j F Y")

    pages = {who: sign_in(who).get("/").content.decode() for who in ("carin", "bo", "inga")}

    assert f"raderas tidigast den {day}" in pages["carin"]
    assert pages["carin"].count("/trad/min-trad.pdf") == 1
    assert ["Ta med dig din röda tråd" in page for page in pages.values()] == [True, False, False]


def test_without_a_decision_the_start_page_says_that_nothing_is_erased(demo: Demo, sign_in: SignIn) -> None:
    leave(demo["carin"])
    rounds.go()

    assert "inte beslutat att något ska raderas" in sign_in("carin").get("/").content.decode()


def test_one_who_is_back_sees_no_notice_even_before_the_next_round(demo: Demo, sign_in: SignIn) -> None:
    from kollegium.groups import actions as groups

    leave(demo["carin"])
    rounds.go()
    soon = timezone.localdate() + timedelta(days=20)
    groups.add(demo.groups["svenska"], demo["carin"], by=demo["inga"], starts_on=soon)

    assert "Ta med dig din röda tråd" not in sign_in("carin").get("/").content.decode()


def test_after_the_day_the_start_page_says_so(demo: Demo, sign_in: SignIn) -> None:
    leave(demo["carin"])
    rounds.go()
    Departure.objects.update(erased_on=timezone.localdate())

    assert "Din röda tråd är raderad" in sign_in("carin").get("/").content.decode()


@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_one_whose_account_is_closed_fetches_the_thread_with_link_and_password(
    demo: Demo, client: Client, kind: str
) -> None:
    address = closed(demo)
    effort = ActionPlan.objects.of(demo["carin"]).exclude(effort="").first().effort
    assert effort not in client.get(address).content.decode()

    answer = client.post(address, {"password": world.PASSWORD, "kind": kind})

    assert answer["Content-Disposition"] == f'attachment; filename="min-roda-trad.{kind}"'
    assert "no-store" in answer["Cache-Control"]
    if kind == "json":
        assert json.loads(answer.content)["name"] == demo["carin"].name
        assert effort in answer.content.decode()


def test_the_link_alone_opens_nothing_and_starts_no_session(demo: Demo, client: Client) -> None:
    address = closed(demo)

    for password in ("", "fel lösenord helt och hållet"):
        answer = client.post(address, {"password": password, "kind": "json"})
        assert (answer.status_code, answer.get("Content-Disposition")) == (200, None)

    client.post(address, {"password": world.PASSWORD, "kind": "json"})
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert client.get("/trad/min-trad.json").status_code == 302
    assert client.post("/logga-in/", {"username": demo["carin"].email, "password": world.PASSWORD}).status_code == 200


def test_somebody_elses_password_opens_nothing(demo: Demo, client: Client) -> None:
    address = closed(demo)
    bo = demo["bo"]
    bo.set_password("bos eget långa lösenord")
    bo.save()

    answer = client.post(address, {"password": "bos eget långa lösenord", "kind": "json"})

    assert "Det är inte det lösenord" in answer.content.decode()


def test_guessing_is_slowed_and_the_right_one_waits_half_a_minute_at_the_most(demo: Demo, client: Client) -> None:
    address = closed(demo)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(6):
            client.post(address, {"password": "gissning", "kind": "json"})

        answer = client.post(address, {"password": world.PASSWORD, "kind": "json"})
        clock.shift(timedelta(seconds=30))
        later = client.post(address, {"password": world.PASSWORD, "kind": "json"})

    assert "Vänta 1 sekund och försök igen" in answer.content.decode()
    assert later["Content-Type"].startswith("application/json")


def test_the_link_stops_when_the_account_is_open_again_or_the_thread_is_gone(demo: Demo, client: Client) -> None:
    address = closed(demo)
    right = {"password": world.PASSWORD, "kind": "json"}
    Departure.objects.update(erased_on=timezone.localdate())
    assert client.post(address, right).status_code == 410

    Departure.objects.update(erased_on=None)
    assert client.post(address, right).status_code == 200

    people.reactivate(demo["carin"], by=demo["inga"])
    assert client.post(address, right).status_code == 410
    rounds.go()
    people.deactivate(demo["carin"], by=demo["inga"])
    rounds.go()
    assert client.post(address, right).status_code == 410  # there is a new letter


def test_a_forged_link_and_another_kind_of_link_open_nothing(demo: Demo, client: Client) -> None:
    from kollegium.identity import invitations

    address = closed(demo)
    other = f"/min-trad/{invitations.token(demo['carin'])}/"

    for forged in (f"{address[:-3]}xx/", "/min-trad/trams/", other):
        assert client.post(forged, {"password": world.PASSWORD, "kind": "json"}).status_code == 410
    token = address.split("/")[2]
    for elsewhere in (f"/valkommen/{token}/", f"/losenord/x/{token}/"):
        assert "inte" in client.get(elsewhere, follow=True).content.decode()
    assert client.post(address, {"password": world.PASSWORD, "kind": "exe"}).status_code == 404


def test_the_link_is_not_left_lying_in_the_outbox(demo: Demo, post_office: PostOffice, settings: object) -> None:
    settings.DEMO = False
    closed(demo)
    assert "/min-trad/" in Letter.objects.get().text

    carry()

    assert (Letter.objects.get().text, Letter.objects.get().html) == ("", "")
    assert "/min-trad/" in post_office.taken[0].get_body(("plain",)).get_content()
