"""Rodret: who steers the lärträff, handed over in the room; and the ersättare who is asked when nobody steers."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kollegium.events import Happening
from kollegium.live.actions import last_press, turns
from kollegium.live.changing import changed, locked_while_running
from kollegium.live.models import LastPress, LiveMeeting, live_of
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused


@transaction.atomic
def hand_over(meeting: Meeting, to: User, *, by: User) -> Meeting:
    """Lämna över rodret: to anyone in the group who is here. The lärledare may still steer, and take it back."""
    live = locked_while_running(meeting)
    if to.pk not in turns.present(meeting):
        raise Refused(f"{to.given_name} är inte på plats. Låt någon som är här styra.")
    return _steered_by(live, None if _leads(meeting, to) else to, by)


@transaction.atomic
def take_back(meeting: Meeting, *, by: User) -> Meeting:
    """The lärledare steers again."""
    return _steered_by(locked_while_running(meeting), None, by)


@transaction.atomic
def take_over(meeting: Meeting, *, by: User) -> Meeting:
    """The ersättare steps in, if nobody who may steer has come back since the question was asked."""
    live = locked_while_running(meeting)
    if live.meeting.deputy_id != by.pk:
        raise Refused("Någon annan är ersättare nu.")
    if not is_away(live):
        raise Refused("Den som styr är tillbaka och fortsätter.")
    return _steered_by(live, None if _leads(meeting, by) else by, by)


def is_away(live: LiveMeeting) -> bool:
    """Nobody who may steer has been seen for a while. A phone that sleeps looks the same, so it only makes us ask."""
    if not live.meeting.is_running or live.helm_seen_at is None:
        return False
    return timezone.now() - live.helm_seen_at > timedelta(seconds=settings.HELM_AWAY)


def steerers(meeting: Meeting) -> list[User]:
    """Who steers, for all to see: the one with the helm, or the lärledare."""
    helm = live_of(meeting).helm
    return [helm] if helm else meeting.group.those_who_lead()


def _steered_by(live: LiveMeeting, person: User | None, by: User) -> Meeting:
    last_press.remember(live, LastPress.Kind.HELM, by)
    live.helm, live.helm_seen_at = person, timezone.now()
    return changed(live, Happening.HELM_CHANGED)  # who steered when is nobody's record


def _leads(meeting: Meeting, person: User) -> bool:
    return person in meeting.group.those_who_lead()
