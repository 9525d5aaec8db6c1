"""What in a draft somebody must look at before it is finished and may be open to all."""

from collections.abc import Iterator
from dataclasses import dataclass

from kollegium import privacy
from kollegium.meetings.models import Meeting
from kollegium.privacy import MOST, Finding
from kollegium.text_copy import copy_of, folded_name

NEVER = "personnummer"  # what no group can decide to keep


@dataclass(frozen=True)
class Look:
    """What a look at the draft found. When there was more than is told, nobody can answer for all of it."""

    findings: list[Finding]
    is_cut: bool
    colleagues: dict[str, Finding]  # given name → where it stands first, when anyone will be able to read it

    @property
    def must_go(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind == NEVER]

    @property
    def may_stay(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind != NEVER]

    @property
    def token(self) -> str:
        """The yes to exactly these; there is none to what is not told. Who is named is asked once, not where."""
        named = [Finding("", "kollega", name) for name in sorted(self.colleagues)]
        return "" if self.is_cut else privacy.token([*self.may_stay, *named])


def look(meeting: Meeting, text: dict[str, str]) -> Look:
    """`text`: words by heading key. A name may be a pupil's, unless it is that of somebody in the lärgrupp."""
    strangers: dict[Finding, None] = {}
    colleagues: dict[str, Finding] = {}
    for finding, colleague in _named(meeting, text):
        if colleague:
            colleagues.setdefault(colleague, finding)
        else:
            strangers[finding] = None
    found = [*privacy.findings(text, MOST + 1), *strangers]
    is_open = meeting.group.organisation.is_open_to_everyone
    return Look(found[:MOST], is_cut=len(found) > MOST, colleagues=colleagues if is_open else {})


def findings(meeting: Meeting, text: dict[str, str]) -> list[Finding]:
    return look(meeting, text).findings


def _named(meeting: Meeting, text: dict[str, str]) -> Iterator[tuple[Finding, str]]:
    """Each place where somebody is named, and the given name of the one in the lärgrupp who has it, if any."""
    known = {
        folded_name(copy_of(name).written): name
        for person in meeting.group.everyone()
        for name in person.given_name.split()
    }
    for heading, words in text.items():
        for written, name in privacy.named(words, known):
            yield Finding(heading, "namn", written), known.get(name) or known.get(name.removesuffix("s"), "")
