"""A lärträff that has been called to is moved, and what is told of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.refusals import Refused
from tests.meetings.test_calling_off import SignIn, planned_after


def test_a_changed_call_says_what_is_new_and_why(demo: Demo, announced: Meeting) -> None:
    announced.starts_at += timedelta(days=7)
    announced.place = "Aulan"

    announced, is_told = meetings.change(announced, by=demo["anna"], tells=True, because="Salen är upptagen")

    assert is_told

    letter = Letter.objects.get(about=f"call:{announced.pk}", to=demo["carin"].email)
    begins = timezone.localtime(announced.starts_at)
    assert letter.subject.startswith("Ändrad kallelse")
    assert "platsen: Aulan (förut NO-sal 2)" in letter.text
    assert f"kl. {begins:%H.%M} (förut " in letter.text
    assert "Varför: Salen är upptagen" in letter.text
    assert "frågeställningen" not in letter.text


def test_whoever_leads_moves_it_and_tells_the_group_in_one_press(
    demo: Demo, announced: Meeting, sign_in: SignIn
) -> None:
    meetings.excuse(announced, demo["carin"])
    Letter.objects.all().delete()
    later = timezone.localtime(announced.starts_at) + timedelta(days=7)
    asked = {
        "day": f"{later:%Y-%m-%d}",
        "time": f"{later:%H:%M}",
        "place": announced.place,
        "question": announced.question,
    }
    anna, address = sign_in("anna"), f"/moten/{announced.pk}/andra/"
    assert "Spara och mejla gruppen" in anna.get(address).content.decode()

    silent = anna.post(address, asked | {"why": "Studiedag"}, follow=True)
    assert "mejlet om den" not in silent.content.decode()
    assert not Letter.objects.filter(about=f"call:{announced.pk}").exists()
    assert announced.absences.count() == 1

    earlier = later - timedelta(days=1)
    told = anna.post(address, asked | {"day": f"{earlier:%Y-%m-%d}", "why": "Studiedag", "tell": "1"}, follow=True)
    assert "mejlet om den är på väg" in told.content.decode()
    letter = Letter.objects.get(about=f"call:{announced.pk}", to=demo["carin"].email)
    assert "Varför: Studiedag" in letter.text
    assert not announced.absences.exists()  # said of the day that was


@pytest.mark.parametrize("who", ["carin", "david"])
def test_nobody_else_moves_it(demo: Demo, announced: Meeting, sign_in: SignIn, who: str) -> None:
    before = announced.starts_at

    answer = sign_in(who).post(f"/moten/{announced.pk}/andra/", {"day": "2031-03-04", "time": "14:30", "tell": "1"})

    assert answer.status_code in (403, 404)
    assert Meeting.objects.get(pk=announced.pk).starts_at == before
    assert not Letter.objects.exists()


def test_a_change_that_no_call_tells_of_is_no_letter(demo: Demo, announced: Meeting) -> None:
    assert meetings.change(announced, by=demo["anna"], tells=True)[1] is False
    assert not Letter.objects.exists()


def test_a_call_that_is_sent_again_unchanged_names_no_change(demo: Demo, announced: Meeting) -> None:
    meetings.call(announced, by=demo["anna"])

    letter = Letter.objects.get(about=f"call:{announced.pk}", to=demo["carin"].email)
    assert letter.subject.startswith("Kallelse: ")
    assert "Ändrat" not in letter.text


def test_two_meetings_of_one_group_are_not_held_at_once(demo: Demo, announced: Meeting) -> None:
    other = planned_after(demo, 0)
    actions.start(announced, by=demo["anna"])

    with pytest.raises(Refused, match="pågår redan"):
        actions.start(other, by=demo["anna"])

    actions.end(announced, by=demo["anna"])
    assert actions.start(other, by=demo["anna"]).is_running
