"""The clock and the steps: everyone in the room is in step because the database is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kollegium.live import clock, pace
from kollegium.live.actions import belonging, last_press, parts, turns
from kollegium.live.budget import Share
from kollegium.live.pace import clock_facts
from kollegium.meetings.changing import changed, locked, locked_while_running
from kollegium.meetings.models import LastPress, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def start(meeting: Meeting, *, by: User, keeps_end: bool = True) -> Meeting:
    """Starta lärträffen: the first step begins, for everyone at once.

    Late, the steps give so that it ends as called, or it ends as much later when the group would rather (`keeps_end`).
    """
    meeting = locked(meeting)
    if meeting.has_started:
        raise Refused("Lärträffen är redan startad. Öppna rummet för att vara med.")
    if meeting.is_called_off:
        raise Refused("Lärträffen är inställd.")
    refuse_while_another_runs(meeting)
    last_press.remember(meeting, LastPress.Kind.START, by)
    meeting.started_at, meeting.started_by = timezone.now(), by
    belonging.see_out(meeting)
    _enter(meeting, position=1)
    _count_on_an_end(meeting, keeps_end)
    return changed(meeting, "meeting.started", by)


@transaction.atomic
def next_step(meeting: Meeting, *, by: User, after: int | None = None) -> Meeting:
    """`after`: the step the presser saw, so that two thumbs at once don't skip a step."""
    meeting = locked_while_running(meeting)
    if after is not None and after != meeting.step:
        return meeting
    if meeting.step >= meeting.steps.count():
        raise Refused("Det här är sista steget. Avsluta lärträffen när ni är klara.")
    last_press.remember(meeting, LastPress.Kind.STEP, by)
    _leave_step(meeting)
    _enter(meeting, position=meeting.step + 1)
    return changed(meeting, "agenda.step_changed", by)


@transaction.atomic
def pause(meeting: Meeting, *, by: User) -> Meeting:
    meeting = locked_while_running(meeting)
    if meeting.paused_at:
        return meeting
    last_press.forget(meeting)
    meeting.paused_at = timezone.now()
    return changed(meeting, "clock.paused", by)


@transaction.atomic
def go_on(meeting: Meeting, *, by: User) -> Meeting:
    meeting = locked_while_running(meeting)
    if not meeting.paused_at:
        return meeting
    last_press.forget(meeting)
    pause_lasted = timezone.now() - meeting.paused_at
    meeting.paused_for += pause_lasted
    meeting.paused_at = None
    turns.stand_still(meeting, pause_lasted)
    parts.stand_still(meeting, pause_lasted)
    return changed(meeting, "clock.went_on", by)


@transaction.atomic
def end(meeting: Meeting, *, by: User) -> Meeting:
    """Avsluta: the clock stands still and the turns are forgotten; the draft stays open until it is finalised."""
    meeting = locked(meeting)
    if meeting.has_ended:
        return meeting
    if not meeting.has_started:
        raise Refused("Lärträffen har inte börjat än.")
    last_press.remember(meeting, LastPress.Kind.END, by)
    _leave_step(meeting)
    return close(meeting, by=by)


def close(meeting: Meeting, *, by: User | None, at: datetime | None = None) -> Meeting:
    """Ended, by somebody or by itself: what belonged to the open room is erased. The row is locked already."""
    meeting.ended_at, meeting.ended_by = at or timezone.now(), by
    meeting.paused_at = meeting.helm = meeting.deputy = meeting.helm_seen_at = None
    parts.leave(meeting)
    meeting.code = ""
    return changed(meeting, "meeting.ended", by)


def refuse_while_another_runs(meeting: Meeting) -> None:
    if other := Meeting.objects.running().filter(group=meeting.group_id).first():
        raise Refused(f"{other} pågår redan i gruppen. Avsluta den först.")


def give(meeting: Meeting, before: Sequence[Share], after: Sequence[Share]) -> None:
    """What the budget gave each of these steps, on top of what a running one has spent."""
    more = {share.position: share.seconds - had.seconds for had, share in zip(before, after, strict=True)}
    for step in meeting.steps.filter(position__in=[position for position, seconds in more.items() if seconds]):
        step.seconds += more[step.position]
        step.save(update_fields=["seconds"])


def _count_on_an_end(meeting: Meeting, keeps_end: bool) -> None:
    begins = pace.beginning(meeting, now=meeting.started_at)
    meeting.ends_at = begins.as_called if keeps_end and begins.can_end_as_called else begins.whole
    if begins.is_late and meeting.ends_at == begins.as_called:
        give(meeting, pace.remaining(meeting, now=meeting.started_at), begins.shares)


def _leave_step(meeting: Meeting) -> None:
    step = meeting.steps.get(position=meeting.step)
    step.took = round(clock.spent_in_step(clock_facts(meeting, step), now=timezone.now()).total_seconds())
    step.save(update_fields=["took"])


def _enter(meeting: Meeting, position: int) -> None:
    meeting.step, meeting.step_started_at = position, timezone.now()
    meeting.paused_at, meeting.paused_for = None, timedelta()
    parts.enter(meeting, meeting.steps.get(position=position))
