"""What has happened to something the group owns, told to listeners once it is committed."""

from collections.abc import Callable

from django.conf import settings
from django.db import models, transaction

_listeners: list[Callable[["Event"], None]] = []
_partakers: list[Callable[["Event"], None]] = []


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


def record(name: str, **what: object) -> None:
    """Keep that `name` (thing.participle) has happened; keywords: by, group, meeting, about (a person)."""
    event = Event.objects.create(name=name, **what)
    for partaker in _partakers:
        partaker(event)
    transaction.on_commit(lambda: announce(event))


def announce_only(name: str, **what: object) -> None:
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
