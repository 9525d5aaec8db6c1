"""The letter that reminds somebody of their own thread: the same for all, and nobody else is to know of it."""

from datetime import datetime

from kollegium.mail.letters import Drawn, drawn, write
from kollegium.mail.models import Letter
from kollegium.people.models import User

ABOUT = "reminder"  # nothing of whom


def reminder(person: User, *, due: datetime) -> None:
    """A link to one's own thread. It says nothing of what it is about."""
    key = f"reminder:{person.pk}:{due:%Y%m%dT%H%M%S}"
    write("reminder", key=key, about=ABOUT, to=person.email, traceless=True, person=person)


def reminder_beforehand(person: User) -> Drawn:
    """As it would be written now."""
    return drawn("reminder", person=person)


def forget(person: User) -> None:
    """One that waits is not sent after all."""
    Letter.objects.filter(about=ABOUT, to=person.email, state=Letter.State.WAITING).delete()
