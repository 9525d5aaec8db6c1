"""Ångra: the last press of whoever steers is taken back, and the meeting is as it was; or it goes back a whole step."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kollegium import events
from kollegium.live import pairing
from kollegium.live.actions import belonging, last_press, parts, turns
from kollegium.meetings.changing import changed, locked, locked_while_running
from kollegium.meetings.models import LastPress, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused

TOO_LATE = "Det går inte att ångra längre."
# What the pages look at anew, as when it happened.
SEEN_BY = {
    LastPress.Kind.START: ("agenda.step_changed", "turn.changed"),
    LastPress.Kind.STEP: ("agenda.step_changed", "turn.changed", "part.changed"),
    LastPress.Kind.PART: ("part.changed", "turn.changed"),
    LastPress.Kind.SPEAKER: ("turn.changed",),
    LastPress.Kind.HELM: ("helm.changed",),
    LastPress.Kind.END: ("agenda.step_changed", "turn.changed", "part.changed", "helm.changed"),
}


@transaction.atomic
def undo(meeting: Meeting, *, kind: str) -> Meeting:
    """`kind`: what the presser saw, so that nothing else is undone than what they meant.

    Who has come or gone since is here or away: presence is not a press of whoever steers.
    """
    meeting = locked(meeting)
    press = last_press.undoable(meeting)
    if press is None or press.kind != kind:
        raise Refused(TOO_LATE)
    _put_back(meeting, press)
    press.delete()
    _let_in_and_out(meeting)
    changed(meeting, "press.undone", is_recorded=False)
    for name in SEEN_BY[press.kind]:
        events.announce_only(name, meeting=meeting)
    return meeting


@transaction.atomic
def step_back(meeting: Meeting, *, by: User, after: int | None = None) -> Meeting:
    """Gå tillbaka ett steg: it goes on with the time that it had left. Its round begins anew.

    `after`: the step the presser saw, so that two thumbs at once don't go back two.
    """
    meeting = locked_while_running(meeting)
    if after is not None and after != meeting.step:
        return meeting
    if meeting.step == 1:
        raise Refused("Det här är första steget.")
    last_press.forget(meeting)
    step = meeting.steps.get(position=meeting.step - 1)
    meeting.step, meeting.step_started_at = step.position, timezone.now() - timedelta(seconds=step.took or 0)
    meeting.paused_at, meeting.paused_for = None, timedelta()
    step.took = None
    step.save(update_fields=["took"])
    parts.enter(meeting, step)
    return changed(meeting, "agenda.step_changed", by)


def _put_back(meeting: Meeting, press: LastPress) -> None:
    for name in last_press.FIELDS:
        setattr(meeting, name, last_press.read(name, press.meeting_before[name]))
    if meeting.code and Meeting.objects.filter(code=meeting.code).exclude(pk=meeting.pk).exists():
        meeting.code = ""  # another room was given it meanwhile; this one gets a new one when it is asked for
    for position, seconds, took in press.steps_before:
        meeting.steps.filter(position=position).update(seconds=seconds, took=took)


def _let_in_and_out(meeting: Meeting) -> None:
    """Whoever came or went in the seconds between."""
    belonging.see_out(meeting)
    here = set(turns.present(meeting))
    turn = meeting.round
    if turns.is_going(turn):
        for person in set(turn["order"]) - here:
            turns.step_out(turn, person)
        for person in turns.present(meeting):
            turns.join(turn, person)
    if meeting.pairs is not None:
        paired = {person for pair in meeting.pairs for person in pair}
        for person in sorted(paired - here):
            meeting.pairs = pairing.step_out(meeting.pairs, person)
        for person in sorted(here - paired):
            meeting.pairs = pairing.join(meeting.pairs, person)
