"""Letters about a lärträff: the call to it, that it is called off, and the invitation of a guest."""

from collections.abc import Sequence
from typing import TypedDict

from kollegium.mail.letters import Drawn, drawn, write
from kollegium.meetings.models import Guest, Meeting
from kollegium.people.models import User


class Call(TypedDict):
    """What the letter tells of."""

    meeting: Meeting
    person: User
    changes: Sequence[str]
    because: str


def about_call(meeting: Meeting) -> str:
    return f"call:{meeting.pk}"


def about_calling_off(meeting: Meeting) -> str:
    return f"called-off:{meeting.pk}"


def about_guest(guest: Guest) -> str:
    return f"guest:{guest.pk}"


def key_of_call(meeting: Meeting) -> str:
    """What the keys of all letters of its latest call begin with."""
    return f"{about_call(meeting)}:{meeting.called_at:%Y%m%dT%H%M%S}:"


def call(meeting: Meeting, *, to: User, by: User, changes: Sequence[str] = (), because: str = "") -> None:
    """Kallelse. Called again after a change it is a new letter, and says what is new."""
    write(
        "call",
        key=f"{key_of_call(meeting)}{to.pk}",
        about=about_call(meeting),
        to=to.email,
        by=by,
        **_content_of_call(meeting, to, changes, because),
    )


def call_beforehand(meeting: Meeting, *, to: User, by: User, changes: Sequence[str] = (), because: str = "") -> Drawn:
    """The call as it would be written now."""
    return drawn("call", by=by, **_content_of_call(meeting, to, changes, because))


def called_off(meeting: Meeting, *, to: str, called: str, by: User, is_guest: bool = False) -> None:
    """Inställd: to each who was called, and each guest, whose link leads nowhere any more. `called`: by what name."""
    about = about_calling_off(meeting)
    write(
        "called_off",
        key=f"{about}:{meeting.called_off_at:%Y%m%dT%H%M%S}:{to.lower()}",
        about=about,
        to=to,
        by=by,
        meeting=meeting,
        called=called,
        is_guest=is_guest,
    )


def guest(guest: Guest, link: str, *, by: User) -> None:
    """Somebody from outside is invited to one lärträff; the link opens that one only."""
    about = about_guest(guest)
    write(
        "guest",
        key=f"{about}:{guest.key_digest[:16]}",
        about=about,
        to=guest.email,
        by=by,
        secret=True,
        guest=guest,
        meeting=guest.meeting,
        link=link,
    )


def _content_of_call(meeting: Meeting, to: User, changes: Sequence[str], because: str) -> Call:
    return {"meeting": meeting, "person": to, "changes": changes, "because": because}
