"""Jag provade: lines between two meetings."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import Note
from kollegium.refusals import Refused

SignIn = Callable[[str], Client]


def note(demo: Demo, text: str, who: str = "carin") -> Note:
    return actions.note(by=demo[who], key=uuid4(), text=text, on=timezone.localdate())


def test_lines_noted_since_last_time_stand_in_the_next_plan(demo: Demo) -> None:
    before = plan_at(demo.meeting, demo["carin"]).tried
    note(demo, "Lät dem rita först.")
    note(demo, "Väntade tre sekunder.")

    assert plan_at(demo.meeting, demo["carin"]).tried == f"{before}\nLät dem rita först.\nVäntade tre sekunder."
    assert "rita först" not in plan_at(demo.meeting, demo["bo"]).tried


def test_a_line_noted_after_the_plan_was_begun_comes_into_it(demo: Demo) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": "Redan skrivet."})

    written = note(demo, "Och en sak till.")

    assert plan_at(demo.meeting, demo["carin"]).tried == "Redan skrivet.\nOch en sak till."
    assert Note.objects.get(pk=written.pk).told_at == demo.meeting


def test_a_line_that_a_plan_has_taken_in_is_not_told_again(demo: Demo) -> None:
    note(demo, "Lät dem rita först.")
    actions.write(demo.meeting, by=demo["carin"], fields={"effort": "Nästa insats"})

    later = Meeting.objects.get(pk=demo.meeting.pk)
    later.pk = None
    later.number, later.starts_at = 99, later.starts_at + timedelta(days=28)
    later.save()

    assert "rita först" in plan_at(demo.meeting, demo["carin"]).tried
    assert plan_at(later, demo["carin"]).tried == "Nästa insats"


def test_the_same_line_sent_twice_is_one_line(demo: Demo, sign_in: SignIn) -> None:
    carin, said = sign_in("carin"), {"key": str(uuid4()), "text": "Ritade först.", "on": "2026-11-01"}

    answers = [carin.post("/anteckningar/", said, headers={"HX-Request": "true"}).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert [each.text for each in Note.objects.of(demo["carin"])] == ["Ritade först."]


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("", "2026-11-01", "Skriv en rad"),
        ("x" * 601, "2026-11-01", "högst 600 tecken"),
        ("Ritade", "i går", "Skriv dagen så här"),
        ("Ritade", "2099-01-01", "senast i dag"),
        ("x" * 1_000_000, "2026-11-01", "högst 600 tecken"),
    ],
)
def test_what_cannot_be_kept_is_answered_in_words(demo: Demo, sign_in: SignIn, text: str, on: str, words: str) -> None:
    answer = sign_in("carin").post("/anteckningar/", {"text": text, "on": on}, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not Note.objects.of(demo["carin"]).exists()


def test_only_the_owner_takes_a_line_away(demo: Demo, sign_in: SignIn) -> None:
    written = note(demo, "Ritade först.")
    address = f"/anteckningar/{written.key}/borttagning/"

    sign_in("bo").post(address)
    assert Note.objects.of(demo["carin"]).count() == 1

    sign_in("carin").post(address)
    assert Note.objects.of(demo["carin"]).count() == 0


def test_a_line_without_words_is_refused(demo: Demo) -> None:
    with pytest.raises(Refused, match="Skriv en rad"):
        note(demo, " \n ")


def test_the_thread_says_that_lines_are_saved(demo: Demo, sign_in: SignIn) -> None:
    note(demo, "Lät dem rita först.")

    page = sign_in("carin").get("/").content.decode()

    assert "En anteckning är redan sparad." in page
    assert "Lät dem rita först." in page
    assert "Lät dem rita först." not in sign_in("bo").get("/").content.decode()
