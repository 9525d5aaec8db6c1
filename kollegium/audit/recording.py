"""Writes the security log. Below every slice that has something to record; plans are forbidden to know it."""

import logging

from django.utils import timezone

from kollegium.audit.kinds import WITHOUT_HOUR, Kind
from kollegium.audit.models import Account, SecurityEntry

log = logging.getLogger("kollegium.security")


def record(
    kind: Kind,
    *,
    about: Account | None = None,
    by: Account | None = None,
    words: str = "",
) -> None:
    """A row, and a line in the server's log with the account's number and nothing more about anybody. A wrong word for
    an account that does not exist is a line only: whoever guesses must not fill the table."""
    person = about or by
    at = timezone.now()
    if kind in WITHOUT_HOUR:
        at = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if kind != Kind.SIGN_IN_FAILED or about:
        SecurityEntry.objects.create(
            at=at,
            kind=kind.value,
            organisation_id=person.organisation_id if person else None,
            about_id=about.pk if about else None,
            by_id=by.pk if by else None,
            words=words,
        )
    log.info("%s account=%s by=%s", kind.value, about.pk if about else "-", by.pk if by else "-")
