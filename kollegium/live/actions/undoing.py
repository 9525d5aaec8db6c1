"""Ångra: the last press of whoever steers is taken back, and the meeting is as it was; or it goes back a whole step."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kollegium import events
from kollegium.events import Happening
from kollegium.live import pairing
from kollegium.live.actions import belonging, last_press, parts, turns
from kollegium.live.changing import changed, locked, locked_while_running
from kollegium.live.models import LastPress, LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import write
from kollegium.refusals import Refused

TOO_LATE = "Det går inte att ångra längre."
# What the pages look at anew, as when it happened.
SEEN_BY: dict[str, tuple[Happening, ...]] = {
    LastPress.Kind.START: (Happening.AGENDA_STEP_CHANGED, Happening.TURN_CHANGED),
    LastPress.Kind.STEP: (Happening.AGENDA_STEP_CHANGED, Happening.TURN_CHANGED, Happening.PART_CHANGED),
    LastPress.Kind.PART: (Happening.PART_CHANGED, Happening.TURN_CHANGED),
    LastPress.Kind.SPEAKER: (Happening.TURN_CHANGED,),
    LastPress.Kind.HELM: (Happening.HELM_CHANGED,),
    LastPress.Kind.END: (
        Happening.AGENDA_STEP_CHANGED,
        Happening.TURN_CHANGED,
        Happening.PART_CHANGED,
        Happening.HELM_CHANGED,
    ),
}


@transaction.atomic
def undo(meeting: Meeting, *, kind: str) -> Meeting:
    """`kind`: what the presser saw, so that nothing else is undone than what they meant.

    Who has come or gone since is here or away: presence is not a press of whoever steers.
    """
    live = locked(meeting)
    press = last_press.undoable(meeting)
    if press is None or press.kind != kind:
        raise Refused(TOO_LATE)
    last_press.put_back(live, press)
    if live.code and LiveMeeting.objects.filter(code=live.code).exclude(pk=live.pk).exists():
        live.code = ""  # another room was given it meanwhile; this one gets a new one when it is asked for
    press.delete()
    _let_in_and_out(live)
    changed(live, Happening.PRESS_UNDONE)
    for name in SEEN_BY[press.kind]:
        events.tell(name, meeting=live.meeting)
    return live.meeting


@transaction.atomic
def step_back(meeting: Meeting, *, by: User, after: int | None = None) -> Meeting:
    """Gå tillbaka ett steg: it goes on with the time that it had left. Its round begins anew.

    `after`: the step the presser saw, so that two thumbs at once don't go back two.
    """
    live = locked_while_running(meeting)
    meeting = live.meeting
    if after is not None and after != meeting.step:
        return meeting
    current = meeting.step or 1
    if current == 1:
        raise Refused("Det här är första steget.")
    last_press.forget(meeting)
    step = meeting.step_at(current - 1)
    meeting.step, live.step_started_at = step.position, timezone.now() - timedelta(seconds=step.took or 0)
    live.paused_at, live.paused_for = None, timedelta()
    step.took = None
    write(step, ["took"])
    parts.enter(live, step)
    return changed(live, Happening.AGENDA_STEP_CHANGED, by)


def _let_in_and_out(live: LiveMeeting) -> None:
    """Whoever came or went in the seconds between."""
    belonging.see_out(live)
    here = turns.present(live.meeting)
    if live.round is not None:
        for person in set(live.round["order"]) - {*here}:
            turns.step_out(live, person)
        for person in here:
            turns.join(live, person)
    if live.pairs is not None:
        paired = {person for pair in live.pairs for person in pair}
        for person in sorted(paired - {*here}):
            live.pairs = pairing.step_out(live.pairs, person)
        for person in sorted({*here} - paired):
            live.pairs = pairing.join(live.pairs, person)
