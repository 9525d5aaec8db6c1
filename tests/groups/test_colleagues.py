"""Colleagues who are pasted in one go: what will happen is shown first, and done as it was shown."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from kollegium.demo import Demo
from kollegium.groups import actions
from kollegium.groups.newcomers import MOST
from kollegium.identity import brake
from kollegium.mail.models import Letter
from kollegium.people.contacts import Contact
from kollegium.people.models import User

SignIn = Callable[[str], Client]
TWELVE = """\ufeffNamn;E-post
Nora Ny;nora@skolan.example
Olle Oskarsson <olle@skolan.example>; "Palm, Pia" <pia@skolan.example>
Rut Ros\trut@skolan.example
sten.sten@skolan.example
{david}
Tove Tall, tove@skolan
{carin}
Ulf Udd, ulf@skolan.example
Vera Vik, vera@skolan.example
Vera igen, VERA@skolan.example
Ylva Yrsson
"""


def page(response: object) -> str:
    return response.content.decode()


class Paste:
    """The leader's browser, which pastes, corrects and presses."""

    def __init__(self, demo: Demo, browser: Client) -> None:
        self.browser, self.address = browser, f"/grupper/{demo.group.pk}/medlemmar/flera/"

    def shows(self, *lines: str) -> str:
        self.page = page(self.browser.post(self.address, {"colleagues": list(lines)}))
        return self.page

    @property
    def fields(self) -> list[str]:
        return re.findall(r'name="colleagues" value="([^"]*)"', self.page)

    def press(self, corrected: dict[str, str] | None = None) -> object:
        """The green button, with what stands in the fields."""
        lines = [(corrected or {}).get(line, line) for line in map(unescaped, self.fields)]
        [seen] = re.findall(r'name="seen" value="([0-9a-f]{64})"', self.page) or [""]
        response = self.browser.post(self.address, {"colleagues": lines, "seen": seen})
        self.page = page(response)
        return response


def unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'")


@pytest.fixture
def paste(demo: Demo, sign_in: SignIn) -> Paste:
    return Paste(demo, sign_in("anna"))


def test_twelve_are_pasted_and_the_broken_lines_stay_until_they_are_mended(demo: Demo, paste: Paste) -> None:
    members, people = demo.group.members().count(), User.objects.count()

    words = paste.shows(TWELVE.format(david=demo["david"].email, carin=f"Carin C, {demo['carin'].email}"))

    assert (demo.group.members().count(), User.objects.count(), Letter.objects.count()) == (members, people, 0)
    assert "2 rader behöver rättas" in words
    assert "”tove@skolan” är ingen hel e-postadress." in words
    assert f"{demo['carin'].email} är redan med i lärgruppen" in words
    assert "står två gånger" in words
    assert words.count("Får en inbjudan") == 7
    assert words.count("Finns redan") == 1
    assert "Bjud in 8 kollegor" in words
    assert words.count("Namnet är taget från adressen. Stämmer det?") == 1
    assert "<title>Fel: " in words

    response = paste.press()

    assert response.status_code == 200
    assert "7 kollegor är inbjudna." in paste.page
    assert "En som redan fanns här är med i lärgruppen." in paste.page
    assert demo.group.members().count() == members + 8
    assert User.objects.get(email="pia@skolan.example").name == "Pia Palm"
    assert Letter.objects.count() == 7
    assert [unescaped(line) for line in paste.fields] == ["Tove Tall, tove@skolan", "Ylva Yrsson"]

    paste.shows("Tove Tall, tove@skolan.example", "")
    assert "Bjud in 1 kollega" in paste.page
    assert paste.press()["Location"] == f"/grupper/{demo.group.pk}/"
    assert User.objects.get(email="tove@skolan.example") in demo.group.members()


def test_what_is_corrected_is_shown_before_anything_is_done(demo: Demo, paste: Paste) -> None:
    paste.shows("Nora Ny, nora@skolan.example\nTove, tove@")

    paste.press({"Tove, tove@": "Tove Tall, tove@skolan.example"})

    assert not User.objects.filter(email__endswith="@skolan.example").exists()
    assert "Bjud in 2 kollegor" in paste.page
    paste.press()
    assert User.objects.filter(email__endswith="@skolan.example").count() == 2


def test_what_somebody_else_did_meanwhile_is_shown_before_anything_is_done(demo: Demo, paste: Paste) -> None:
    paste.shows("Nora Ny, nora@skolan.example\nOlle Ny, olle@skolan.example")
    actions.invite(demo.group, Contact("nora@skolan.example", "Nora", "Ny"), by=demo["anna"])

    paste.press()

    assert not User.objects.filter(email="olle@skolan.example").exists()
    assert "är redan med i lärgruppen" in paste.page
    paste.press()
    assert User.objects.filter(email="olle@skolan.example").exists()


def test_a_line_without_a_name_takes_nothing_from_the_one_that_has_it(demo: Demo, paste: Paste) -> None:
    words = paste.shows("nny@skolan.example\nNora Ny, nny@skolan.example\nnny@skolan.example")

    assert "En rad behöver rättas" in words
    assert words.count("Får en inbjudan") == 1
    assert words.count("står två gånger") == 1


def test_closed_accounts_and_other_huvudman_are_refused_alike_and_without_a_name(demo: Demo, paste: Paste) -> None:
    User.objects.filter(pk=demo["david"].pk).update(is_active=False)
    other = User.objects.create(
        organisation=type(demo.organisation).objects.create(name="Annan"),
        email="x@annan.example",
        given_name="Xerxes",
        family_name="Ek",
    )

    words = paste.shows(f"D D, {demo['david'].email}\nX X, {other.email}")

    assert words.count("Adressen hör till ett konto som inte går att lägga till.") == 2
    assert "Xerxes" not in words
    assert "button--primary" not in words


@pytest.mark.parametrize(("who", "is_told"), [("inga", True), ("anna", False)])
def test_who_arranges_groups_does_not_paste_herself_in(demo: Demo, sign_in: SignIn, who: str, is_told: bool) -> None:
    words = Paste(demo, sign_in(who)).shows(f"Jag, {demo[who].email}\nNora Ny, nora@skolan.example")

    assert ("Be någon i lärgruppen att lägga till dig." in words) == is_told
    assert "Bjud in 1 kollega" in words


def test_who_may_not_arrange_the_group_pastes_nobody(demo: Demo, sign_in: SignIn) -> None:
    for who, status in (("carin", 403), ("david", 404), ("gunilla", 404), ("anyone", 302)):
        browser = sign_in(who)
        for said in ({}, {"seen": "x"}):
            posted = browser.post(
                f"/grupper/{demo.group.pk}/medlemmar/flera/", {"colleagues": "Nora Ny, n@x.example"} | said
            )
            assert posted.status_code == status
    assert not User.objects.filter(email="n@x.example").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Klistra in minst en rad med namn och e-postadress."),
        ("\n;;;\nNamn, E-post", "Klistra in minst en rad"),
        ("\n".join(f"Nora Ny, n{number}@x.example" for number in range(MOST + 1)), "Det är 61 rader, och 60 går på"),
        ("Nora Ny, n@x.example " * 1_000, "Det är för mycket text."),
    ],
)
def test_what_is_too_little_or_too_much_stays_in_the_box(paste: Paste, text: str, words: str) -> None:
    said = paste.shows(text)

    assert words in said
    assert "<title>Fel: Bjud in kollegor" in said
    assert escape(text.strip()[-40:]) in said


def test_more_than_one_may_invite_in_a_day_are_not_invited_by_half(demo: Demo, paste: Paste) -> None:
    for _ in range(brake.INVITATIONS.most - 1):
        brake.INVITATIONS.count(demo["anna"].email)

    words = paste.shows(f"Nora Ny, nora@skolan.example\nOlle Ny, olle@skolan.example\n{demo['david'].email}")

    assert "Du kan bjuda in 1 till i dag, och här är 2 nya." in words
    assert 'name="seen"' not in words
    assert "Bjud in 2 kollegor" in paste.shows(f"Nora Ny, nora@skolan.example\nDavid D, {demo['david'].email}")


def test_a_paste_that_was_sent_signed_out_stands_in_the_box_after_signing_in(demo: Demo, sign_in: SignIn) -> None:
    anna, address = sign_in("anna"), f"/grupper/{demo.group.pk}/medlemmar/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page(anna.get(f"{address}ny/")))[1]
    anna.cookies.pop("sessionid")
    here = {"Origin": "http://testserver", "Referer": f"http://testserver{address}flera/"}
    lines = ["Nora Ny <nora@skolan.example>", "Olle"]
    anna.post(f"{address}flera/", {"colleagues": lines, "seen": "a" * 64, "csrfmiddlewaretoken": token}, headers=here)

    anna.force_login(demo["anna"])
    words = page(anna.get(f"{address}flera/", follow=True, headers={"Sec-Fetch-Mode": "navigate"}))

    assert "Nora Ny &lt;nora@skolan.example&gt;\nOlle</textarea>" in words
