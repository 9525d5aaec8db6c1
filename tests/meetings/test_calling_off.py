"""A meeting that will not be held: who is told, who has the turns instead, and that it can be held after all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Duty, Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import ActionPlan
from kollegium.refusals import Refused

SignIn = Callable[[str], Client]


def planned_after(demo: Demo, weeks: int) -> Meeting:
    meeting = demo.meeting
    return meetings.plan(
        demo.group,
        by=demo["anna"],
        starts_at=meeting.starts_at + timedelta(weeks=weeks),
        question=meeting.question,
        template=meeting.template,
    )


def duties(meeting: Meeting) -> list[str]:
    found = Duty.objects.filter(meeting=meeting).order_by("kind").select_related("user")
    return [duty.user.given_name for duty in found]


def test_everybody_who_was_called_is_told_why(demo: Demo, announced: Meeting, sign_in: SignIn) -> None:
    members = {member.email for member in demo.group.members()}

    answer = sign_in("anna").post(f"/moten/{announced.pk}/installning/", {"called_off_because": "Snö, inga bussar."})

    assert answer.status_code == 302
    letters = Letter.objects.filter(about=f"called-off:{announced.pk}")
    assert {letter.to for letter in letters} == members
    assert all("Varför: Snö, inga bussar." in letter.text and "Snö, inga" in letter.html for letter in letters)
    assert letters[0].subject.startswith("Inställd: NO-gruppen")
    assert "Inställd" in sign_in("carin").get(announced.get_absolute_url()).content.decode()


def test_a_guest_is_told_too_and_the_link_is_gone(demo: Demo, announced: Meeting) -> None:
    meetings.invite_guest(announced, "Gun Gäst", "gun@gast.example", by=demo["anna"])

    meetings.call_off(announced, by=demo["anna"], because="Sjukdom i personalen")

    letter = Letter.objects.get(about=f"called-off:{announced.pk}", to="gun@gast.example")
    assert "Hej Gun Gäst" in letter.text
    assert f"/moten/{announced.pk}/" not in letter.text
    assert not announced.guests.exists()


def test_one_that_nobody_was_called_to_is_taken_away_without_a_letter(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(called_at=None, called_by=None)
    before = Letter.objects.count()

    page = sign_in("anna").get(f"/moten/{demo.meeting.pk}/installning/").content.decode()
    sign_in("anna").post(f"/moten/{demo.meeting.pk}/installning/")

    assert "Ta bort lärträffen?" in page
    assert "Varför" not in page
    assert Letter.objects.count() == before
    assert Meeting.objects.get(pk=demo.meeting.pk).is_called_off


@pytest.mark.parametrize(("who", "status"), [("carin", 403), ("david", 404), ("gunilla", 404), ("anyone", 302)])
@pytest.mark.parametrize("noun", ["installning/", "installning/anger/"])
def test_nobody_calls_off_who_does_not_lead(
    demo: Demo, announced: Meeting, sign_in: SignIn, who: str, status: int, noun: str
) -> None:
    assert sign_in(who).post(f"/moten/{announced.pk}/{noun}").status_code == status
    assert not Meeting.objects.get(pk=announced.pk).is_called_off


def test_whoever_had_a_turn_has_it_next_time_and_the_next_one_the_time_after(demo: Demo, announced: Meeting) -> None:
    second, third = planned_after(demo, 4), planned_after(demo, 8)
    turns = [duties(meeting) for meeting in (announced, second, third)]

    meetings.call_off(announced, by=demo["anna"])

    assert [duties(meeting) for meeting in (second, third)] == turns[:2]
    assert duties(planned_after(demo, 12)) == turns[2]


def test_without_a_later_meeting_the_same_ones_are_asked_first(demo: Demo, announced: Meeting) -> None:
    turns = duties(announced)

    meetings.call_off(announced, by=demo["anna"])

    assert duties(planned_after(demo, 4)) == turns


def test_the_next_one_takes_its_number(demo: Demo, announced: Meeting) -> None:
    meetings.call_off(announced, by=demo["anna"])

    assert planned_after(demo, 1).number == announced.number


def test_it_is_nobodys_next_meeting_and_cannot_be_entered_called_changed_or_started(
    demo: Demo, announced: Meeting, sign_in: SignIn
) -> None:
    meetings.call_off(announced, by=demo["anna"])
    off = Meeting.objects.get(pk=announced.pk)

    assert not off.is_due
    assert announced not in Meeting.objects.upcoming()
    assert announced not in Meeting.objects.ahead()
    for change in (
        lambda: actions.start(off, by=demo["anna"]),
        lambda: meetings.call(off, by=demo["anna"]),
        lambda: meetings.change(off, by=demo["anna"]),
        lambda: meetings.attach(off, demo.group.organisation.materials.first(), by=demo["anna"]),
    ):
        with pytest.raises(Refused, match="inställd"):
            change()
    assert announced.question not in sign_in("carin").get("/").content.decode()


def test_what_is_written_in_a_plan_for_it_stays_with_its_owner(demo: Demo, announced: Meeting, sign_in: SignIn) -> None:
    plans.write(plan_at(announced, demo["carin"]), fields={"tried": "Parsamtal först"})

    meetings.call_off(announced, by=demo["anna"])

    assert ActionPlan.objects.of(demo["carin"]).get(meeting=announced).tried == "Parsamtal först"
    thread = sign_in("carin").get("/").content.decode()
    assert "Parsamtal först" in thread
    assert "inställd" in thread


def test_it_can_be_held_after_all_and_is_called_to_anew(demo: Demo, announced: Meeting, sign_in: SignIn) -> None:
    meetings.call_off(announced, by=demo["anna"], because="Snö")
    replacement = planned_after(demo, 1)

    sign_in("anna").post(f"/moten/{announced.pk}/installning/anger/")

    back = Meeting.objects.get(pk=announced.pk)
    assert (back.is_called_off, back.called_off_because, back.called_at) == (False, "", None)
    assert back.number == replacement.number + 1
    assert meetings.call(back, by=demo["anna"]).called_at


def test_one_that_has_begun_is_not_called_off(demo: Demo, announced: Meeting) -> None:
    actions.start(announced, by=demo["anna"])

    with pytest.raises(Refused, match="redan börjat"):
        meetings.call_off(announced, by=demo["anna"])


def test_called_off_twice_is_told_of_once(demo: Demo, announced: Meeting) -> None:
    meetings.call_off(announced, by=demo["anna"])
    told = Letter.objects.count()

    meetings.call_off(announced, by=demo["anna"])

    assert Letter.objects.count() == told


def test_who_waits_in_its_room_is_taken_to_the_page_that_says_so(
    demo: Demo, announced: Meeting, sign_in: SignIn
) -> None:
    meetings.call_off(announced, by=demo["anna"])
    carin, room = sign_in("carin"), f"/moten/{announced.pk}/rum/"

    assert carin.get(room)["Location"] == announced.get_absolute_url()
    assert carin.get(room, headers={"HX-Request": "true"})["HX-Redirect"] == announced.get_absolute_url()
