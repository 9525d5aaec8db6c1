"""Reads for the protocol pages: the list, one protocol in its thread, and where it has been sent."""

from typing import TypedDict

from django.db.models import QuerySet

from kollegium.groups.models import Group
from kollegium.mail.models import Letter
from kollegium.meetings.models import Meeting
from kollegium.people.models import Organisation
from kollegium.people.requests import Visitor
from kollegium.protocols import headings, letters
from kollegium.protocols.models import Protocol

NUMBERS = ("Inga", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")
BESIDE = ("question", "date", "participants")  # the title of the page, and what stands in its margin


class ShownSection(headings.Section):
    paragraphs: list[str]


class FinishedPage(TypedDict):
    protocol: Protocol
    meeting: Meeting
    group: Group
    question: str
    date: str
    titles: dict[str, str]  # of all headings, by key
    sections: list[ShownSection]
    participants: str  # names, or how many
    before: Protocol | None
    after: Protocol | None
    is_member: bool
    digest: list[str]  # in groups of sixteen


def newest_first(readable: QuerySet[Protocol]) -> QuerySet[Protocol]:
    with_place = readable.select_related("meeting__group__school", "meeting__group__organisation")
    return with_place.order_by("-meeting__starts_at", "-pk")


def is_closed_to(user: Visitor) -> bool:
    """Nobody here has opened the protocols to those who are not signed in."""
    if user.is_authenticated:
        return False
    is_open = Organisation.objects.filter(protocols_open_to=Organisation.Openness.EVERYONE).exists()
    return not is_open and Organisation.objects.exists()


def page_of(protocol: Protocol, reader: Visitor) -> FinishedPage:
    """The finished protocol as this reader sees it: staff read who took part, others how many."""
    meeting, text = protocol.meeting, protocol.text or {}
    sections = headings.sections(meeting, text)
    titles = {section["key"]: section["title"] for section in sections}
    shown: list[ShownSection] = [
        {**section, "paragraphs": paragraphs(section["words"])} for section in sections if section["key"] not in BESIDE
    ]
    is_staff = reader.is_authenticated and reader.organisation_id == meeting.group.organisation_id
    return {
        "protocol": protocol,
        "meeting": meeting,
        "group": meeting.group,
        "question": text.get("question") or meeting.question,
        "date": text["date"],
        "titles": titles,
        "sections": shown,
        "participants": text["participants"] if is_staff and text["participants"] else number_of(protocol),
        "before": _beside(protocol, reader, forward=False),
        "after": _beside(protocol, reader, forward=True),
        "is_member": reader.is_authenticated and meeting.group.members().filter(pk=reader.pk).exists(),
        "digest": [protocol.digest[start : start + 16] for start in range(0, len(protocol.digest), 16)],
    }


def number_of(protocol: Protocol) -> str:
    number = protocol.participants or 0
    words = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{words} deltagare"


def paragraphs(words: str) -> list[str]:
    """A blank line parts them; a single new line stays within."""
    lines = "\n".join(line.rstrip() for line in words.strip().splitlines())
    return [part.strip("\n") for part in lines.split("\n\n") if part.strip()]


def last_said_about_next(group: Group) -> tuple[Protocol | None, list[str]]:
    """What the group wrote under "Inför nästa träff" in its last finished protocol."""
    last = (
        Protocol.objects.final()
        .filter(meeting__group=group)
        .select_related("meeting")
        .order_by("-meeting__starts_at")
        .first()
    )
    return last, paragraphs(last.text.get("next", "")) if last and last.text else []


def letters_of(protocol: Protocol) -> QuerySet[Letter]:
    return Letter.objects.filter(about=letters.about(protocol))


def _beside(protocol: Protocol, reader: Visitor, *, forward: bool) -> Protocol | None:
    """The group's protocol before or after this one, if the reader may read it."""
    same = (
        Protocol.objects.readable_by(reader).filter(meeting__group=protocol.meeting.group_id).select_related("meeting")
    )
    number = protocol.meeting.number
    if forward:
        return same.filter(meeting__number__gt=number).order_by("meeting__number").first()
    return same.filter(meeting__number__lt=number).order_by("-meeting__number").first()
