"""Time is conserved: a step that takes longer is paid for by another, or the group chooses to end later."""

from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from django.db import transaction
from django.utils import timezone

from kollegium.events import Happening
from kollegium.live import budget, pace
from kollegium.live.actions import last_press
from kollegium.live.actions.steering import give_seconds
from kollegium.live.changing import changed, locked_while_running
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.prepared import write
from kollegium.refusals import Refused

LONGEST_STEP = 4 * 3600
AS_GOOD_AS = timedelta(seconds=1)
A_MINUTE = timedelta(minutes=1)


class Payer(StrEnum):
    NOBODY = "ingen"  # the meeting ends later
    SEVERAL = "flera"  # the unprotected steps together


@transaction.atomic
def take_longer(
    meeting: Meeting, minutes: int, *, by: User, payer: int | Payer = Payer.NOBODY, after: tuple[int, int] | None = None
) -> Meeting:
    """More time for the step we are in, from the step `payer` that is still to come.

    `after`: the step and its seconds as the presser saw them, so that two thumbs at once take the minutes once.
    """
    live = locked_while_running(meeting)
    meeting = live.meeting
    step = meeting.step_at(meeting.step)
    if after is not None and after != (step.position, step.seconds):
        return meeting
    seconds = minutes * 60
    if step.seconds + seconds > LONGEST_STEP:
        raise Refused("Steget är redan fyra timmar långt. Gå vidare till nästa steg i stället.")
    last_press.forget(meeting)
    if payer == Payer.NOBODY:
        _end_later(live, seconds)
    else:
        _let_pay(live, payer, seconds)
    step.seconds += seconds
    write(step, ["seconds"])
    return changed(live, Happening.CLOCK_EXTENDED, by)


@transaction.atomic
def catch_up(meeting: Meeting, *, by: User) -> Meeting:
    """Hämta in: what remains is made to fit, so that the meeting ends when the group counts on it."""
    live = locked_while_running(meeting)
    if pace.behind(live, now=timezone.now()) < AS_GOOD_AS or not live.ends_at:
        return live.meeting
    last_press.forget(meeting)
    _fit(live, live.ends_at)
    return changed(live, Happening.AGENDA_REPLANNED, by)


@transaction.atomic
def finish_by(meeting: Meeting, moment: datetime, *, by: User) -> Meeting:
    """Sluta senast: the group counts on this end from now on. Steps that paid get back what there now is time for."""
    live = locked_while_running(meeting)
    if live.ends_at == moment and abs(pace.behind(live, now=timezone.now())) < AS_GOOD_AS:
        return live.meeting
    last_press.forget(meeting)
    _fit(live, moment)
    live.ends_at = moment
    return changed(live, Happening.AGENDA_REPLANNED, by)


def _end_later(live: LiveMeeting, seconds: int) -> None:
    """Whole minutes that are in hand already are used first."""
    in_hand = max(-pace.behind(live, now=timezone.now()) // A_MINUTE, 0) * A_MINUTE
    if live.ends_at:
        live.ends_at += max(timedelta(seconds=seconds) - in_hand, timedelta())


def _let_pay(live: LiveMeeting, payer: int | Payer, seconds: int) -> None:
    meeting, current = live.meeting, live.meeting.step or 0
    to_come = [share for share in pace.remaining(live, now=timezone.now()) if share.position > current]
    if payer == Payer.SEVERAL:
        paying = budget.open_to_spreading(to_come)
        if sum(share.spare for share in paying) < seconds:
            raise Refused("Stegen som är kvar har inte så mycket tid att ge. Välj ett annat steg, eller sluta senare.")
        give_seconds(meeting, paying, budget.replanned(paying, budget.total(paying) - seconds))
        return
    if payer not in [share.position for share in to_come]:
        raise Refused("Det steget har redan börjat och kan inte ge tid. Välj ett steg som är kvar, eller sluta senare.")
    if payer not in [share.position for share in budget.payers(to_come, seconds)]:
        raise Refused("Steget skulle få mindre än en minut kvar. Välj ett annat steg, eller sluta senare.")
    give_seconds(meeting, to_come, budget.paid(to_come, int(payer), seconds))


def _fit(live: LiveMeeting, moment: datetime) -> None:
    now = timezone.now()
    shares = pace.remaining(live, now=now)
    seconds, least = int((moment - now).total_seconds()), budget.least(shares)
    if seconds < least:
        earliest = timezone.localtime(now + timedelta(minutes=ceil(least / 60) + 1))
        raise Refused(f"Det som återstår tar minst till {earliest:%H.%M}.")
    give_seconds(live.meeting, shares, budget.replanned(shares, seconds))
