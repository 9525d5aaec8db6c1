"""An invitation is a signed link: it works for two weeks, and stops when its person has joined."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from kollegium.people.models import User
from kollegium.web import signed_links

SALT = "kollegium.people.invitation"
LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Invitation:
    """What a link says: whom it is for, if anybody, and whether its two weeks have passed."""

    person: User | None
    has_expired: bool = False

    @property
    def can_be_renewed(self) -> bool:
        return self.person is not None and self.has_expired


def link(person: User) -> str:
    return settings.ADDRESS + reverse("identity:welcome", args=[token(person)])


def token(person: User) -> str:
    # The address is part of it: when it was misspelt and is put right, the link at the wrong address dies.
    return signed_links.dump([person.pk, person.email, person.epoch], salt=SALT)


def may_be_handed_over(person: User) -> bool:
    """Whoever has the link becomes its person, so nobody else is shown it: but where there is no mail to carry it,
    and only while its person is in no lärgrupp whose draft and plans could be read with it."""
    has_mail = settings.EMAIL_URL and not settings.DEMO
    return person.is_invited and person.is_active and not has_mail and not person.is_in_a_group


def whereabouts(*people: User, by: User) -> str:
    """What the inviter is told of the letters just written."""
    if settings.EMAIL_URL:
        to = people[0].email if len(people) == 1 else "var och en"
        return f"Ett mejl med inbjudan är på väg till {to}."
    where = "Se utkorgen." if by.is_administrator else "Administratören ser den i utkorgen."
    return f"Inbjudan väntar: ingen e-postserver är angiven. {where}"


def read(token: str) -> Invitation:
    signed = signed_links.load(token, salt=SALT, max_age=LASTS)
    if signed.value is None:
        return Invitation(None)
    pk, email, *epoch = signed.value
    # One from before an account was closed does not come to life again when it is opened.
    person = User.objects.filter(pk=pk, email=email, epoch=epoch[0] if epoch else 0, is_active=True).first()
    return Invitation(person if person and person.is_invited else None, has_expired=signed.has_expired)
