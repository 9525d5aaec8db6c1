"""Words that wait after the session has ended are for their author only."""

from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from tests.identity.test_kept_forms import OURS, WORDS, Forms, browser_of, sign_in, sign_out

pytestmark = pytest.mark.usefixtures("demo_is_on")


@pytest.fixture
def carins(demo: Demo) -> Client:
    """Carin's words, posted after her session had ended, in a browser where nobody is signed in."""
    browser = browser_of(demo, "carin", "/konto/")
    Session.objects.all().delete()
    browser.post("/anteckningar/", {"text": WORDS, "on": "2026-11-01"}, headers={"Referer": "http://testserver/"})
    return browser


def test_somebody_else_who_signs_in_instead_never_sees_them_and_they_wait(demo: Demo, carins: Client) -> None:
    sign_in(carins, demo, "bo")
    assert "ska se" not in carins.get("/").content.decode()
    carins.post("/logga-ut/")

    sign_in(carins, demo, "carin")

    assert WORDS in unescape(carins.get("/").content.decode())


def test_what_lies_in_the_database_meanwhile_cannot_be_read(carins: Client) -> None:
    held = [session.get_decoded() for session in Session.objects.all()]

    assert held
    assert "ska se" not in str(held)


def test_they_are_there_until_they_are_saved_and_then_no_more(demo: Demo, carins: Client) -> None:
    sign_in(carins, demo, "carin")
    for _ in range(2):
        assert WORDS in unescape(carins.get("/").content.decode())

    carins.post("/anteckningar/", {"text": WORDS, "on": "2026-11-01"}, headers={"Referer": "http://testserver/"})

    assert "inte sparat än" not in carins.get("/").content.decode()


def test_their_author_can_take_them_away(demo: Demo, carins: Client) -> None:
    sign_in(carins, demo, "carin")
    answer = carins.post("/osparat/borttagning/", {"action": "/anteckningar/", "next": "/"})

    assert answer.headers["Location"] == "/"
    assert "ska se" not in carins.get("/").content.decode()


def test_a_page_that_is_fetched_without_being_looked_at_has_them_not(demo: Demo, carins: Client) -> None:
    sign_in(carins, demo, "carin")

    assert "ska se" not in carins.get("/", headers={"Sec-Fetch-Mode": "cors"}).content.decode()
    assert "ska se" in carins.get("/", headers={"Sec-Fetch-Mode": "navigate"}).content.decode()


def test_a_form_of_one_person_that_another_sends_is_neither_saved_nor_shown(demo: Demo) -> None:
    browser = browser_of(demo, "carin", "/konto/", is_strict=True)
    fields = next(
        fields for action, fields in Forms(browser.get("/").content.decode()).forms if action == "/anteckningar/"
    )
    sign_out(browser)
    sign_in(browser, demo, "bo")

    answer = browser.post("/anteckningar/", fields | {"text": WORDS}, headers=OURS | {"Referer": "http://testserver/"})

    assert answer.status_code == 403
    assert "öppnades av någon annan" in answer.content.decode()
    assert "ska se" not in answer.content.decode() + browser.get("/").content.decode()


def test_one_whom_nobody_knows_gets_the_words_to_copy_at_once(demo: Demo) -> None:
    answer = Client().post("/anteckningar/", {"text": WORDS}, headers=OURS | {"Referer": "http://testserver/konto/"})

    assert WORDS in unescape(answer.content.decode())
    assert "/logga-in/?next=/konto/" in answer.content.decode()
    assert Session.objects.count() == 0


def test_one_who_has_left_the_group_meanwhile_has_the_words_to_copy(demo: Demo) -> None:
    browser, page = browser_of(demo, "carin"), f"/handlingsplaner/{demo.meeting.pk}/"
    Session.objects.all().delete()
    browser.post(page, {"effort": WORDS}, headers={"Referer": f"http://testserver{page}"})
    Membership.objects.filter(user=demo["carin"]).delete()

    sign_in(browser, demo, "carin", page)

    assert WORDS in unescape(browser.get(page).content.decode())
