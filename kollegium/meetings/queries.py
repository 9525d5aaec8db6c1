"""Reads for the page of one lärträff: what all in the group see, and what whoever leads it has to do."""

from typing import TypedDict

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects

from kollegium.groups.models import Group
from kollegium.groups.permissions import May
from kollegium.library import formats
from kollegium.library.models import Material
from kollegium.mail.deliveries import deliveries, summary
from kollegium.mail.models import Letter
from kollegium.meetings.access import may_at
from kollegium.meetings.actions.calling import call_letter, has_changed_since, latest_letters
from kollegium.meetings.following import Task, task_after
from kollegium.meetings.forms import FormatsForm, MaterialPick, TurnsForm
from kollegium.meetings.models import Guest, Meeting
from kollegium.meetings.timetable import TimedStep, timetable
from kollegium.people.models import User


class ForWhoeverLeads(TypedDict, total=False):
    task: Task | None
    # Until the end:
    delivery: str
    delivery_stuck: bool
    turns: TurnsForm
    formats_form: FormatsForm
    formats: tuple[formats.Format, ...]
    pick: MaterialPick


class MeetingPage(ForWhoeverLeads):
    meeting: Meeting
    group: Group
    may: set[May]
    rows: list[TimedStep]
    materials: QuerySet[Material]
    absent: list[User]
    is_absent: bool
    members: QuerySet[User]
    guests: QuerySet[Guest]
    has_changed: bool
    call_letter: Letter | None


def page_of(meeting: Meeting, reader: User, *, material: str | None) -> MeetingPage:
    """`material`: the key of one that was just added to the library, for whoever leads."""
    prefetch_related_objects([meeting], "guests")
    may = may_at(meeting, reader)
    absent = list(User.objects.filter(pk__in=meeting.absences.values("user")))
    page: MeetingPage = {
        "meeting": meeting,
        "group": meeting.group,
        "may": may,
        "rows": timetable(meeting.steps.all(), meeting.starts_at),
        "materials": meeting.materials.all(),
        "absent": absent,
        "is_absent": reader in absent,
        "members": meeting.group.members(),
        "guests": meeting.guests.all(),
        "has_changed": has_changed_since(meeting),
        "call_letter": call_letter(meeting, reader) if settings.DEMO else None,
    }
    if May.LEAD in may:
        page["task"] = task_after(meeting)
    if May.LEAD in may and not meeting.has_ended:
        page = {**page, **_to_prepare(meeting, material)}
    return page


def _to_prepare(meeting: Meeting, material: str | None) -> ForWhoeverLeads:
    rows = deliveries(latest_letters(meeting))
    return {
        "delivery": summary(rows),
        "delivery_stuck": any(row.can_be_sent_again for row in rows),
        "turns": TurnsForm(meeting=meeting),
        "formats_form": FormatsForm(meeting=meeting),
        "formats": formats.FORMATS,
        "pick": MaterialPick(initial={"material": material}, meeting=meeting),
    }
