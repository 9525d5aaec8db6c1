"""What the lärledare has to do for the group's next lärträff: plan it, or call to it when it is planned."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from kollegium.groups.models import Group
from kollegium.meetings.models import Meeting


@dataclass(frozen=True)
class Task:
    group: Group
    words: str
    href: str


def task_for(group: Group, following: Meeting | None) -> Task | None:
    """`following`: the group's next lärträff. Nothing once it is called to, or so near that one opens its room."""
    if following is None:
        return Task(group, "Planera nästa lärträff", reverse("meetings:new", args=[group.pk]))
    if following.called_at or following.is_due or following.starts_at < timezone.now():
        return None
    return Task(group, "Kalla till nästa lärträff", reverse("meetings:call", args=[following.pk]))


def task_after(meeting: Meeting) -> Task | None:
    """When it is over and nothing has been held since."""
    if not meeting.has_ended or meeting.group.meetings.held().filter(starts_at__gt=meeting.starts_at).exists():
        return None
    return task_for(meeting.group, meeting.group.meetings.ahead().first())
