"""Undrande frågor: all staff read them, those who curate the library write them, and no organisation is without."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.library import questions
from kollegium.library.default_questions import QUESTIONS
from kollegium.library.models import WonderQuestion
from kollegium.people.models import Organisation

SignIn = Callable[[str], Client]
ADDRESS = "/material/undrande-fragor/"


@pytest.mark.parametrize(("who", "status"), [("hakan", 302), ("inga", 302), ("anna", 403), ("gunilla", 403)])
def test_only_those_who_curate_the_library_change_the_questions(
    demo: Demo, sign_in: SignIn, who: str, status: int
) -> None:
    response = sign_in(who).post(ADDRESS, {"texts": " Varför då? \r\n\r\nHur märktes det?\n"})

    assert response.status_code == status
    assert (questions.of(demo.organisation) == ["Varför då?", "Hur märktes det?"]) == (status == 302)


@pytest.mark.parametrize(("who", "may"), [("hakan", True), ("anna", False), ("eva", False)])
def test_all_staff_read_the_questions(demo: Demo, sign_in: SignIn, who: str, may: bool) -> None:
    page = sign_in(who).get(ADDRESS).content.decode()

    assert all(question in page for question in questions.of(demo.organisation))
    assert ("Spara frågorna" in page) == may


def test_an_organisation_without_its_own_has_those_that_come_with_the_product(demo: Demo, sign_in: SignIn) -> None:
    sign_in("hakan").post(ADDRESS, {"texts": ""})

    assert questions.of(demo.organisation) == list(QUESTIONS)
    assert questions.of(Organisation.objects.create(name="Ny kommun")) == list(QUESTIONS)


def test_one_huvudman_never_changes_anothers_questions(demo: Demo, sign_in: SignIn) -> None:
    other = Organisation.objects.create(name="Ny kommun")
    questions.replace(other, ["Vad tänker ni?"], by=demo["inga"])

    sign_in("hakan").post(ADDRESS, {"texts": "Vår egen?"})

    assert questions.of(other) == ["Vad tänker ni?"]


def test_a_question_that_does_not_fit_the_card_is_told_and_nothing_is_lost(demo: Demo, sign_in: SignIn) -> None:
    long = "Varför " * 40
    page = sign_in("hakan").post(ADDRESS, {"texts": f"Kort?\n{long}"}).content.decode()

    assert "till högst 160 tecken" in page
    assert long.strip() in page
    assert not WonderQuestion.objects.filter(text="Kort?").exists()


def test_the_questions_that_come_with_the_product_fit_their_card() -> None:
    assert QUESTIONS[0] == "Hur vet du det?"
    assert all(len(question) <= 160 and question.endswith("?") for question in QUESTIONS)
    assert len(set(QUESTIONS)) == len(QUESTIONS)
