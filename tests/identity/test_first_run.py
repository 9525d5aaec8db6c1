"""The first minutes of an installation."""

from io import StringIO

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.identity import actions, first_code
from kollegium.management.commands import prepare
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.refusals import Refused

FIRST = {
    "organisation": "Ekby kommun",
    "given_name": "Inga",
    "family_name": "Ik",
    "email": "inga@ekby.example",
    "password1": "sju små vita hästar",
    "password2": "sju små vita hästar",
}
BEGIN = {
    "organisation": "Ekby kommun",
    "email": "inga@ekby.example",
    "given_name": "Inga",
    "family_name": "Ik",
    "password": "sju små vita hästar",
}


def test_every_page_of_an_empty_installation_leads_to_the_first_run(nobody: None, real: object, client: Client) -> None:
    response = client.get("/konto/", follow=True)

    assert response.redirect_chain[-1][0] == "/kom-igang/"
    assert 'name="organisation"' in response.content.decode()


def test_the_first_one_becomes_administrator_and_is_led_on(nobody: None, real: object, client: Client) -> None:
    response = client.post("/kom-igang/", FIRST, follow=True)

    page = response.content.decode()
    assert [user.email for user in User.objects.all()] == ["inga@ekby.example"]
    assert User.objects.get().holds(Appointment.Post.ADMINISTRATOR)
    assert [step.is_done for step in response.context["first_steps"].steps] == [False, False, False]
    assert 'href="/huvudman/skolor/ny/"' in page

    response = client.post("/huvudman/skolor/ny/", {"name": "Ekskolan", "protocol_addresses": ""}, follow=True)

    assert [step.is_done for step in response.context["first_steps"].steps] == [True, False, False]
    assert 'href="/grupper/ny/"' in response.content.decode()


def test_the_first_run_happens_once(nobody: None, real: object, client: Client) -> None:
    client.post("/kom-igang/", FIRST)

    other = Client().post("/kom-igang/", FIRST | {"email": "annan@ekby.example"})

    assert other["Location"] == "/logga-in/?next=/kom-igang/"
    with pytest.raises(Refused):
        actions.begin(**BEGIN)
    assert Organisation.objects.count() == User.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("inga", 200), ("anna", 403), ("anyone", 302)])
def test_the_steps_are_the_administrators(demo: Demo, real: object, sign_in: object, who: str, status: int) -> None:
    assert sign_in(who).get("/kom-igang/").status_code == status


def test_a_demo_has_no_first_run(nobody: None, settings: object, client: Client) -> None:
    settings.DEMO = True

    assert client.get("/kom-igang/").status_code == 404
    assert client.post("/kom-igang/", FIRST).status_code == 404
    assert not User.objects.exists()


def test_a_refused_form_keeps_what_was_written(nobody: None, real: object, client: Client) -> None:
    page = client.post("/kom-igang/", FIRST | {"password2": "något annat skrevs"})

    assert list(page.context["form"].errors) == ["password2"]
    assert 'value="Ekby kommun"' in page.content.decode()
    assert not School.objects.exists()
    assert not User.objects.exists()


def test_an_empty_form_says_what_is_missing_field_by_field(nobody: None, real: object, client: Client) -> None:
    page = client.post("/kom-igang/", dict.fromkeys(FIRST, "")).content.decode()

    assert "<title>Fel: Kom igång" in page
    for words in (
        "Skriv vad huvudmannen heter.",
        "Skriv ditt förnamn.",
        "Skriv din e-postadress.",
        "Välj ett lösenord.",
    ):
        assert words in page
    assert "Detta fält" not in page


@pytest.mark.parametrize(("code", "is_let_in"), [("", False), ("abcdefgå", False), ("right", True), (" RIGHT ", True)])
def test_on_an_open_address_the_first_one_shows_the_code_of_the_server(
    nobody: None, real: object, client: Client, code: str, is_let_in: bool
) -> None:
    real.HTTPS = True
    right = first_code.code()
    assert 'name="code"' in client.get("/kom-igang/").content.decode()

    said = code.replace("right", right).replace("RIGHT", right.upper())
    response = client.post("/kom-igang/", FIRST | {"code": said})

    assert User.objects.exists() == is_let_in
    assert is_let_in or list(response.context["form"].errors) == ["code"]


def test_on_ones_own_computer_no_code_is_asked_for(nobody: None, real: object, client: Client) -> None:
    assert 'name="code"' not in client.get("/kom-igang/").content.decode()


@pytest.mark.parametrize("is_open", [True, False])
def test_the_server_prints_the_code_when_it_is_needed(nobody: None, real: object, is_open: bool) -> None:
    real.HTTPS = is_open
    printed = StringIO()

    prepare.Command(stdout=printed)._say_where_to_go()

    assert (first_code.code() in printed.getvalue()) == is_open


def test_the_way_to_the_huvudman_is_in_the_administrators_menu_only(demo: Demo, sign_in: object) -> None:
    link = 'class="topbar__link" href="/huvudman/"'

    assert [link in sign_in(who).get("/konto/").content.decode() for who in ("inga", "anna", "gunilla")] == [
        True,
        False,
        False,
    ]
