"""The security log as a file: what the page has chosen, safe to open in a spreadsheet, and itself on record."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.audit.kinds import Kind
from kollegium.audit.models import SecurityEntry
from kollegium.audit.recording import record
from kollegium.demo import Demo

SignIn = Callable[[str], Client]
ADDRESS = "/huvudman/sakerhetslogg/fil/"


def rows_of(answer: object) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_it_holds_what_the_page_has_chosen(demo: Demo, sign_in: SignIn) -> None:
    record(Kind.GROUP_CREATED, by=demo["inga"], words="Språkgruppen")
    record(Kind.POST_GIVEN, about=demo["bo"], by=demo["inga"], words="Rektor")
    inga = sign_in("inga")

    answer = inga.post(ADDRESS, {"sok": "bo berg", "slag": "post_given"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    heading, row = rows_of(answer)
    assert heading == ["Dag", "Klockslag", "Vad som hände", "Mer om det", "Gäller", "Gjort av"]
    assert row[2:] == ["Uppdrag givet", "Rektor", "Bo Berg", demo["inga"].name]
    assert len(rows_of(inga.post(ADDRESS))) > 3


def test_what_one_does_with_ones_own_account_has_no_hour_there_either(demo: Demo, sign_in: SignIn) -> None:
    record(Kind.PASSWORD_CHANGED, about=demo["bo"], by=demo["bo"])

    [_, row] = rows_of(sign_in("inga").post(ADDRESS, {"slag": "password_changed"}))

    assert row[1] == ""


@pytest.mark.parametrize("words", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(demo: Demo, sign_in: SignIn, words: str) -> None:
    record(Kind.GROUP_CREATED, by=demo["inga"], words=words)

    [_, row] = rows_of(sign_in("inga").post(ADDRESS, {"slag": "group_created"}))

    assert row[3] == f"'{words}"


def test_that_it_was_fetched_is_on_record(demo: Demo, sign_in: SignIn) -> None:
    rows_of(sign_in("inga").post(ADDRESS))

    assert SecurityEntry.objects.get(kind="log_exported").by == demo["inga"]


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("gunilla", 403), ("hakan", 403), ("anyone", 302)])
def test_nobody_else_fetches_it(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).post(ADDRESS).status_code == status
    assert not SecurityEntry.objects.filter(kind="log_exported").exists()


def test_a_link_that_is_followed_fetches_nothing(sign_in: SignIn) -> None:
    assert sign_in("inga").get(ADDRESS).status_code == 405
