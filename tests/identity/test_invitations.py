"""Invitations: the letter, the welcome page, and when the link stops."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.identity import actions, invitations
from kollegium.mail.models import Letter
from kollegium.people.models import User
from kollegium.refusals import Refused

CHOSEN = {
    "given_name": "Eva-Lis",
    "family_name": "Ek",
    "password1": "sju små vita hästar",
    "password2": "sju små vita hästar",
}


def test_an_invitation_is_a_letter_with_a_link(demo: Demo, settings: object) -> None:
    person = actions.invite("ny@bjorkskolan.example", "Ny", "Nilsson", demo.organisation, by=demo["inga"])

    letter = Letter.objects.get(about=f"invitation:{person.pk}")
    assert letter.to == "ny@bjorkskolan.example"
    assert f"{settings.ADDRESS}/valkommen/" in letter.text
    assert person.is_invited
    assert "Inga Ik bjuder in dig" in letter.text


def test_nobody_is_invited_twice(demo: Demo) -> None:
    with pytest.raises(Refused, match="Det finns redan"):
        actions.invite("ANNA@bjorkskolan.example", "Anna", "Ask", demo.organisation, by=demo["inga"])


def test_the_invited_chooses_name_and_password_and_is_signed_in(demo: Demo, client: Client) -> None:
    response = client.post(f"/valkommen/{invitations.token(demo['eva'])}/", CHOSEN)

    eva = User.objects.get(pk=demo["eva"].pk)
    assert response["Location"] == "/"
    assert (eva.name, eva.check_password(CHOSEN["password1"])) == ("Eva-Lis Ek", True)
    assert client.get("/konto/").status_code == 200


def test_a_weak_password_keeps_the_invitation_open(demo: Demo, client: Client) -> None:
    link = f"/valkommen/{invitations.token(demo['eva'])}/"

    response = client.post(link, CHOSEN | {"password1": "kort", "password2": "kort"})

    assert list(response.context["form"].errors) == ["password1"]
    assert 'name="password1"' in client.get(link).content.decode()
    assert User.objects.get(pk=demo["eva"].pk).is_invited


def test_the_link_stops_once_a_password_is_chosen(demo: Demo, client: Client) -> None:
    link = f"/valkommen/{invitations.token(demo['eva'])}/"
    client.post(link, CHOSEN)

    again = Client().post(link, CHOSEN | {"password1": "en helt annan fras", "password2": "en helt annan fras"})

    assert "Inbjudan gäller inte längre" in again.content.decode()
    assert User.objects.get(pk=demo["eva"].pk).check_password(CHOSEN["password1"])


def test_two_tabs_with_the_same_invitation_give_one_password(demo: Demo) -> None:
    both = [User.objects.get(pk=demo["eva"].pk) for _ in range(2)]
    actions.accept(both[0], given_name="Eva", family_name="Ek", password="sju små vita hästar")

    with pytest.raises(Refused):
        actions.accept(both[1], given_name="Eva", family_name="Ek", password="en helt annan fras")

    assert User.objects.get(pk=demo["eva"].pk).check_password("sju små vita hästar")


@pytest.mark.parametrize(("days", "says"), [(13, "Välkommen, Eva"), (15, "Inbjudan har gått ut")])
def test_an_invitation_lasts_two_weeks(demo: Demo, client: Client, days: int, says: str) -> None:
    link = f"/valkommen/{invitations.token(demo['eva'])}/"

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        page = client.get(link).content.decode()

    assert says in page


def test_an_expired_invitation_offers_a_new_one_to_the_same_address(demo: Demo, client: Client) -> None:
    token = invitations.token(demo["eva"])

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        response = client.post(f"/valkommen/{token}/ny/")

    assert response["Location"] == "/logga-in/"
    assert [letter.to for letter in Letter.objects.filter(about=f"invitation:{demo['eva'].pk}")] == [demo["eva"].email]


@pytest.mark.parametrize("who", ["anna", "eva"])
def test_a_link_that_has_not_expired_gives_no_new_one(demo: Demo, client: Client, who: str) -> None:
    assert client.post(f"/valkommen/{invitations.token(demo[who])}/ny/").status_code == 404
    assert not Letter.objects.filter(about=f"invitation:{demo[who].pk}").exists()


def test_a_forged_link_and_one_to_a_corrected_address_open_nothing(demo: Demo, client: Client) -> None:
    token = invitations.token(demo["eva"])
    User.objects.filter(pk=demo["eva"].pk).update(email="eva.ek@bjorkskolan.example")

    for link in (token, token[:-2] + "xx", "trams"):
        page = client.post(f"/valkommen/{link}/", CHOSEN).content.decode()

        assert "Inbjudan gäller inte längre" in page
    assert User.objects.get(pk=demo["eva"].pk).is_invited


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ("smtp://post.example", "Ett mejl med inbjudan är på väg till ny@bjorkskolan.example."),
        ("", "Inbjudan väntar: ingen e-postserver är angiven. Se utkorgen."),
    ],
)
def test_the_inviter_is_told_where_the_letter_is(
    demo: Demo, sign_in: object, settings: object, server: str, words: str
) -> None:
    settings.EMAIL_URL = server
    new = {"given_name": "Ny", "family_name": "Nilsson", "email": "ny@bjorkskolan.example", "school": ""}

    page = sign_in("inga").post("/huvudman/medarbetare/ny/", new, follow=True).content.decode()

    assert words in page


def test_an_administrator_can_hand_over_the_link_while_it_is_needed(
    demo: Demo, sign_in: object, client: Client
) -> None:
    def page(who: str) -> str:
        return sign_in("inga").get(f"/huvudman/medarbetare/{demo[who].pk}/").content.decode()

    link = page("eva").split('readonly value="')[1].split('"')[0]
    assert client.get(link.removeprefix(settings.ADDRESS)).context["person"] == demo["eva"]
    assert "readonly" not in page("anna")
    assert sign_in("anna").get(f"/huvudman/medarbetare/{demo['eva'].pk}/").status_code == 403

    User.objects.filter(pk=demo["eva"].pk).update(is_active=False)

    assert "readonly" not in page("eva")
