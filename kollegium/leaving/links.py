"""The way to one's own thread for whoever has no account any more: a signed link, and one's own password."""

from django.conf import settings
from django.urls import reverse

from kollegium.leaving.models import Departure
from kollegium.web import signed_links

SALT = "kollegium.leaving.thread"


def link(departure: Departure) -> str:
    """Where the person fetches the thread: the start page, while the account is open."""
    if departure.has_account:
        return f"{settings.ADDRESS}/"
    return settings.ADDRESS + reverse("leaving:thread", args=[token(departure)])


def token(departure: Departure) -> str:
    return signed_links.dump([departure.pk, departure.person_id], salt=SALT)


def read(token: str) -> Departure | None:
    """Stops when the thread is erased, when the account is opened again and when the person is back in a group."""
    signed = signed_links.load(token, salt=SALT)
    if signed.value is None:
        return None
    pk, person = signed.value
    departures = Departure.objects.filter(pk=pk, person=person, person__is_active=False, erased_on=None)
    return departures.select_related("person__organisation").first()
