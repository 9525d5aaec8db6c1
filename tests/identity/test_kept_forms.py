"""What somebody wrote in a form that could not be saved comes back to the same person, on every form there is."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kollegium.demo import Demo
from tests.addresses import filled, routes

pytestmark = pytest.mark.usefixtures("demo_is_on")

WORDS = "Åsas ”egna” <ord> & rader\nsom ingen annan ska se."
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
