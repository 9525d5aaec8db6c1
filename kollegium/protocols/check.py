"""What in a draft somebody must look at before it is finished and may be open to all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kollegium import privacy
from kollegium.meetings.models import Meeting
from kollegium.privacy import MOST, Finding


@dataclass(frozen=True)
class Look:
    """What a look at the draft found. When there was more than is told, nobody can answer for all of it."""

    findings: list[Finding]
    is_cut: bool

    @property
    def token(self) -> str:
        """The yes to exactly these; there is none to what is not told."""
        return "" if self.is_cut else privacy.token(self.findings)


def look(meeting: Meeting, text: dict[str, str]) -> Look:
    """`text`: words by heading key. A name may be a pupil's, unless it is that of somebody in the lärgrupp."""
    found = [*privacy.findings(text, MOST + 1), *islice(_named(meeting, text), MOST + 1)]
    return Look(found[:MOST], is_cut=len(found) > MOST)


def findings(meeting: Meeting, text: dict[str, str]) -> list[Finding]:
    return look(meeting, text).findings


def _named(meeting: Meeting, text: dict[str, str]) -> Iterator[Finding]:
    colleagues = {privacy.folded_name(privacy.copy_of(person.given_name).written) for person in meeting.group.members()}
    for heading, words in text.items():
        strangers = (
            written for written, name in privacy.named(words) if colleagues.isdisjoint({name, name.removesuffix("s")})
        )
        yield from (Finding(heading, "namn", written) for written in dict.fromkeys(strangers))
