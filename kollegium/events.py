"""What has happened, told to whoever listens. Nothing is kept of it here: what must be is recorded in audit/."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models, transaction


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


@dataclass(frozen=True)
class Event:
    """`about`: a person. All but the name are keys."""

    name: Happening
    by_id: int | None = None
    group_id: int | None = None
    meeting_id: int | None = None
    about_id: int | None = None


Hearer = Callable[[Event], None]
_listeners: list[Hearer] = []
_partakers: list[Hearer] = []


def tell(name: Happening, **what: models.Model | int | None) -> None:
    """Partakers hear it now, in this transaction, and listeners once it is committed.

    Keywords: by, group, meeting, about (a person), each a row or its key.
    """
    keys: dict[str, int | None] = {
        f"{role}_id": row.pk if isinstance(row, models.Model) else row for role, row in what.items()
    }
    event = Event(name, **keys)
    for partaker in _partakers:
        partaker(event)
    transaction.on_commit(lambda: _announce(event))


def listen(listener: Hearer) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def take_part(partaker: Hearer) -> None:
    """Called in the transaction of what happens: what it changes is committed with that, or not at all."""
    if partaker not in _partakers:
        _partakers.append(partaker)


def _announce(event: Event) -> None:
    for listener in _listeners:
        listener(event)
