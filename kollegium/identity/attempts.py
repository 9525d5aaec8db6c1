"""One try at a secret: heard if it is not too soon, counted if it is wrong, and written in the security log."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.identity import brake, known_browsers
from kollegium.identity.brake import FROM_ANYWHERE, FROM_THERE, PLACE, Lane
from kollegium.people.models import User
from kollegium.refusals import Busy

FROM_ONE_PLACE = "från en plats, mot flera konton"


class TooSoon(ValidationError):
    """Not heard: so many seconds are left until the next try is."""

    def __init__(self, seconds: int, otherwise: str = "") -> None:
        self.seconds = seconds
        super().__init__(f"{waiting(seconds)}{otherwise}.", code="wait")


def waiting(seconds: int) -> str:
    noun = "sekund" if seconds == 1 else "sekunder"
    return f"Det har blivit många felaktiga försök. Vänta {seconds} {noun} och försök igen"


def at_account(email: str, person: User | None, request: HttpRequest | None) -> list[Lane]:
    """Whoever signs in, by the browser that is known or else by account and place."""
    if person and request and (number := known_browsers.number_for(request, person)):
        return [brake.BROWSER.on(person.pk, number)]
    return from_outside(email, person, request.META.get("REMOTE_ADDR", "") if request else "")


def from_outside(email: str, person: User | None, address: str) -> list[Lane]:
    # A new password, or an end to all sessions, begins every count anew: the guesses were at the old one.
    whose = (email.strip().casefold(), person.get_session_auth_hash() if person else "")
    return [
        FROM_THERE.on(*whose, brake.place(address)),
        FROM_ANYWHERE.on(*whose),
        PLACE.on(brake.neighbourhood(address)),
    ]


def is_right(
    lanes: Sequence[Lane], check: Callable[[], bool], *, kind: Kind, about: User | None = None, otherwise: str = ""
) -> bool:
    if seconds := brake.seconds_left(lanes):
        raise TooSoon(seconds, otherwise)
    try:
        found = check()
    except Busy:
        brake.give_back(lanes)
        raise
    if found:
        brake.right(lanes)
    else:
        count_wrong(lanes, kind=kind, about=about)
    return found


def count_wrong(lanes: Sequence[Lane], *, kind: Kind | None = None, about: User | None = None) -> None:
    begun = brake.wrong(lanes)
    if kind:
        record(kind, about=about)
    if PLACE in begun:
        record(Kind.SLOWED, words=FROM_ONE_PLACE)
    if any(each is not PLACE for each in begun):
        record(Kind.SLOWED, about=about)
