"""The nine headings of the protocol, and where each gets its first words from."""

from typing import TypedDict

from django.utils import timezone
from django.utils.formats import date_format

from kollegium.library import formats, step_kinds
from kollegium.library.step_kinds import Shows
from kollegium.live.models import Attendance
from kollegium.meetings.models import Meeting
from kollegium.prepared import Prepared
from kollegium.swedish import in_order

# The group writes these together; date and participants come by themselves.
WRITTEN = ("question", "purpose", "talked", "reflections", "learnings", "next", "difficulties")


class Section(TypedDict):
    """A heading with what was written under it."""

    key: str
    title: str
    words: str


def first_words(meeting: Meeting) -> dict[str, str]:
    """What the draft holds before anyone has written."""
    return {"question": meeting.question, "purpose": meeting.purpose}


def beginning(meeting: Meeting) -> str:
    """For "Vi pratade om...": what was read and how it was talked about, to go on from."""
    rows = [f"Vi läste ”{material.title}”." for material in meeting.materials.all()]
    for step in meeting.steps.all():
        is_about_a_text = Shows.MATERIALS in step_kinds.of(step.kind).shows
        if is_about_a_text and (chosen := formats.find(step.format)):
            rows.append(f"Samtalsform: {chosen.name}.")
    return "".join(f"{row}\n" for row in rows)


def date_words(meeting: Meeting) -> str:
    day = timezone.localtime(meeting.started_at or meeting.starts_at)
    return date_format(day, "l j F Y")


def participant_names(meeting: Meeting) -> list[str]:
    return sorted((attendance.user.name for attendance in _here(meeting.pk)), key=in_order)


def names(meeting: Meeting) -> dict[str, str]:
    """Key → title, without the dots that its words go on from: as one speaks of a heading."""
    return {heading["key"]: heading["title"].rstrip(". ") for heading in meeting.template.headings}


def sections(meeting: Meeting, text: dict[str, str]) -> list[Section]:
    """Key, title and words of each heading, in the order of the template that the meeting followed."""
    return [
        {"key": heading["key"], "title": heading["title"], "words": text.get(heading["key"], "")}
        for heading in meeting.template.headings
    ]


_here: Prepared[Attendance] = Prepared(
    lambda meeting: Attendance.objects.filter(meeting=meeting, is_here=True).select_related("user"), int
)
