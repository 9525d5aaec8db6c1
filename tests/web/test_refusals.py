"""What a person wrote in a form that was refused stands on the page that says so; and a database that is away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test import Client

from kollegium.demo import Demo

WORDS = "En lång sammanfattning av artikeln."


@pytest.fixture
def left_open(demo: Demo) -> Client:
    """Anna's browser with a page left open while she signed out and in: its token is no longer true."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(demo["anna"])
    return browser


def post(browser: Client, address: str, origin: str, **fields: str) -> str:
    response = browser.post(address, fields, headers={"Origin": origin})
    assert response.status_code == 403
    return response.content.decode()


def test_one_whose_page_was_too_old_gets_the_words_back(left_open: Client) -> None:
    page = post(left_open, "/material/ny/", "http://testserver", summary=f"  {WORDS}", title="")

    assert "Sidan var för gammal" in page
    assert f">{WORDS}</textarea>" in page


def test_another_sites_words_are_not_shown_as_if_they_were_ours(left_open: Client) -> None:
    assert WORDS not in post(left_open, "/material/ny/", "https://annan.example", summary=WORDS)


def test_a_password_is_never_shown_again(left_open: Client) -> None:
    page = post(left_open, "/konto/losenord/", "http://testserver", password1="fyra ord i rad", note=WORDS)

    assert WORDS in page
    assert "fyra ord i rad" not in page


class Away:
    """A database that answers the first few questions only."""

    def __init__(self, answered: int, error: type[Exception] = OperationalError) -> None:
        self.answered, self.error, self.asked = answered, error, 0

    def __call__(self, execute: Callable[..., Any], question: str, *said: Any) -> Any:
        if "SAVEPOINT" in question:
            return execute(question, *said)
        self.asked += 1
        if self.asked > self.answered:
            raise self.error("server closed the connection unexpectedly")
        return execute(question, *said)


@pytest.mark.parametrize("address", ["/", "/material/", "/grupper/"])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_whichever_question_finds_the_database_away_the_page_says_so(
    demo: Demo, sign_in: Callable[..., Client], address: str, error: type[Exception]
) -> None:
    browser = sign_in("anna")
    browser.raise_request_exception = False
    with connection.execute_wrapper(there := Away(answered=1000)):
        assert browser.get(address).status_code == 200

    statuses = []
    for answered in range(there.asked):
        with connection.execute_wrapper(Away(answered, error)):
            statuses.append(browser.get(address).status_code)

    assert statuses == [503] * there.asked
    assert there.asked > 2, "the session, the person, and what the page shows"


def test_a_sign_in_that_the_database_lets_down_half_way_says_so_and_not_that_the_form_was_wrong(
    demo: Demo, settings: Any
) -> None:
    settings.DEMO = True

    def status(database: Away) -> int:
        with connection.execute_wrapper(database):
            response = Client(raise_request_exception=False).post(f"/demo/{demo['anna'].pk}/")
        transaction.set_rollback(False)  # the test's own transaction lives on
        return response.status_code

    assert status(there := Away(answered=1000)) == 302

    assert [status(Away(answered)) for answered in range(there.asked)] == [503] * there.asked
