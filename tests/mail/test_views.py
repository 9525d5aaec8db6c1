"""The outbox page: everything in the demo, only how it goes on a real installation."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.people.models import Organisation
from tests.mail.conftest import write

SignIn = Callable[[str], Client]
SECRET = "https://kollegium.example/valkommen/hemlig/"


@pytest.fixture
def letter(demo: Demo) -> Letter:
    return write(
        "eva@bjorkskolan.example", subject="Inbjudan", text=f"Välj lösenord: {SECRET}", html=f"<p>{SECRET}</p>"
    )


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("eva", 200), ("anyone", 302)])
def test_in_the_demo_anyone_signed_in_reads_the_letters(
    demo: Demo, letter: Letter, sign_in: SignIn, settings: object, who: str, status: int
) -> None:
    settings.DEMO = True
    browser = sign_in(who)
    pages = [browser.get(address) for address in ("/utkorg/", f"/utkorg/{letter.pk}/", f"/utkorg/{letter.pk}/brev/")]

    assert [page.status_code for page in pages] == [status] * 3
    assert [SECRET in page.content.decode() for page in pages] == [False, status == 200, status == 200]


def test_a_letter_as_received_runs_nothing(demo: Demo, letter: Letter, sign_in: SignIn, settings: object) -> None:
    settings.DEMO = True

    policy = sign_in("anna").get(f"/utkorg/{letter.pk}/brev/")["Content-Security-Policy"]

    assert "sandbox" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(("who", "status"), [("inga", 200), ("anna", 403), ("gunilla", 403), ("anyone", 302)])
def test_on_a_real_installation_an_administrator_sees_only_how_it_goes(
    demo: Demo, letter: Letter, sign_in: SignIn, settings: object, who: str, status: int
) -> None:
    settings.DEMO = False
    browser = sign_in(who)

    page = browser.get("/utkorg/")

    assert page.status_code == status
    assert ("eva@bjorkskolan.example" in page.content.decode()) == (status == 200)
    assert SECRET not in page.content.decode()
    assert browser.get(f"/utkorg/{letter.pk}/").status_code == (302 if who == "anyone" else 404)
    assert browser.get(f"/utkorg/{letter.pk}/brev/").status_code == (302 if who == "anyone" else 404)


def test_an_administrator_sees_no_other_huvudmans_letters(
    demo: Demo, letter: Letter, sign_in: SignIn, settings: object
) -> None:
    settings.DEMO = False
    demo["inga"].organisation = Organisation.objects.create(name="Grannkommunen")
    demo["inga"].save()

    assert "eva@" not in sign_in("inga").get("/utkorg/").content.decode()


def test_the_outbox_costs_the_same_for_one_and_for_many(
    demo: Demo,
    letter: Letter,
    sign_in: SignIn,
    settings: object,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    settings.DEMO = True
    anna = sign_in("anna")
    with django_assert_max_num_queries(5):
        anna.get("/utkorg/")
    for number in range(5):
        write(f"person{number}@skola.example")
    with django_assert_max_num_queries(5):
        anna.get("/utkorg/")


@pytest.mark.parametrize(("server", "stays"), [("dummymail://", True), ("smtp://post.example", False)])
def test_the_demo_says_that_its_letters_stay(
    letter: Letter, sign_in: SignIn, settings: object, server: str, stays: bool
) -> None:
    settings.DEMO, settings.EMAIL_URL = True, server
    Letter.objects.update(state="sent")

    for address in ("/utkorg/", f"/utkorg/{letter.pk}/"):
        assert ("Stannar i demon" in sign_in("anna").get(address).content.decode()) == stays
