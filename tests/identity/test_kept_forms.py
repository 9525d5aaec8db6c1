"""What somebody wrote in a form that could not be saved comes back to the same person, on every form there is."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.generic import RedirectView

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.refusals import Refused
from kollegium.web.refusals import RefusalMiddleware
from tests.addresses import filled, routes

WORDS = "Åsas ”egna” <ord> & rader\nsom ingen annan ska se."
REASON = "Lärträffen är redan slut."
OURS = {"Origin": "http://testserver"}


class Forms(HTMLParser):
    """The forms of a page that are posted, each with what a browser would send."""

    def __init__(self, page: str, address: str = "") -> None:
        super().__init__()
        self.address = address
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.written: set[str] = set()  # names of fields to write in
        self.area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.forms.append((said.get("action") or self.address, {}) if said.get("method") == "post" else ("", {}))
        name, kind = said.get("name") or "", said.get("type") or "text"
        if not self.forms or not name:
            return
        fields = self.forms[-1][1]
        if tag == "textarea":
            self.area, fields[name] = name, ""
        if tag == "input" and (kind not in ("checkbox", "radio", "submit") or "checked" in said):
            fields[name] = said.get("value") or ("on" if kind == "checkbox" else "")
        if tag == "textarea" or (tag == "input" and kind in ("text", "email", "search")):
            self.written.add(name)

    def handle_data(self, text: str) -> None:
        if self.area:
            self.forms[-1][1][self.area] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def browser_of(demo: Demo, who: str, page: str = "/", is_strict: bool = False) -> Client:
    """Somebody's browser with that page open."""
    browser = Client(enforce_csrf_checks=is_strict)
    browser.force_login(demo[who])
    browser.get(page)
    return browser


def sign_in(browser: Client, demo: Demo, who: str, to: str = "/") -> Any:
    page = browser.get("/logga-in/").content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    said = {"next": to, "csrfmiddlewaretoken": token[1] if token else ""}
    return browser.post(f"/demo/{demo[who].pk}/", said, headers=OURS)


def sign_out(browser: Client) -> None:
    """In another tab; the test's own logout would empty the browser of all cookies."""
    del browser.cookies["sessionid"]


def addresses() -> list[str]:
    """Every address there is, its places filled with the first that fits."""
    return [filled(route, {"pk": 1, "uuid": "00000000-0000-4000-8000-000000000000", "": "ord"}) for route in routes()]


@pytest.fixture(autouse=True)
def _demo_is_on(settings: Any) -> None:
    settings.DEMO = True


def test_words_posted_to_any_address_after_the_session_has_ended_come_back_to_who_wrote_them(demo: Demo) -> None:
    asked_to_sign_in = 0
    for address in addresses():
        browser = browser_of(demo, "carin")
        Session.objects.all().delete()
        answer = browser.post(
            address, {"words": WORDS, "password1": "hemligt ord"}, headers={"Referer": "http://testserver/konto/"}
        )
        if not answer.headers.get("Location", "").startswith("/logga-in/"):
            continue
        asked_to_sign_in += 1
        assert answer.headers["Location"] == "/logga-in/?next=/konto/", address
        assert "står det du skrev kvar" in browser.get(answer.headers["Location"]).content.decode()

        assert sign_in(browser, demo, "carin", "/konto/").headers["Location"] == "/konto/"
        page = unescape(browser.get("/konto/").content.decode())
        assert WORDS in page, address
        assert "inte sparat än" in page
        assert "hemligt ord" not in page
    assert asked_to_sign_in > 60


PAGES = {
    "carin": ["/", "/handlingsplaner/{meeting}/", "/konto/", "/paminnelse/"],
    "anna": [
        "/grupper/{group}/",
        "/moten/{meeting}/",
        "/moten/{meeting}/andra/",
        "/moten/{meeting}/installning/",
        "/moten/{meeting}/gaster/ny/",
        "/grupper/{group}/moten/nytt/",
        "/material/ny/",
        "/moten/{meeting}/rum/",
    ],
    "inga": ["/huvudman/", "/huvudman/skolor/ny/", "/huvudman/medarbetare/ny/", "/huvudman/medarbetare/{person}/"],
}


def forms(demo: Demo) -> Iterator[tuple[str, str, str, set[str]]]:
    places = {"meeting": demo.meeting.pk, "group": demo.group.pk, "person": demo["carin"].pk}
    for who, pages in PAGES.items():
        browser = browser_of(demo, who)
        for page in (each.format(**places) for each in pages):
            answer = browser.get(page)
            if answer.status_code != 200:
                continue
            found = Forms(answer.content.decode(), page)
            for action, fields in found.forms:
                names = {name for name in fields if action and name in found.written and "password" not in name}
                if names:
                    yield who, page, action, names


@pytest.mark.parametrize("is_strict", [False, True], ids=["session ended", "signed out and in in another tab"])
def test_every_form_has_the_words_in_its_fields_after_a_new_signing_in(demo: Demo, is_strict: bool) -> None:
    tried = set()
    for who, page, action, names in list(forms(demo)):
        browser = browser_of(demo, who, page, is_strict)
        shown = Forms(browser.get(page).content.decode(), page)
        fields = next(each for path, each in shown.forms if path == action and names <= each.keys())
        written = fields | {name: f"Skrivet i {name}. {WORDS}" for name in names}
        way = OURS | {"Referer": f"http://testserver{page}"}
        if is_strict:
            sign_out(browser)
            sign_in(browser, demo, who)
            assert browser.post(action, written, headers=way).headers["Location"] == page
        else:
            Session.objects.all().delete()
            assert browser.post(action, written, headers=way).headers["Location"].startswith("/logga-in/?next=")
            sign_in(browser, demo, who, page)

        answer = browser.get(page).content.decode()

        assert "inte sparat än" in answer, (page, action)
        again = [each for path, each in Forms(answer, page).forms if path == action]
        for name in names:
            seen = [unescape(form.get(name, "")).strip().replace("\r\n", "\n") for form in again]
            assert written[name] in seen, (page, action, name)
        tried.add(action)
    assert len(tried) > 8


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


def test_a_button_pressed_after_the_session_has_ended_is_to_be_pressed_again(demo: Demo) -> None:
    browser, page = browser_of(demo, "anna"), f"/moten/{demo.meeting.pk}/rum/"
    Session.objects.all().delete()
    browser.post(
        f"/moten/{demo.meeting.pk}/start/", {"ends": "called"}, headers={"Referer": f"http://testserver{page}"}
    )

    sign_in(browser, demo, "anna", page)

    assert "Gör det igen om det fortfarande behövs" in browser.get(page).content.decode()
    assert "Gör det igen" not in browser.get(page).content.decode()


def test_a_second_sign_in_tab_goes_on_to_where_it_was_going(demo: Demo) -> None:
    browser = Client(enforce_csrf_checks=True)
    first, second = (Forms(browser.get(f"/logga-in/?next={to}").content.decode()) for to in ("/konto/", "/material/"))
    of_form = lambda page: next(fields for action, fields in page.forms if action == "/logga-in/")  # noqa: E731
    password = {"username": demo["carin"].email, "password": "ett långt lösenord här"}
    demo["carin"].set_password(password["password"])
    demo["carin"].save()
    assert browser.post("/logga-in/", of_form(first) | password, headers=OURS).headers["Location"] == "/konto/"

    answer = browser.post("/logga-in/", of_form(second) | password, headers=OURS)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/material/")
    assert "redan inloggad som Carin" in browser.get("/material/").content.decode()


def test_a_sign_in_page_that_is_too_old_keeps_the_way_and_the_name_but_not_the_password(demo: Demo) -> None:
    browser = Client(enforce_csrf_checks=True)
    said = {"username": demo["carin"].email, "password": "ett långt lösenord här", "next": "/material/"}

    page = browser.post("/logga-in/", said, headers=OURS).content.decode()

    assert 'name="next" value="/material/"' in page
    assert demo["carin"].email in page
    assert "långt lösenord" not in page
    assert "legat öppen för länge" in page


def test_a_part_of_a_page_is_told_in_words_and_the_page_keeps_what_stands_in_it(demo: Demo) -> None:
    browser = browser_of(demo, "carin")
    Session.objects.all().delete()

    answer = browser.post("/anteckningar/", {"text": WORDS}, headers={"HX-Request": "true"}, follow=True)

    assert answer.status_code == 401
    assert answer.content.decode() == "Du är utloggad. Logga in igen, det du skrivit finns kvar här."


def test_one_who_has_left_the_group_meanwhile_has_the_words_to_copy(demo: Demo) -> None:
    browser, page = browser_of(demo, "carin"), f"/handlingsplaner/{demo.meeting.pk}/"
    Session.objects.all().delete()
    browser.post(page, {"effort": WORDS}, headers={"Referer": f"http://testserver{page}"})
    Membership.objects.filter(user=demo["carin"]).delete()

    sign_in(browser, demo, "carin", page)

    assert WORDS in unescape(browser.get(page).content.decode())
