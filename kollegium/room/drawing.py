"""What the room's page, fragments and big screen draw from: steps, clock, members and headings as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from kollegium.library import step_kinds
from kollegium.library.step_kinds import Shows, StepKind
from kollegium.live import state
from kollegium.live.models import live_of
from kollegium.meetings.models import AgendaStep, Meeting
from kollegium.people.models import User
from kollegium.protocols import headings, notes
from kollegium.protocols.models import Protocol

# What the group sees of a speaker's plan, in words about somebody else.
SHOWN_AS = {
    "effort": "Insats sedan sist",
    "change": "Tänkt förändring",
    "tried": "Har provat att",
    "learnt": "Har lärt sig att",
    "problems": "Möjliga problem",
    "helper": "Kan få hjälp av",
    "less": "Gör mindre av",
}

NO_PURPOSE = "Inget syfte är skrivet än. Skriv det här."


@dataclass(frozen=True)
class Field:
    """One of the nine headings as the room shows it."""

    key: str
    title: str
    help: str
    words: str
    is_written: bool
    during: str
    beginning: str  # what its writer may begin with, if they press for it


class StepRow(TypedDict("StepRow", {"is": AgendaStep})):  # `is` is a word of Python's own
    """One step of the agenda; lengths in minutes."""

    kind: StepKind
    place: str  # done, now or next
    short: str
    ask: str
    took: int
    minutes: int


class MemberRow(TypedDict("MemberRow", {"is": User})):
    """One member of the group."""

    is_here: bool


def phase_of(meeting: Meeting, protocol: Protocol) -> str:
    if protocol.is_final:
        return "final"
    if protocol.is_due:
        return "due"
    if meeting.has_ended:
        return "ended"
    return "running" if meeting.has_started else "waiting"


def speaker_at(meeting: Meeting) -> User | None:
    """Who has the word, in a step where one tells of the insats since last time."""
    step = meeting.current_step
    turn = live_of(meeting).round
    speaker = turn["speaker"] if turn and step and Shows.EFFORT in step_kinds.of(step.kind).shows else None
    return member_named(meeting, speaker)


def member_named(meeting: Meeting, pk: int | None) -> User | None:
    """One of the group's members now, by key."""
    return next((person for person in meeting.group.everyone() if person.pk == pk), None) if pk else None


def worded(shown: Mapping[str, str]) -> list[tuple[str, str]]:
    """Fields of a plan as the group reads them."""
    return [(SHOWN_AS[name], words) for name, words in shown.items()]


def step_row(step: AgendaStep, now: state.State) -> StepRow:
    current = now["step"] or 0
    place = "now" if step.position == current and not now["ended_at"] else "done" if step.took is not None else "next"
    kind = step_kinds.of(step.kind)
    return {
        "is": step,
        "kind": kind,
        "place": place,
        "short": kind.short or step.title,
        "ask": kind.asks(is_first=step.meeting.is_first),
        "took": round((step.took or 0) / 60),
        "minutes": round(step.seconds / 60),
    }


def clock_words(now: state.State) -> str:
    """The time left as the page is drawn; the page's own clock takes over from there."""
    began_at, at = now["step_started_at"], now["paused_at"] or now["now"]
    if not now["step"] or now["ended_at"] or began_at is None or at is None:
        return ""
    step = now["steps"][now["step"] - 1]
    spent = (at - began_at) / 1000 - now["paused_for"]
    left = round(step["seconds"] - max(spent, 0))
    return f"{'+' if left < 0 else ''}{abs(left) // 60}:{abs(left) % 60:02}"


def member_rows(meeting: Meeting, present: Iterable[int]) -> list[MemberRow]:
    """`present`: keys of those who are here."""
    present = set(present)
    return [{"is": person, "is_here": person.pk in present} for person in meeting.group.everyone()]


def fields_of(meeting: Meeting, protocol: Protocol) -> list[Field]:
    words = (protocol.text or {}) if protocol.is_final else notes.text(protocol.pk)
    words = words | {"date": headings.date_words(meeting), "participants": _participants(meeting, protocol)}
    return [
        Field(
            key=heading["key"],
            title=heading["title"],
            help=NO_PURPOSE
            if heading["key"] == "purpose" and not (words.get("purpose") or meeting.purpose)
            else heading["help"],
            words=words.get(heading["key"], ""),
            is_written=heading["key"] in headings.WRITTEN,
            during=" ".join(step_kinds.during(heading["key"])),
            beginning=headings.beginning(meeting) if heading["key"] == "talked" else "",
        )
        for heading in meeting.template.headings
    ]


def _participants(meeting: Meeting, protocol: Protocol) -> str:
    final = protocol.text if protocol.is_final else None
    return final["participants"] if final else ", ".join(headings.participant_names(meeting))
