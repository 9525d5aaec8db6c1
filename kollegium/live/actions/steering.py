"""The clock and the steps: everyone in the room is in step because the database is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kollegium.events import Happening
from kollegium.live import clock, pace
from kollegium.live.actions import belonging, last_press, parts, turns
from kollegium.live.budget import Share
from kollegium.live.changing import changed, locked, locked_while_running
from kollegium.live.models import LastPress, LiveMeeting, forget_live
from kollegium.live.pace import clock_facts
from kollegium.meetings import changing
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import write
from kollegium.refusals import Refused


@transaction.atomic
def start(meeting: Meeting, *, by: User, keeps_end: bool = True) -> Meeting:
    """Starta lärträffen: the first step begins, for everyone at once.

    Late, the steps give so that it ends as called, or it ends as much later when the group would rather (`keeps_end`).
    """
    live = locked(meeting)
    meeting = live.meeting
    if meeting.has_started:
        raise Refused("Lärträffen är redan startad. Öppna rummet för att vara med.")
    if meeting.is_called_off:
        raise Refused("Lärträffen är inställd.")
    refuse_while_another_runs(meeting)
    last_press.remember(live, LastPress.Kind.START, by)
    now = timezone.now()
    meeting.started_at, meeting.started_by = now, by
    belonging.see_out(live)
    _enter(live, position=1)
    _count_on_an_end(live, keeps_end, now=now)
    return changed(live, Happening.MEETING_STARTED, by)


@transaction.atomic
def next_step(meeting: Meeting, *, by: User, after: int | None = None) -> Meeting:
    """`after`: the step the presser saw, so that two thumbs at once don't skip a step."""
    live = locked_while_running(meeting)
    meeting = live.meeting
    if after is not None and after != meeting.step:
        return meeting
    current = meeting.step or 0
    if current >= len(meeting.steps.all()):
        raise Refused("Det här är sista steget. Avsluta lärträffen när ni är klara.")
    last_press.remember(live, LastPress.Kind.STEP, by)
    _leave_step(live)
    _enter(live, position=current + 1)
    return changed(live, Happening.AGENDA_STEP_CHANGED, by)


@transaction.atomic
def pause(meeting: Meeting, *, by: User) -> Meeting:
    live = locked_while_running(meeting)
    if live.paused_at:
        return live.meeting
    last_press.forget(meeting)
    live.paused_at = timezone.now()
    return changed(live, Happening.CLOCK_PAUSED, by)


@transaction.atomic
def go_on(meeting: Meeting, *, by: User) -> Meeting:
    live = locked_while_running(meeting)
    if not live.paused_at:
        return live.meeting
    last_press.forget(meeting)
    pause_lasted = timezone.now() - live.paused_at
    live.paused_for += pause_lasted
    live.paused_at = None
    turns.stand_still(live, pause_lasted)
    parts.stand_still(live, pause_lasted)
    return changed(live, Happening.CLOCK_WENT_ON, by)


@transaction.atomic
def end(meeting: Meeting, *, by: User) -> Meeting:
    """Avsluta: the clock stands still and the turns are forgotten; the draft stays open until it is finalised."""
    live = locked(meeting)
    if live.meeting.has_ended:
        return live.meeting
    if not live.meeting.has_started:
        raise Refused("Lärträffen har inte börjat än.")
    last_press.remember(live, LastPress.Kind.END, by)
    _leave_step(live)
    return close(live, by=by)


def close(live: LiveMeeting, *, by: User | None, at: datetime | None = None) -> Meeting:
    """Ended, by somebody or by itself: what belonged to the open room is erased. The meeting is locked already."""
    meeting = live.meeting
    meeting.ended_at, meeting.ended_by = at or timezone.now(), by
    meeting.deputy = None
    forget_live(meeting)
    return changing.changed(meeting, Happening.MEETING_ENDED, by)


def refuse_while_another_runs(meeting: Meeting) -> None:
    if other := Meeting.objects.running().filter(group=meeting.group_id).first():
        raise Refused(f"{other} pågår redan i gruppen. Avsluta den först.")


def give_seconds(meeting: Meeting, before: Sequence[Share], after: Sequence[Share]) -> None:
    """What the budget gave each of these steps, on top of what a running one has spent."""
    more = {share.position: share.seconds - had.seconds for had, share in zip(before, after, strict=True)}
    for step in meeting.steps.all():
        if seconds := more.get(step.position):
            step.seconds += seconds
            write(step, ["seconds"])


def _count_on_an_end(live: LiveMeeting, keeps_end: bool, *, now: datetime) -> None:
    meeting = live.meeting
    begins = pace.beginning(meeting, now=now)
    live.ends_at = begins.as_called if keeps_end and begins.can_end_as_called else begins.whole
    if begins.is_late and live.ends_at == begins.as_called:
        give_seconds(meeting, pace.remaining(live, now=now), begins.shares)


def _leave_step(live: LiveMeeting) -> None:
    step = live.meeting.step_at(live.meeting.step)
    step.took = round(clock.spent_in_step(clock_facts(live, step), now=timezone.now()).total_seconds())
    write(step, ["took"])


def _enter(live: LiveMeeting, position: int) -> None:
    live.meeting.step, live.step_started_at = position, timezone.now()
    live.paused_at, live.paused_for = None, timedelta()
    parts.enter(live, live.meeting.step_at(position))
