"""The clock and the steps: everyone in the room is in step because the database is."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kollegium import events
from kollegium.meetings import clock
from kollegium.meetings.actions import turns
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def start(meeting: Meeting, *, by: User) -> Meeting:
    """Starta lärträffen: the first step begins, for everyone at once."""
    meeting = locked(meeting)
    if meeting.has_started:
        raise Refused("Lärträffen är redan startad. Öppna rummet för att vara med.")
    meeting.started_at, meeting.started_by = timezone.now(), by
    _enter(meeting, position=1)
    return _changed(meeting, "meeting.started", by)


@transaction.atomic
def next_step(meeting: Meeting, *, by: User, after: int | None = None) -> Meeting:
    """`after`: the step the presser saw, so that two thumbs at once don't skip a step."""
    meeting = locked_while_running(meeting)
    if after is not None and after != meeting.step:
        return meeting
    if meeting.step >= meeting.steps.count():
        raise Refused("Det här är sista steget. Avsluta lärträffen när ni är klara.")
    _leave_step(meeting)
    _enter(meeting, position=meeting.step + 1)
    return _changed(meeting, "agenda.step_changed", by)


@transaction.atomic
def pause(meeting: Meeting, *, by: User) -> Meeting:
    meeting = locked_while_running(meeting)
    if meeting.paused_at:
        return meeting
    meeting.paused_at = timezone.now()
    return _changed(meeting, "clock.paused", by)


@transaction.atomic
def go_on(meeting: Meeting, *, by: User) -> Meeting:
    meeting = locked_while_running(meeting)
    if not meeting.paused_at:
        return meeting
    pause_lasted = timezone.now() - meeting.paused_at
    meeting.paused_for += pause_lasted
    meeting.paused_at = None
    turns.stand_still(meeting, pause_lasted)
    return _changed(meeting, "clock.went_on", by)


@transaction.atomic
def add_minutes(meeting: Meeting, minutes: int, *, by: User) -> Meeting:
    """More time for the step we are in; the meeting ends as much later."""
    meeting = locked_while_running(meeting)
    step = meeting.steps.get(position=meeting.step)
    if step.seconds + minutes * 60 > 4 * 3600:
        raise Refused("Steget är redan fyra timmar långt. Gå vidare till nästa steg i stället.")
    step.seconds += minutes * 60
    step.save(update_fields=["seconds"])
    return _changed(meeting, "clock.extended", by)


@transaction.atomic
def end(meeting: Meeting, *, by: User) -> Meeting:
    """Avsluta: the clock stands still and the turns are forgotten; the draft stays open until it is finalised."""
    meeting = locked(meeting)
    if meeting.has_ended:
        return meeting
    if not meeting.has_started:
        raise Refused("Lärträffen har inte börjat än.")
    _leave_step(meeting)
    return close(meeting, by=by)


def close(meeting: Meeting, *, by: User | None) -> Meeting:
    """Ended, by somebody or by itself: what belonged to the open room is erased. The row is locked already."""
    meeting.ended_at, meeting.ended_by = timezone.now(), by
    meeting.paused_at = meeting.round = meeting.pairs = None
    meeting.helm = meeting.deputy = meeting.helm_seen_at = None
    meeting.code = ""
    return _changed(meeting, "meeting.ended", by)


def locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def locked_while_running(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.has_ended:
        raise Refused("Lärträffen är avslutad.")
    if not meeting.has_started:
        raise Refused("Lärträffen har inte börjat än. Lärledaren startar den.")
    return meeting


def clock_facts(meeting: Meeting, step: AgendaStep) -> clock.Facts:
    return clock.Facts(step.seconds, meeting.step_started_at, meeting.paused_at, meeting.paused_for)


def _leave_step(meeting: Meeting) -> None:
    step = meeting.steps.get(position=meeting.step)
    step.took = round(clock.spent_in_step(clock_facts(meeting, step), now=timezone.now()).total_seconds())
    step.save(update_fields=["took"])


def _enter(meeting: Meeting, position: int) -> None:
    meeting.step, meeting.step_started_at = position, timezone.now()
    meeting.paused_at, meeting.paused_for = None, timedelta()
    step = meeting.steps.get(position=position)
    meeting.round = turns.begun(meeting) if step.kind == "report" else None


def _changed(meeting: Meeting, event: str, by: User | None) -> Meeting:
    meeting.version += 1
    meeting.save()
    events.record(event, by=by, meeting=meeting, group=meeting.group)
    return meeting
