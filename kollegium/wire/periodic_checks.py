"""Looks at the open rooms now and then: is anybody there who may steer, or is the ersättare to be asked?"""

import json
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kollegium.events import Happening
from kollegium.groups.models import Membership
from kollegium.live import actions
from kollegium.live.models import LiveMeeting
from kollegium.meetings.models import Meeting
from kollegium.wire.admission import in_thread
from kollegium.wire.hub import Connection, Hub

Awake = dict[int, dict[int, float]]  # room → person → seconds since one of their pages said something


class PeriodicChecks:
    """One for each process: it sees the connections here, and meets the other processes in the database."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def ask_deputies(self) -> None:
        if self.hub.rooms:
            self._ask(await in_thread(find_unsteered, self._awake()))

    def _awake(self) -> Awake:
        """Who has a page here that lately has said something; a page says a word every quarter of a minute."""
        now = time.monotonic()
        awake: Awake = {}
        for room, connections in self.hub.rooms.items():
            people = awake.setdefault(room, {})
            # A screen on the wall is nobody who is there.
            for connection in filter(lambda each: each.receives_draft, connections):
                silent = now - connection.heard_at
                people[connection.user] = min(silent, people.get(connection.user, silent))
        return awake

    def _ask(self, unsteered: dict[int, tuple[int, bool]]) -> None:
        """The ersättare's own pages, once for each time nobody is there."""
        for room, (deputy, is_away) in unsteered.items():
            for connection in self.hub.rooms.get(room, ()):
                if connection.user == deputy and connection.receives_draft and is_away != connection.is_asked:
                    _tell(connection, is_away)


def find_unsteered(awake: Awake) -> dict[int, tuple[int, bool]]:
    """Notes when those who may steer were last seen; for each room with an ersättare: who, and whether to ask."""
    running = Meeting.objects.running().filter(pk__in=list(awake), deputy__isnull=False)
    found = list(LiveMeeting.objects.filter(meeting__in=running).select_related("meeting"))
    if not found:
        return {}
    groups = {live.meeting.group_id for live in found}
    leading = Membership.objects.current().filter(group__in=groups, is_leader=True)
    leaders = set(leading.values_list("group", "user"))
    news = {}
    for live in found:
        people = awake[live.pk].items()
        silences = [s for user, s in people if user == live.helm_id or (live.meeting.group_id, user) in leaders]
        if seen := _seen(live, min(silences, default=None)):
            news[live.pk] = live.helm_seen_at = seen
    _note(news)
    return {live.pk: (live.meeting.deputy_id or 0, actions.is_away(live)) for live in found}


def _seen(live: LiveMeeting, silence: float | None) -> datetime | None:
    """When somebody who may steer was seen, if that is worth noting: not at every look."""
    now = timezone.now()
    if live.helm_seen_at is None:
        return now  # the first look: the waiting begins
    seen = now - timedelta(seconds=silence) if silence is not None else live.helm_seen_at
    return seen if seen - live.helm_seen_at > timedelta(seconds=settings.HELM_AWAY / 3) else None


def _note(news: dict[int, datetime]) -> None:
    """In one commit, and never backwards: another process may have seen them later."""
    if not news:
        return
    with transaction.atomic():
        for room, seen in sorted(news.items()):
            earlier = Q(helm_seen_at=None) | Q(helm_seen_at__lt=seen)
            LiveMeeting.objects.filter(earlier, pk=room).update(helm_seen_at=seen)


def _tell(connection: Connection, is_away: bool) -> None:
    connection.is_asked = is_away
    connection.send(json.dumps({"type": "event", "name": Happening.HELM_AWAY if is_away else Happening.HELM_BACK}))
