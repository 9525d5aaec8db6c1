"""The small frozen shapes that the demo texts are written in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class School:
    key: str
    name: str
    forms: str


@dataclass(frozen=True)
class Person:
    key: str
    given_name: str
    family_name: str
    email: str
    role: str
    school: str | None = None


@dataclass(frozen=True)
class Material:
    key: str
    kind: str
    title: str
    source: str
    link: str
    summary: str
    minutes: int
    try_it: str


@dataclass(frozen=True)
class Plan:
    """One person's handlingsplan from one meeting; `shown` names the fields its owner lets the group read."""

    tried: str
    learnt: str
    effort: str
    change: str
    less: str
    pupils: str = ""
    problems: str = ""
    helper: str = ""
    shown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """A difficulty that the group sent to its rektor; an empty answer is still waited for."""

    meeting: int
    text: str
    answer: str = ""


@dataclass(frozen=True)
class HeldMeeting:
    """A finished lärträff with the texts of its protocol; `minutes` is what each of the six steps took."""

    number: int
    days_ago: int
    question: str
    purpose: str
    talked: str
    reflections: str
    learnings: str
    next: str
    difficulties: str
    documentarian: str
    reflector: str
    mirror: str
    absent: tuple[str, ...]
    material: str
    minutes: tuple[int, ...]


@dataclass(frozen=True)
class PlannedMeeting:
    """The upcoming lärträff; `in_days` 0 is the one that is due now. `format`: the samtalsform of step 4."""

    number: int
    in_days: int
    question: str
    purpose: str
    material: str
    documentarian: str
    reflector: str
    format: str = ""


@dataclass(frozen=True)
class Group:
    """A lärgrupp; `threads` holds each member's plans, one for each held meeting, oldest first."""

    key: str
    name: str
    school: str
    leader: str
    members: tuple[str, ...]
    question: str
    purpose: str
    pupils_need: str
    teachers_need: str
    place: str
    weekday: int
    starts: str
    agreements: tuple[str, ...]
    held: tuple[HeldMeeting, ...]
    planned: PlannedMeeting
    threads: Mapping[str, tuple[Plan, ...]]
    needs: tuple[Need, ...] = ()
