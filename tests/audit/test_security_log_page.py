"""Who reads the security log, what of it, and how it is searched."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.audit.kinds import Kind
from kollegium.audit.models import SecurityEntry
from kollegium.audit.recording import record
from kollegium.demo import PASSWORD, Demo
from tests.audit.acts import signing_in


@pytest.mark.parametrize("who", ["anna", "gunilla", "hakan", "nils", "anyone"])
def test_only_the_administrator_opens_the_log(demo: Demo, sign_in: Callable[[str], Client], who: str) -> None:
    assert sign_in(who).get("/huvudman/sakerhetslogg/").status_code == (302 if who == "anyone" else 403)
    assert sign_in("inga").get("/huvudman/sakerhetslogg/").status_code == 200


def test_when_a_teacher_signs_in_is_seen_by_the_teacher_only_and_the_day_only(
    demo: Demo, sign_in: Callable[[str], Client]
) -> None:
    evening = timezone.localtime().replace(hour=23, minute=17)
    with time_machine.travel(evening, tick=False):
        signing_in(demo)
        signing_in(demo, "fel-losenord-helt")
        Client().post("/logga-in/", {"username": demo["inga"].email, "password": PASSWORD})

    administrators = sign_in("inga").get("/huvudman/sakerhetslogg/")
    rows = {(row.kind, row.about.given_name) for row in administrators.context["page"]}
    own = sign_in("bo").get("/konto/inloggningar/").content.decode()

    assert ("signed_in", "Bo") not in rows
    assert {("sign_in_failed", "Bo"), ("signed_in", "Inga")} <= rows
    assert "Inloggad" in own
    for page in (own, administrators.content.decode()):
        assert "23.17" not in page


def test_another_ones_rows_are_not_among_ones_own(demo: Demo, sign_in: Callable[[str], Client]) -> None:
    signing_in(demo, "fel-losenord-helt")

    assert "Fel lösenord" in sign_in("bo").get("/konto/inloggningar/").content.decode()
    assert "Fel lösenord" not in sign_in("anna").get("/konto/inloggningar/").content.decode()


def test_the_log_is_filtered_by_person_and_kind_and_comes_in_pages(
    demo: Demo, sign_in: Callable[[str], Client], django_assert_max_num_queries: object
) -> None:
    inga = sign_in("inga")
    for _ in range(60):
        record(Kind.CHANGED, about=demo["bo"], by=demo["inga"])
    record(Kind.CLOSED, about=demo["anna"], by=demo["inga"])

    with django_assert_max_num_queries(12):
        page = inga.get("/huvudman/sakerhetslogg/").context["page"]
    one = inga.get("/huvudman/sakerhetslogg/", {"sok": "Anna", "slag": "closed"}).context["page"]
    none = inga.get("/huvudman/sakerhetslogg/", {"sok": "Bo", "slag": "closed"})
    odd = inga.get("/huvudman/sakerhetslogg/", {"sok": "\0%_", "slag": "trams", "sida": "9" * 30})

    assert (page.paginator.count >= 61, len(page)) == (True, 50)
    assert [row.about for row in one] == [demo["anna"]]
    assert "Ingen rad" in none.content.decode()
    assert odd.status_code == 200


@pytest.mark.parametrize("sought", ["örjan", "ÖRJAN ÅBERG", "o\u0308rjan", "inga örjan"])
def test_the_log_is_searched_as_all_else_is_whatever_the_capitals(
    sign_in: Callable[[str], Client], demo: Demo, sought: str
) -> None:
    demo["bo"].given_name, demo["bo"].family_name = "Örjan", "Åberg"
    demo["bo"].save()
    record(Kind.CLOSED, about=demo["bo"], by=demo["inga"])
    record(Kind.CLOSED, about=demo["anna"], by=demo["inga"])

    page = sign_in("inga").get("/huvudman/sakerhetslogg/", {"sok": sought, "slag": "closed"}).context["page"]

    assert [row.about for row in page] == [demo["bo"]]


def test_all_rows_are_offered_only_when_a_filter_hides_them(demo: Demo, sign_in: Callable[[str], Client]) -> None:
    inga = sign_in("inga")
    assert not SecurityEntry.objects.exists()

    assert "Visa alla" not in inga.get("/huvudman/sakerhetslogg/").content.decode()
    for filtered in ("?sok=Ingen+sådan", f"?slag={Kind.SIGNED_IN}"):
        assert "Visa alla" in inga.get(f"/huvudman/sakerhetslogg/{filtered}").content.decode()
