"""A form that is refused comes back with the words in its fields."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.generic import RedirectView

from kollegium.demo import Demo
from kollegium.refusals import Refused
from kollegium.web.refusals import RefusalMiddleware
from tests.identity.test_kept_forms import OURS, WORDS, Forms, addresses, browser_of, forms, sign_in

pytestmark = pytest.mark.usefixtures("demo_is_on")

REASON = "Lärträffen är redan slut."


class Refuses:
    """In the innermost place: every form is refused there as an action would do it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        if request.method != "POST" or request.path in ("/logga-in/", "/logga-ut/", "/osparat/borttagning/"):
            return None
        return RefusalMiddleware(self.get_response).process_exception(request, Refused(REASON))


def refusing(settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Refuses"]


def test_every_form_that_is_refused_comes_back_with_the_words_in_its_fields(demo: Demo, settings: Any) -> None:
    every, tried = list(forms(demo)), set()
    refusing(settings)
    for who, page, action, names in every:
        browser = browser_of(demo, who, page)
        fields = next(
            each
            for path, each in Forms(browser.get(page).content.decode(), page).forms
            if path == action and names <= each.keys()
        )
        written = fields | {name: f"Skrivet i {name}. {WORDS}" for name in names}

        answer = browser.post(action, written, headers=OURS | {"Referer": f"http://testserver{page}"})

        assert answer.headers["Location"] == page
        held = str([session.get_decoded() for session in Session.objects.all()])
        assert "ska se" not in held
        shown = browser.get(page).content.decode()
        assert REASON in shown
        assert "inte sparat än" in shown, (page, action)
        assert "utloggad" not in shown
        again = [each for path, each in Forms(shown, page).forms if path == action]
        for name in names:
            seen = [unescape(form.get(name, "")).strip().replace("\r\n", "\n") for form in again]
            assert written[name] in seen, (page, action, name)
        browser.post("/osparat/borttagning/", {"action": action, "next": page})
        assert "ska se" not in browser.get(page).content.decode()
        tried.add(action)
    assert len(tried) > 8


def test_words_refused_at_any_address_are_given_back(demo: Demo, settings: Any) -> None:
    refusing(settings)
    refused = 0
    for address in addresses():
        browser = browser_of(demo, "carin")
        said = {"words": WORDS, "password1": "hemligt ord"}
        answer = browser.post(address, said, headers=OURS | {"Referer": "http://testserver/konto/"})
        if address in ("/logga-in/", "/logga-ut/", "/osparat/borttagning/") or answer.status_code != 302:
            continue
        refused += 1
        page = unescape(browser.get("/konto/").content.decode())
        assert WORDS in page, address
        assert "hemligt ord" not in page
    assert refused > 100


@pytest.fixture
def refused_note(demo: Demo) -> Client:
    browser = browser_of(demo, "carin")
    said = {"text": WORDS, "on": "2099-01-01"}
    browser.post("/anteckningar/", said, headers=OURS | {"Referer": "http://testserver/"})
    return browser


def test_a_note_on_a_day_to_come_is_refused_and_stands_in_its_form_until_it_is_saved(
    demo: Demo, refused_note: Client
) -> None:
    page = unescape(refused_note.get("/").content.decode())
    assert WORDS in page
    assert "2099-01-01" in page
    assert "senast i dag" in page

    refused_note.post("/anteckningar/", {"text": WORDS, "on": "2026-11-01"}, headers={"Referer": "http://testserver/"})

    assert "inte sparat än" not in refused_note.get("/").content.decode()


def test_somebody_else_in_the_same_browser_never_sees_what_was_refused(demo: Demo, refused_note: Client) -> None:
    sign_in(refused_note, demo, "bo")

    assert "ska se" not in refused_note.get("/").content.decode()


def test_a_refused_choice_is_shown_as_it_is_and_not_as_it_was_to_become(demo: Demo, settings: Any) -> None:
    refusing(settings)
    browser, page = browser_of(demo, "anna"), f"/moten/{demo.meeting.pk}/"
    before = Forms(browser.get(page).content.decode(), page)
    action, fields = next(
        (action, each) for action, each in before.forms if action.startswith(page) and not before.written & each.keys()
    )

    browser.post(action, dict.fromkeys(fields, "2"), headers=OURS | {"Referer": f"http://testserver{page}"})
    shown = browser.get(page).content.decode()

    assert REASON in shown
    assert "inte sparat än" not in shown
    assert next(each for path, each in Forms(shown, page).forms if path == action) | {
        "csrfmiddlewaretoken": ""
    } == fields | {"csrfmiddlewaretoken": ""}


def test_words_are_shown_on_the_page_that_the_old_one_leads_to(demo: Demo, settings: Any) -> None:
    refusing(settings)
    settings.ROOT_URLCONF = __name__
    browser, way = browser_of(demo, "anna"), OURS | {"Referer": "http://testserver/tidigare/"}

    browser.post("/tidigare/", {"words": WORDS}, headers=way)
    assert browser.get("/tidigare/").headers["Location"] == "/konto/"

    assert WORDS in unescape(browser.get("/konto/").content.decode())


def test_a_page_that_refuses_to_be_shown_says_so_and_does_not_send_one_back_to_itself(
    demo: Demo, settings: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    browser = browser_of(demo, "anna")

    answer = browser.get("/nej/", headers={"Referer": "http://testserver/nej/"})

    assert answer.status_code == 409
    assert REASON in answer.content.decode()


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused(REASON)


urlpatterns = [
    path("tidigare/", RedirectView.as_view(url="/konto/")),
    path("nej/", refuse),
    path("", include("config.urls")),
]
