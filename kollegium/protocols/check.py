"""What in a draft somebody must look at before it is finished and may be open to all."""

from kollegium import privacy
from kollegium.meetings.models import Meeting
from kollegium.privacy import Finding


def findings(meeting: Meeting, text: dict[str, str]) -> list[Finding]:
    """`text`: words by heading key. A name may be a pupil's, unless it is that of somebody in the lärgrupp."""
    colleagues = {person.given_name for person in meeting.group.members()}
    named = [
        Finding(heading, "namn", name)
        for heading, words in text.items()
        for name in privacy.names(words)
        if colleagues.isdisjoint({name, name.removesuffix("s")})
    ]
    return privacy.findings(text) + named
