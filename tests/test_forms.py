"""A form that comes back says in our own words what is wrong, at its top and in the page's title. All are walked."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from kollegium.demo import Demo

TEMPLATES = Path(__file__).resolve().parent.parent / "kollegium/templates"
FORM = re.compile(r"(<form\b[^>]*>)(.*?)</form>", re.DOTALL)
FIELD = re.compile(r'{% include "[\w/]*field|<(?:select|textarea)\b|<input\b(?![^>]*type="(?:hidden|checkbox|radio)")')
ALIKE = ("Fältet måste fyllas i", "Detta fält", "This field")  # Django's own, which say nothing of the field
BUTTONS = {"hidden", "submit", "button", "checkbox", "radio", "search"}


def test_no_browser_speaks_for_a_form_of_ours() -> None:
    pages = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    found = [(name, tag) for name, page in pages.items() for tag, body in FORM.findall(page) if FIELD.search(body)]

    assert len(found) > 40
    assert [(name, tag) for name, tag in found if "novalidate" not in tag] == []


@pytest.mark.parametrize("who", ["anna", "inga", "anyone"])
def test_what_is_sent_empty_comes_back_with_what_is_missing(demo: Demo, sign_in: object, who: str) -> None:
    came_back = set()
    for form in forms_of(sign_in(who), ["/", "/logga-in/", "/med/", *pages_of(demo, who)]):
        with transaction.atomic():
            response = sign_in(who).post(form.action, form.emptied())
            transaction.set_rollback(True)
        if response.status_code in (204, 302, 409):  # it may be empty, or a message tells what is missing
            continue
        page = response.content.decode()
        assert response.status_code in (200, 404, 422, 429), (form.action, response.status_code)
        assert "<title>Fel: " in page, form.action
        assert "autofocus" in page, form.action
        assert 'class="field__error"' in page, form.action
        assert [words for words in ALIKE if words in page] == [], form.action
        came_back.add(form.action)
    assert len(came_back) >= {"anna": 12, "inga": 17, "anyone": 3}[who], came_back


def pages_of(demo: Demo, who: str) -> list[str]:
    """Those that no link leads to."""
    return (
        [] if who == "anyone" else [f"/moten/{demo.meeting.pk}/rum/", f"/grupper/{demo.group.pk}/medlemmar/inbjudan/"]
    )


class Form:
    def __init__(self, action: str) -> None:
        self.action, self.hidden, self.fields = action, {}, []

    def emptied(self) -> dict[str, str]:
        return self.hidden | dict.fromkeys(self.fields, "")


class Reader(HTMLParser):
    """The links and the posted forms with something to fill in."""

    def __init__(self, address: str, page: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._form: Form | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a":
            self.links.append(said.get("href") or "")
        elif tag == "form" and said.get("method") == "post":
            self._form = Form(said.get("action") or self.address)
            self.forms.append(self._form)
        elif tag in ("input", "select", "textarea") and self._form and said.get("name"):
            if said.get("type") == "hidden":
                self._form.hidden[said["name"]] = said.get("value") or ""
            elif said.get("type") not in BUTTONS:
                self._form.fields.append(said["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def forms_of(browser: Client, starts: list[str]) -> Iterator[Form]:
    """Those on one page of each kind that can be reached by links."""
    waiting, seen, posted = list(starts), set(), set()
    while waiting:
        address = waiting.pop(0).partition("#")[0].partition("?")[0]
        try:
            kind = resolve(address).view_name
        except Resolver404:
            continue
        if not address.startswith("/") or kind in seen:
            continue
        response = browser.get(address, follow=True)
        if not response.headers["Content-Type"].startswith("text/html") or response.status_code != 200:
            continue
        seen.add(kind)
        page = Reader(response.request["PATH_INFO"], response.content.decode())
        waiting += page.links
        for form in page.forms:
            if form.fields and resolve(form.action).view_name not in posted:
                posted.add(resolve(form.action).view_name)
                yield form
