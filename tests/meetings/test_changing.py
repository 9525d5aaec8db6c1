"""No two states of a lärträff carry one version: all changes lock its row and go through one place."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.events import Happening
from kollegium.live import actions
from kollegium.live import changing as live_changing
from kollegium.live.models import LiveMeeting
from kollegium.meetings import actions as meetings
from kollegium.meetings import changing
from kollegium.meetings.models import Duty, Meeting
from kollegium.people.models import User
from tests.world import Installation, post

ROOT = Path(__file__).resolve().parent.parent.parent
Change = Callable[[Meeting, dict[str, User]], object]

# What each action is given: a copy that was read before somebody else's change.
BEFORE: dict[str, Change] = {
    "change": lambda meeting, who: meetings.change(meeting, by=who["anna"]),
    "put_on_duty": lambda meeting, who: meetings.put_on_duty(
        meeting, Duty.Kind.DOCUMENTARIAN, who["carin"], by=who["anna"]
    ),
    "change_turns": lambda meeting, who: meetings.change_turns(
        meeting, {"documentarian": who["carin"], "deputy": who["bo"]}, by=who["anna"]
    ),
    "excuse": lambda meeting, _who: meetings.excuse(meeting, meeting.duties.first().user),
    "attach": lambda meeting, who: meetings.attach(
        meeting, who["anna"].organisation.materials.exclude(pk__in=meeting.materials.all()).first(), by=who["anna"]
    ),
    "detach": lambda meeting, who: meetings.detach(meeting, meeting.materials.first(), by=who["anna"]),
    "name_deputy": lambda meeting, who: meetings.name_deputy(meeting, who["bo"]),
    "choose_format": lambda meeting, who: meetings.choose_format(meeting, {4: ""}, by=who["anna"]),
    "arrive": lambda meeting, _who: actions.arrive(meeting, newcomer(meeting)),
    "mark": lambda meeting, _who: actions.mark(meeting, newcomer(meeting), is_here=True),
    "mark_all": lambda meeting, _who: actions.mark_all(meeting),
    "ask_to_begin": lambda meeting, who: actions.ask_to_begin(meeting, by=who["carin"]),
    "call_off": lambda meeting, who: meetings.call_off(meeting, by=who["anna"]),
    "hold_on_paper": lambda meeting, who: actions.hold_on_paper(past(meeting), present=[who["bo"]], by=who["anna"]),
    "carry_on": lambda meeting, who: meetings.carry_on(meeting, "Hur lär de av varandra?", by=who["anna"]),
    "start": lambda meeting, who: actions.start(meeting, by=who["anna"]),
}
RUNNING: dict[str, Change] = {
    "next_step": lambda meeting, who: actions.next_step(meeting, by=who["anna"]),
    "pause": lambda meeting, who: actions.pause(meeting, by=who["anna"]),
    "go_on": lambda meeting, who: (actions.pause(meeting, by=who["anna"]), actions.go_on(meeting, by=who["anna"])),
    "take_longer": lambda meeting, who: actions.take_longer(meeting, 2, by=who["anna"]),
    "catch_up": lambda meeting, who: actions.catch_up(meeting, by=who["anna"]),
    "finish_by": lambda meeting, who: actions.finish_by(
        meeting, timezone.now() + timedelta(minutes=60), by=who["anna"]
    ),
    "next_speaker": lambda meeting, who: actions.next_speaker(meeting, by=who["anna"]),
    "arrange": lambda meeting, _who: actions.arrange(meeting, "last-first"),
    "next_part": lambda meeting, who: actions.next_part(talked_in_parts(meeting), by=who["anna"]),
    "claim_question": lambda meeting, who: actions.claim_question(talked_in_parts(meeting), who["carin"]),
    "hand_over": lambda meeting, who: actions.hand_over(meeting, who["carin"], by=who["anna"]),
    "take_back": lambda meeting, who: actions.take_back(meeting, by=who["anna"]),
    "take_over": lambda meeting, who: actions.take_over(unseen(meeting, who["bo"]), by=who["bo"]),
    "undo": lambda meeting, who: actions.undo(pressed(meeting, who["anna"]), kind="speaker"),
    "step_back": lambda meeting, who: actions.step_back(meeting, by=who["anna"]),
    "end": lambda meeting, who: actions.end(meeting, by=who["anna"]),
    "close_forgotten": lambda _meeting, _who: actions.close_forgotten(),
}
# What these change stands in no state: the call, the guests, the code, who can't come, a plan for another day.
NO_STATE = {"plan", "call", "reinstate", "invite_guest", "uninvite_guest", "open_to_code", "unexcuse"}
NO_CHANGE = {
    "Payer",
    "is_away",
    "steerers",
    "undoable",
    "forget_old_presses",
    "see_out_former",
}  # the last: see test_belonging.py


def newcomer(meeting: Meeting) -> User:
    return meeting.group.members().exclude(pk__in=meeting.attendances.values("user")).last()


def past(meeting: Meeting) -> Meeting:
    """The same old copy; its time was yesterday."""
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    return meeting


def talked_in_parts(meeting: Meeting) -> Meeting:
    """The same old copy; the step has a samtalsform with an owner and several parts."""
    meeting.steps.filter(position=meeting.step).update(format="reflekterande-team")
    LiveMeeting.objects.filter(meeting=meeting).update(part=0, part_started_at=timezone.now())
    return meeting


def pressed(meeting: Meeting, leader: User) -> Meeting:
    actions.next_speaker(meeting, by=leader)
    return meeting


def unseen(meeting: Meeting, deputy: User) -> Meeting:
    long_ago = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(deputy=deputy)
    LiveMeeting.objects.filter(meeting=meeting).update(helm_seen_at=long_ago)
    return meeting


def version(meeting: Meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).version


def test_every_action_is_tried_here() -> None:
    assert {*BEFORE, *RUNNING} | NO_STATE | NO_CHANGE == {*actions.__all__, *meetings.__all__}


@pytest.mark.parametrize("name", [*BEFORE, *(name for name in RUNNING if name != "close_forgotten")])
def test_a_change_from_an_old_copy_has_its_own_version(demo: Demo, name: str) -> None:
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    if name in RUNNING:
        actions.next_step(actions.start(demo.meeting, by=demo["anna"]), by=demo["anna"])
    if name == "catch_up":
        LiveMeeting.objects.filter(meeting=demo.meeting).update(ends_at=timezone.now() + timedelta(minutes=70))
    old = Meeting.objects.get(pk=demo.meeting.pk)
    meetings.name_deputy(demo.meeting, demo["carin"])
    others = version(old)

    (BEFORE | RUNNING)[name](old, demo.people)

    assert version(old) > others


def test_a_copy_that_is_not_locked_cannot_be_changed(demo: Demo) -> None:
    with pytest.raises(RuntimeError):
        changing.changed(demo.meeting, Happening.TURN_CHANGED)


def test_the_version_is_written_in_one_place() -> None:
    writes = re.compile(
        r"\.version\s*(\+?=)(?!=)|\bversion=|[\"']version[\"']\s*\]?\s*[=:]\s*F\(|update_fields=.*version"
    )
    found = {
        str(path.relative_to(ROOT / "kollegium"))
        for path in (ROOT / "kollegium").rglob("*.py")
        if "migrations" not in path.parts and writes.search(path.read_text())
    }

    # library/ counts the versions of its templates, which are another thing.
    assert found - {"library/templates.py", "library/models.py"} == {"meetings/changing.py"}


def test_changes_at_once_have_a_version_each(installation: Installation, meeting: int) -> None:
    people = installation.facts["people"]
    read = f"from kollegium.models import Meeting; print(Meeting.objects.get(pk={meeting}).version)"
    before = int(installation.shell(read))
    presses = [
        (f"/moten/{meeting}/{noun}/", str(people[who]))
        for who in ("bo", "carin", "anna")
        for noun in ("ersattare", "samtalsreflektor")
    ]

    with ThreadPoolExecutor(len(presses)) as thumbs:
        answers = list(thumbs.map(lambda press: post(installation, "anna", press[0], person=press[1]), presses))

    assert answers == [204] * len(presses)
    assert int(installation.shell(read)) == before + len(presses)


def test_only_what_has_changed_is_written(demo: Demo) -> None:
    """Words that somebody else saved meanwhile, by another way, are not written over with old ones."""
    with transaction.atomic():
        meeting = changing.locked(demo.meeting)
        meeting.place = "Biblioteket"
        with CaptureQueriesContext(connection) as asked:
            changing.changed(meeting, Happening.MEETING_CHANGED)

    (update,) = [query["sql"] for query in asked if query["sql"].startswith("UPDATE")]
    assert '"place"' in update
    assert '"version"' in update
    assert '"question"' not in update


def test_what_is_changed_inside_a_list_is_written_too(demo: Demo) -> None:
    LiveMeeting.objects.create(meeting=demo.meeting, code="123456", asked_first=[1], round={"order": [1], "done": []})
    with transaction.atomic():
        live = live_changing.locked(demo.meeting)
        live.asked_first.append(2)
        live.round["done"].append(1)
        live_changing.changed(live, Happening.TURN_CHANGED)

    kept = LiveMeeting.objects.get(meeting=demo.meeting)
    assert (kept.asked_first, kept.round) == ([1, 2], {"order": [1], "done": [1]})


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_only_in_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        changing.locked(Meeting(pk=1))
