"""Forgotten and changed passwords."""

import re
import unicodedata

import pytest
from django.test import Client

from kollegium.demo import PASSWORD, Demo
from kollegium.identity.forms.accounts import FirstRunForm, MyPasswordForm, NewPasswordForm, WelcomeForm
from kollegium.mail.models import Letter
from kollegium.people.models import User

CHOSEN = {"password1": "sju små vita hästar", "password2": "sju små vita hästar"}


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/\s]+(/losenord/\S+)", letter.text).group(1)


def ask(email: str) -> tuple[int, str]:
    response = Client().post("/losenord/", {"email": email})
    return response.status_code, response["Location"]


@pytest.mark.parametrize("who", ["anna", "eva"])
def test_the_letter_lets_the_forgetful_and_the_invited_choose_a_password(demo: Demo, client: Client, who: str) -> None:
    ask(demo[who].email.upper())
    link = link_in(Letter.objects.get(about=f"password:{demo[who].pk}"))

    form = client.get(link)["Location"]
    response = client.post(form, CHOSEN)

    assert response["Location"] == "/losenord/klart/"
    assert User.objects.get(pk=demo[who].pk).check_password(CHOSEN["password1"])


def test_the_answer_is_the_same_whether_the_address_exists_or_not(demo: Demo) -> None:
    User.objects.filter(pk=demo["bo"].pk).update(is_active=False)

    answers = {ask(email) for email in (demo["anna"].email, "ingen@bjorkskolan.example", demo["bo"].email)}

    assert answers == {(302, "/losenord/skickat/")}
    assert [letter.to for letter in Letter.objects.filter(about__startswith="password:")] == [demo["anna"].email]


def test_nobody_is_drowned_in_letters(demo: Demo) -> None:
    for _ in range(7):
        ask(demo["anna"].email)

    assert Letter.objects.filter(about__startswith="password:").count() == 5


def test_a_link_works_once(demo: Demo, client: Client) -> None:
    ask(demo["anna"].email)
    link = link_in(Letter.objects.get(about__startswith="password:"))
    client.post(client.get(link)["Location"], CHOSEN)

    page = Client().get(link)

    assert "Länken gäller inte längre" in page.content.decode()
    assert 'href="/losenord/"' in page.content.decode()


def test_the_link_points_to_this_installation_whatever_host_the_request_names(demo: Demo, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    Client().post("/losenord/", {"email": demo["anna"].email}, headers={"Host": "elsewhere.example"})

    assert f"{settings.ADDRESS}/losenord/" in Letter.objects.get(about__startswith="password:").text


def test_a_weak_or_misspelt_password_is_refused_with_the_reason(demo: Demo, client: Client) -> None:
    ask(demo["anna"].email)
    form = client.get(link_in(Letter.objects.get(about__startswith="password:")))["Location"]

    short = client.post(form, {"password1": "kort", "password2": "kort"}).context["form"].errors
    different = client.post(form, CHOSEN | {"password2": "nio små vita hästar"}).context["form"].errors
    own = client.post(form, {"password1": "anna@bjorkskolan", "password2": "anna@bjorkskolan"}).context["form"].errors

    assert [list(errors) for errors in (short, different, own)] == [["password1"], ["password2"], ["password1"]]
    assert User.objects.get(pk=demo["anna"].pk).check_password(PASSWORD)


def test_one_changes_ones_own_password_and_stays_signed_in_here_only(demo: Demo, sign_in: object) -> None:
    here, there = sign_in("anna"), sign_in("anna")

    response = here.post("/konto/losenord/", CHOSEN | {"old_password": PASSWORD})

    assert response["Location"] == "/konto/"
    assert [browser.get("/konto/").status_code for browser in (here, there)] == [200, 302]


def test_a_passer_by_at_an_open_computer_cannot_change_the_password(demo: Demo, sign_in: object) -> None:
    response = sign_in("anna").post("/konto/losenord/", CHOSEN | {"old_password": "gissar bara lite"})

    assert list(response.context["form"].errors) == ["old_password"]
    assert User.objects.get(pk=demo["anna"].pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("annaekasakommun", "ditt namn"),
        ("Björkskolan2026", "ditt namn"),
        ("hemligt-lösenord1", "ord som många väljer"),
        ("zyxwvutsrqpo", "följer en ordning"),
        ("19850612-20260815", "datum"),
    ],
)
def test_an_easy_password_is_refused_at_every_door_with_the_reason_and_what_to_do(
    demo: Demo, password: str, why: str
) -> None:
    anna = demo["anna"]
    typed = {"password1": password, "password2": password, "old_password": PASSWORD, "organisation": "Ekåsa kommun"}
    typed |= {"given_name": "Anna", "family_name": "Björkskolan", "email": anna.email}
    forms = [NewPasswordForm(anna, typed), MyPasswordForm(anna, typed), WelcomeForm(anna, typed), FirstRunForm(typed)]

    said = [form.errors["password1"][0] for form in forms]

    assert [why in words and "Välj fyra ord som inte hör ihop" in words for words in said] == [True] * 4


def test_a_password_without_end_is_refused_in_words_and_nothing_is_cut_in_the_browser(demo: Demo) -> None:
    long = "gul cykel regnar torsdag " * 20

    form = NewPasswordForm(demo["anna"], {"password1": long, "password2": long})

    assert form.errors["password1"] == ["Lösenordet är för långt. Det får ha högst 128 tecken."]
    assert "maxlength" not in str(form["password1"])


@pytest.mark.parametrize(("chosen_in", "typed_in"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD"), ("NFC", "NFC")])
def test_a_password_matches_itself_however_the_keyboard_composes_it(
    demo: Demo, client: Client, chosen_in: str, typed_in: str
) -> None:
    words = "sju små blåa ugglor ﬁnns"
    demo["anna"].set_password(unicodedata.normalize(chosen_in, words))
    demo["anna"].save()

    typed = {"username": demo["anna"].email, "password": unicodedata.normalize(typed_in, words)}

    assert client.post("/logga-in/", typed)["Location"] == "/"


def test_one_that_was_chosen_before_passwords_were_normalised_still_opens(demo: Demo, client: Client) -> None:
    from django.contrib.auth.hashers import make_password

    typed = unicodedata.normalize("NFD", "sju små blåa ugglor")
    User.objects.filter(pk=demo["anna"].pk).update(password=make_password(typed))

    assert client.post("/logga-in/", {"username": demo["anna"].email, "password": typed})["Location"] == "/"
    assert not User.objects.get(pk=demo["anna"].pk).check_password("sju stora blåa ugglor")
