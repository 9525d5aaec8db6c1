"""The kinds of steps that a meeting template can have: one table of what each asks, feeds and shows. Pure.

A step has the kind's key in `AgendaStep.kind`; pages, the room's state, the mirror and the scripts read this table.
"""

from dataclasses import dataclass
from enum import StrEnum

from kollegium.library.default_template import CYCLE


class Shows(StrEnum):
    """What stands in the room beside the talk, in steps of a kind."""

    ROLES = "roles"  # the purpose, and who does what
    EFFORT = "effort"  # what each one has promised to try, and shows of it
    CARDS = "cards"  # the wonder questions
    MATERIALS = "materials"
    PLAN = "plan"  # one's own, to be written now
    MIRROR = "mirror"  # how the group has talked


@dataclass(frozen=True)
class StepKind:
    key: str
    short: str  # its name where space is short; blank: the step's own title
    ask: str = ""
    first_ask: str = ""  # at a group's first meeting, when nobody has tried anything yet
    headings: tuple[str, ...] = ()  # keys of the protocol's headings that are written in it
    shows: frozenset[Shows] = frozenset()
    is_talk: bool = False  # how to talk in it can be chosen
    is_report: bool = False  # each one tells what they have tried; who was away last time may ask to begin
    asks_on_screen: bool = True  # while the talk is free: the big screen says what it asks

    def asks(self, *, is_first: bool) -> str:
        """`is_first`: at the group's first meeting."""
        return (is_first and self.first_ask) or self.ask


KINDS = (
    StepKind("introduction", "Introduktion", headings=("question", "purpose"), shows=frozenset({Shows.ROLES})),
    StepKind(
        "report",
        "Så här går det",
        ask="Jag har sedan förra mötet provat att …",
        first_ask=str(CYCLE[0]["text"]),
        headings=("talked",),
        shows=frozenset({Shows.EFFORT}),
        is_talk=True,
        is_report=True,
        asks_on_screen=False,
    ),
    StepKind(
        "learnings",
        "Lärdomar",
        ask="Av min insats har jag lärt mig att …",
        first_ask=str(CYCLE[1]["text"]),
        headings=("learnings",),
        shows=frozenset({Shows.EFFORT, Shows.CARDS}),
        is_talk=True,
    ),
    StepKind(
        "research",
        "Ny forskning",
        ask="Vad kan jag pröva på måndag?",
        headings=("talked",),
        shows=frozenset({Shows.MATERIALS}),
        is_talk=True,
    ),
    StepKind(
        "plans",
        "Handlingsplaner",
        ask="Ange en insats som du ska fokusera på till nästa möte.",
        headings=("next",),
        shows=frozenset({Shows.PLAN}),
    ),
    StepKind(
        "closing",
        "Vad gav mötet?",
        ask="Vad gav mötet?",
        headings=("reflections", "difficulties"),
        shows=frozenset({Shows.MIRROR}),
    ),
)
_BY_KEY = {kind.key: kind for kind in KINDS}


def of(key: str) -> StepKind:
    """A kind that this version does not know is a step with a title and a hint, and nothing more."""
    return _BY_KEY.get(key) or StepKind(key, "")


def keys(*, that_are_talk: bool = False) -> list[str]:
    return [kind.key for kind in KINDS if kind.is_talk or not that_are_talk]


def during(heading: str) -> list[str]:
    """The kinds of steps in which a heading of the protocol is written."""
    return [kind.key for kind in KINDS if heading in kind.headings]
