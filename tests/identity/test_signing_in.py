"""Signing in and out, and the demo's one click."""

import re

import pytest
from django.test import Client

from kollegium.demo import PASSWORD, Demo
from kollegium.people.models import User

WRONG = {"username": "anna@bjorkskolan.example", "password": "fel-losenord-helt"}


def signed_in(browser: Client) -> int | None:
    return int(pk) if (pk := browser.session.get("_auth_user_id")) else None


def test_the_right_password_signs_in_whatever_the_case_of_the_address(demo: Demo, client: Client) -> None:
    response = client.post("/logga-in/", {"username": "Anna@Bjorkskolan.EXAMPLE ", "password": PASSWORD})

    assert response["Location"] == "/"
    assert signed_in(client) == demo["anna"].pk


def test_signing_in_leads_to_where_one_was_going(demo: Demo, client: Client) -> None:
    assert client.get("/konto/")["Location"] == "/logga-in/?next=/konto/"
    assert 'name="next" value="/konto/"' in client.get("/logga-in/?next=/konto/").content.decode()

    response = client.post("/logga-in/", {"username": demo["anna"].email, "password": PASSWORD, "next": "/konto/"})

    assert response["Location"] == "/konto/"


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("/moten/{meeting}/rum/", "Logga in för att öppna lärträffen."),
        ("/med/481726/", "Logga in för att gå med i lärträffen."),
        ("/grupper/{group}/", "Logga in för att öppna lärgruppen."),
        ("/grupper/?school=1", "Logga in för att komma dit du var på väg."),
        ("/konto/", "Logga in för att komma dit du var på väg."),
        ("/", ""),
        ("https://elsewhere.example/moten/1/", ""),
    ],
)
def test_who_followed_a_link_is_told_why_to_sign_in(demo: Demo, client: Client, way: str, why: str) -> None:
    way = way.format(meeting=demo.meeting.pk, group=demo.group.pk)
    if why:
        assert client.get(way, follow=True).context["why"] == why

    words = client.get("/logga-in/", {"next": way}).content.decode()

    assert re.findall(r"Logga in för att [^<]*", words) == ([why] if why else [])


def test_after_a_wrong_password_one_is_in_its_field(demo: Demo, client: Client) -> None:
    focused = re.compile(r"<(\w+)[^>]*? autofocus")

    first = client.get("/logga-in/").content.decode()
    wrong = client.post("/logga-in/", WRONG).content.decode()
    empty = client.post("/logga-in/", WRONG | {"password": ""}).content.decode()

    assert [focused.findall(page) for page in (first, wrong, empty)] == [[], ["input"], ["div"]]
    assert re.search(r'<input type="password"[^>]* autofocus', wrong)
    assert ["<title>Fel: Logga in" in page for page in (first, wrong, empty)] == [False, True, True]
    assert "Skriv ditt lösenord." in empty


def test_signing_in_never_leads_to_another_host(demo: Demo, client: Client) -> None:
    elsewhere = {"next": "https://elsewhere.example/"}

    assert (
        client.post("/logga-in/", {"username": demo["anna"].email, "password": PASSWORD} | elsewhere)["Location"] == "/"
    )


def test_nobody_invited_deactivated_and_wrong_get_the_same_answer(demo: Demo, client: Client) -> None:
    User.objects.filter(pk=demo["bo"].pk).update(is_active=False)

    answers = {
        client.post("/logga-in/", {"username": email, "password": PASSWORD}).context["form"].non_field_errors()[0]
        for email in ("ingen@bjorkskolan.example", demo["eva"].email, demo["bo"].email)
    } | {client.post("/logga-in/", WRONG).context["form"].non_field_errors()[0]}

    assert len(answers) == 1
    assert "följ länken i inbjudan" in answers.pop()
    assert signed_in(client) is None


def test_one_signs_out_by_post_only(demo: Demo, sign_in: object) -> None:
    anna = sign_in("anna")

    assert anna.get("/logga-ut/").status_code == 405
    assert signed_in(anna) == demo["anna"].pk
    assert anna.post("/logga-ut/")["Location"] == "/"
    assert signed_in(anna) is None


def test_one_click_signs_in_in_the_demo(demo: Demo, client: Client, settings: object) -> None:
    settings.DEMO = True

    page = client.get("/logga-in/?next=/konto/").content.decode()
    response = client.post(f"/demo/{demo['anna'].pk}/", {"next": "/konto/"})

    assert "Logga in som Anna" in page
    assert response["Location"] == "/konto/"
    assert signed_in(client) == demo["anna"].pk


def test_one_click_never_leads_to_another_host(demo: Demo, client: Client, settings: object) -> None:
    settings.DEMO = True

    assert client.post(f"/demo/{demo['anna'].pk}/", {"next": "//elsewhere.example/"})["Location"] == "/"


@pytest.mark.parametrize(("is_demo_server", "is_demo_person"), [(False, True), (True, False), (False, False)])
def test_one_click_is_for_made_up_people_on_a_demo_server_only(
    demo: Demo, client: Client, settings: object, is_demo_server: bool, is_demo_person: bool
) -> None:
    settings.DEMO = is_demo_server
    User.objects.filter(pk=demo["anna"].pk).update(is_demo=is_demo_person)

    response = client.post(f"/demo/{demo['anna'].pk}/")

    assert response.status_code == 404
    assert signed_in(client) is None
    if not is_demo_server:
        assert "Logga in som" not in client.get("/logga-in/").content.decode()


def test_a_phone_shows_the_leader_the_documentarian_and_one_more_and_folds_the_rest(
    demo: Demo, client: Client, settings: object
) -> None:
    settings.DEMO = True

    page = client.get("/logga-in/").content.decode()

    before_the_fold = page.split("Fler i NO-gruppen")[0]
    assert before_the_fold.count("data-demo-person") == 3
    for who in (demo["anna"], demo.meeting.documentarian):
        assert f'data-demo-person="{who.email}"' in before_the_fold
    for member in demo.group.members():
        assert page.count(f'data-demo-person="{member.email}"') >= 1


def test_the_sign_in_page_asks_the_database_a_few_times_however_many_there_are(
    demo: Demo, client: Client, settings: object, django_assert_max_num_queries: object
) -> None:
    settings.DEMO = True

    with django_assert_max_num_queries(8):
        client.get("/logga-in/")
