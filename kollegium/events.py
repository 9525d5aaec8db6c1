"""What has happened to something the group owns, told to listeners once it is committed."""

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.db import models, transaction

_listeners: list[Callable[["Event"], None]] = []
_partakers: list[Callable[["Event"], None]] = []


class Happening(StrEnum):
    """The name of everything that can happen, thing.participle; pages listen for it by its value."""

    MEETING_PLANNED = "meeting.planned"
    MEETING_CHANGED = "meeting.changed"
    MEETING_CALLED = "meeting.called"
    MEETING_CALLED_OFF = "meeting.called_off"
    MEETING_REINSTATED = "meeting.reinstated"
    MEETING_STARTED = "meeting.started"
    MEETING_ENDED = "meeting.ended"
    PRESS_UNDONE = "press.undone"

    AGENDA_STEP_CHANGED = "agenda.step_changed"
    AGENDA_REPLANNED = "agenda.replanned"
    CLOCK_PAUSED = "clock.paused"
    CLOCK_WENT_ON = "clock.went_on"
    CLOCK_EXTENDED = "clock.extended"
    FORMAT_CHOSEN = "format.chosen"
    PART_CHANGED = "part.changed"
    TURN_CHANGED = "turn.changed"
    DEPUTY_NAMED = "deputy.named"
    HELM_CHANGED = "helm.changed"
    HELM_AWAY = "helm.away"
    HELM_BACK = "helm.back"
    MIRROR_CHANGED = "mirror.changed"

    ATTENDANCE_CHANGED = "attendance.changed"
    MEMBERS_CHANGED = "members.changed"
    DUTY_CHANGED = "duty.changed"
    MATERIAL_ATTACHED = "material.attached"
    MATERIAL_DETACHED = "material.detached"
    GUEST_INVITED = "guest.invited"
    GUEST_UNINVITED = "guest.uninvited"
    SHARING_CHANGED = "sharing.changed"

    PROTOCOL_DUE = "protocol.due"
    PROTOCOL_REOPENED = "protocol.reopened"
    PROTOCOL_FINAL = "protocol.final"

    GROUP_CREATED = "group.created"
    GROUP_CHANGED = "group.changed"
    MEMBERSHIP_BEGAN = "membership.began"
    MEMBERSHIP_CHANGED = "membership.changed"
    MEMBERSHIP_ENDED = "membership.ended"
    PERSON_DEACTIVATED = "person.deactivated"
    PERSON_REACTIVATED = "person.reactivated"
    SESSIONS_ENDED = "sessions.ended"


class Event(models.Model):
    name = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey("kollegium.Group", models.CASCADE, null=True, related_name="events")
    meeting = models.ForeignKey("kollegium.Meeting", models.CASCADE, null=True, related_name="events")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["meeting", "name"])]

    def __str__(self) -> str:
        return self.name


def record(name: Happening, **what: object) -> None:
    """Keep that it has happened; keywords: by, group, meeting, about (a person)."""
    event = Event.objects.create(name=name, **what)
    for partaker in _partakers:
        partaker(event)
    transaction.on_commit(lambda: announce(event))


def announce_only(name: Happening, **what: object) -> None:
    """Tell the listeners, keep nothing: of turns and of who came when there is no record."""
    event = Event(name=name, **what)
    for partaker in _partakers:
        partaker(event)
    transaction.on_commit(lambda: announce(event))


def announce(event: Event) -> None:
    for listener in _listeners:
        listener(event)


def listen(listener: Callable[[Event], None]) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def take_part(partaker: Callable[[Event], None]) -> None:
    """Called in the transaction of what happens: what it changes is committed with that, or not at all."""
    if partaker not in _partakers:
        _partakers.append(partaker)
