"""Planning, swapping turns, saying absence, and the call."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.events import Event
from kollegium.groups.models import Membership
from kollegium.library import templates
from kollegium.library.models import Material
from kollegium.live import actions
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.meetings.actions.calling import has_changed_since, stamp
from kollegium.meetings.actions.planning import in_turn, proposed_duties
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import Organisation
from kollegium.refusals import Refused

DOCUMENTARIAN, REFLECTOR = Duty.Kind.DOCUMENTARIAN, Duty.Kind.REFLECTOR


def plan(demo: Demo, **said: object) -> Meeting:
    said = {"starts_at": timezone.now() + timedelta(days=28), "question": "Varför?"} | said
    return meetings.plan(demo.group, by=demo["anna"], template=templates.default(), **said)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.prefetch_related("duties__user", "steps").get(pk=meeting.pk)


def letters_about(meeting: Meeting) -> list[Letter]:
    return list(Letter.objects.filter(about=f"call:{meeting.pk}"))


def test_a_planned_lartraff_has_the_six_steps_and_the_next_two_in_turn(demo: Demo) -> None:
    proposed = proposed_duties(demo.group)

    meeting = fresh(plan(demo))

    assert meeting.number == demo.meeting.number + 1
    assert [step.minutes for step in meeting.steps.all()] == [5, 20, 15, 35, 10, 5]
    assert {kind: meeting.on_duty(kind) for kind in Duty.Kind} == proposed
    assert meeting.documentarian != meeting.reflector


def test_two_planned_lartraffar_do_not_ask_the_same_person(demo: Demo) -> None:
    first, second = fresh(plan(demo)), fresh(plan(demo))

    assert first.documentarian != second.documentarian


def test_the_turns_that_the_leader_chose_are_kept(demo: Demo) -> None:
    meeting = fresh(plan(demo, turns={DOCUMENTARIAN: demo["carin"], REFLECTOR: None}))

    assert (meeting.documentarian, meeting.reflector) == (demo["carin"], None)


@pytest.mark.parametrize(("documentarian", "reflector"), [("david", "anna"), ("bo", "bo")])
def test_a_turn_goes_to_two_different_members(demo: Demo, documentarian: str, reflector: str) -> None:
    with pytest.raises(Refused):
        plan(demo, turns={DOCUMENTARIAN: demo[documentarian], REFLECTOR: demo[reflector]})


def test_a_group_of_one_can_plan(demo: Demo) -> None:
    Membership.objects.filter(group=demo.group).exclude(user=demo["anna"]).delete()

    meeting = fresh(plan(demo))

    assert (meeting.documentarian, meeting.reflector) == (demo["anna"], None)


def test_swapping_with_somebody_who_has_the_other_turn_is_a_trade(demo: Demo) -> None:
    meeting = plan(demo, turns={DOCUMENTARIAN: demo["bo"], REFLECTOR: demo["carin"]})

    meetings.put_on_duty(meeting, DOCUMENTARIAN, demo["carin"], by=demo["anna"])

    assert (fresh(meeting).documentarian, fresh(meeting).reflector) == (demo["carin"], demo["bo"])


def test_giving_the_turn_to_the_one_who_has_it_changes_nothing(demo: Demo) -> None:
    meeting = plan(demo, turns={DOCUMENTARIAN: demo["bo"], REFLECTOR: demo["carin"]})

    meetings.put_on_duty(meeting, DOCUMENTARIAN, demo["bo"], by=demo["anna"])

    assert (fresh(meeting).documentarian, fresh(meeting).reflector) == (demo["bo"], demo["carin"])


def test_nobody_has_the_turn_when_it_is_given_to_nobody(demo: Demo) -> None:
    meetings.put_on_duty(demo.meeting, REFLECTOR, None, by=demo["anna"])

    assert fresh(demo.meeting).reflector is None


def test_a_turn_is_refused_outside_the_group_and_for_the_absent(demo: Demo) -> None:
    meetings.excuse(demo.meeting, demo["carin"])

    for person in ("david", "carin"):
        with pytest.raises(Refused):
            meetings.put_on_duty(demo.meeting, REFLECTOR, demo[person], by=demo["anna"])


def test_the_turn_of_one_who_cannot_come_goes_to_the_next_in_line(demo: Demo) -> None:
    meeting = plan(demo)
    first = fresh(meeting).documentarian
    waiting = [person for person in in_turn(demo.group, DOCUMENTARIAN, meeting) if person != first]
    heir = next(person for person in waiting if person != fresh(meeting).reflector)

    meetings.excuse(meeting, first)

    assert fresh(meeting).documentarian == heir
    assert in_turn(demo.group, DOCUMENTARIAN)[0] == first  # kept the place


def test_the_one_who_can_come_after_all_does_not_take_the_turn_back(demo: Demo) -> None:
    meeting = plan(demo)
    first = fresh(meeting).documentarian
    meetings.excuse(meeting, first)
    heir = fresh(meeting).documentarian

    meetings.unexcuse(meeting, first)

    assert fresh(meeting).documentarian == heir
    assert not meeting.absences.exists()


def test_nothing_tells_who_could_not_come(demo: Demo, happened: list[Event]) -> None:
    meeting = plan(demo)
    records = SecurityEntry.objects.count()

    meetings.excuse(meeting, fresh(meeting).documentarian)

    [event] = [event for event in happened if event.name == "duty.changed"]
    assert (event.by_id, event.about_id) == (None, None)
    assert SecurityEntry.objects.count() == records


def test_absence_is_said_before_the_start(demo: Demo) -> None:
    meeting = actions.start(demo.meeting, by=demo["anna"])

    with pytest.raises(Refused):
        meetings.excuse(meeting, demo["carin"])


def test_the_call_is_one_letter_to_each_member_with_all_they_need(demo: Demo) -> None:
    material = Material.objects.filter(minutes__isnull=False).first()
    meeting = plan(
        demo, place="Sal <2> & 3", purpose="Att pröva", materials=[material], turns={DOCUMENTARIAN: demo["bo"]}
    )

    meetings.call(meeting, by=demo["anna"])

    letters = letters_about(meeting)
    assert sorted(letter.to for letter in letters) == sorted(person.email for person in demo.group.members())
    letter = next(letter for letter in letters if letter.to == demo["bo"].email)
    when = timezone.localtime(meeting.starts_at)
    for words in (
        f"{when:%H.%M}",
        "Sal <2> & 3",
        "Varför?",
        "Att pröva",
        "Du är dokumentatör den här gången.",
        f"{material.title} ({material.minutes} min)",
        f"/material/{material.pk}/",
        f"/moten/{meeting.pk}/",
    ):
        assert words in letter.text
    assert "Sal &lt;2&gt; &amp; 3" in letter.html
    assert demo.group.name in letter.subject
    assert "Du är" not in next(letter for letter in letters if letter.to == demo["carin"].email).text


def test_two_presses_send_the_call_once(demo: Demo) -> None:
    meeting = plan(demo)

    with time_machine.travel(timezone.now(), tick=False) as now:
        meetings.call(meeting, by=demo["anna"], after="")
        now.shift(timedelta(seconds=2))
        meetings.call(fresh(meeting), by=demo["anna"], after="")

    assert len(letters_about(meeting)) == 9


def test_after_a_change_the_call_can_be_sent_again(demo: Demo) -> None:
    meeting = meetings.call(plan(demo), by=demo["anna"])
    assert not has_changed_since(meeting)

    meeting.place = "Biblioteket"
    meetings.change(meeting, by=demo["anna"])
    assert has_changed_since(meeting)

    meetings.call(meeting, by=demo["anna"], after=stamp(meeting))
    assert not has_changed_since(meeting)


def test_nobody_who_has_left_or_whose_account_is_closed_is_called(demo: Demo) -> None:
    meeting = plan(demo)
    type(demo["bo"]).objects.filter(pk=demo["bo"].pk).update(is_active=False)
    Membership.objects.filter(group=demo.group, user=demo["carin"]).update(ends_on=timezone.localdate())

    meetings.call(meeting, by=demo["anna"])

    assert not {demo["bo"].email, demo["carin"].email} & {letter.to for letter in letters_about(meeting)}


def test_a_lartraff_that_has_started_needs_no_call(demo: Demo) -> None:
    meeting = actions.start(demo.meeting, by=demo["anna"])

    with pytest.raises(Refused):
        meetings.call(meeting, by=demo["anna"])


def test_what_has_ended_is_not_changed(demo: Demo) -> None:
    held, material = demo.meetings["no"][0], Material.objects.first()

    for attempt in (
        lambda: meetings.change(held, by=demo["anna"]),
        lambda: meetings.attach(held, material, by=demo["anna"]),
        lambda: meetings.detach(held, material, by=demo["anna"]),
        lambda: meetings.put_on_duty(held, REFLECTOR, demo["bo"], by=demo["anna"]),
    ):
        with pytest.raises(Refused):
            attempt()


def test_material_of_another_huvudman_is_refused(demo: Demo) -> None:
    other = Organisation.objects.create(name="En annan huvudman")
    material = Material.objects.create(organisation=other, kind="research", title="Deras")

    with pytest.raises(Refused):
        meetings.attach(demo.meeting, material, by=demo["anna"])
