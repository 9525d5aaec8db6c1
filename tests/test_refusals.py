"""What a person wrote in a form that was refused stands on the page that says so."""

import pytest
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
