"""The security log: who was let in or turned away, and what was changed about accounts, posts and openness.

A row is written once and never changed. What a person does with the own account has a day and no hour: when somebody
works in the evening is nobody's business. Rows go after `settings.SECURITY_LOG_DAYS`; leaving/rounds.py sees to it.
"""

import logging
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kollegium.people.models import Appointment, Organisation, User

log = logging.getLogger("kollegium.security")


class Kind(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SLOWED = "slowed"
    PASSWORD_ASKED = "password_asked"
    PASSWORD_CHOSEN = "password_chosen"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    OLD_PASSWORD_FAILED = "old_password_failed"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    BEGUN = "begun"
    START_CODE_FAILED = "start_code_failed"
    INVITED = "invited"
    INVITED_AGAIN = "invited_again"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"
    POST_GIVEN = "post_given"
    POST_TAKEN = "post_taken"
    OPENNESS_CHANGED = "openness_changed"
    ADDRESSES_CHANGED = "addresses_changed"
    THREAD_OPENED = "thread_opened"
    THREAD_FAILED = "thread_failed"


IN_WORDS = {
    Kind.SIGNED_IN: "Inloggad",
    Kind.SIGN_IN_FAILED: "Fel lösenord vid inloggning",
    Kind.SLOWED: "Många fel försök, nya får vänta",
    Kind.PASSWORD_ASKED: "Mejl om nytt lösenord skickat",
    Kind.PASSWORD_CHOSEN: "Första lösenordet valt",
    Kind.PASSWORD_CHANGED: "Lösenordet bytt",
    Kind.PASSWORD_RESET: "Nytt lösenord valt genom mejl",
    Kind.OLD_PASSWORD_FAILED: "Fel lösenord vid byte av lösenord",
    Kind.SESSION_ENDED: "Utloggad på en annan enhet",
    Kind.SESSIONS_ENDED: "Utloggad överallt",
    Kind.BEGUN: "Huvudmannen inlagd",
    Kind.START_CODE_FAILED: "Fel startkod",
    Kind.INVITED: "Inbjuden",
    Kind.INVITED_AGAIN: "Inbjuden igen",
    Kind.CHANGED: "Namn, skola eller e-post ändrade av någon annan",
    Kind.CLOSED: "Kontot avslutat",
    Kind.REOPENED: "Kontot öppnat igen",
    Kind.POST_GIVEN: "Uppdrag givet",
    Kind.POST_TAKEN: "Uppdrag avslutat",
    Kind.OPENNESS_CHANGED: "Vem som läser protokollen ändrat",
    Kind.ADDRESSES_CHANGED: "Vart protokollen skickas ändrat",
    Kind.THREAD_OPENED: "Tråden hämtad efter avslutat konto",
    Kind.THREAD_FAILED: "Fel lösenord till tråden efter avslutat konto",
}
# What one does oneself, or what may be oneself: kept with the day only.
WITHOUT_HOUR = {
    Kind.SIGNED_IN,
    Kind.SIGN_IN_FAILED,
    Kind.PASSWORD_ASKED,
    Kind.PASSWORD_CHOSEN,
    Kind.PASSWORD_CHANGED,
    Kind.PASSWORD_RESET,
    Kind.OLD_PASSWORD_FAILED,
    Kind.SESSION_ENDED,
    Kind.SESSIONS_ENDED,
    Kind.THREAD_OPENED,
    Kind.THREAD_FAILED,
}


class Rows(models.QuerySet["SecurityEntry"]):
    def of(self, person: User) -> "Rows":
        """One's own, which nobody else needs to ask for."""
        return self.filter(about=person)

    def for_administrator(self, organisation: Organisation) -> "Rows":
        """Not when a colleague signs in: only those who can change others' accounts are followed that closely."""
        administrators = Appointment.objects.filter(post=Appointment.Post.ADMINISTRATOR).values("user")
        rows = self.filter(Q(organisation=organisation) | Q(organisation=None))
        return rows.filter(~Q(kind=Kind.SIGNED_IN.value) | Q(about__in=administrators)).select_related("about", "by")

    def update(self, **changes: Any) -> int:
        raise TypeError("A row of the security log is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A row of the security log is erased when its time is out, and not before.")

    def erase_old(self) -> int:
        old = self.filter(at__lt=timezone.now() - timedelta(days=settings.SECURITY_LOG_DAYS))
        return old._raw_delete(old.db)


class SecurityEntry(models.Model):
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(
        max_length=120, blank=True
    )  # which post, open to whom: never an address, never what was typed

    objects = Rows.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]  # those without an hour lie at the day's beginning, and so tell none

    def __str__(self) -> str:
        return self.in_words

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A row of the security log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A row of the security log is erased when its time is out, and not before.")

    @property
    def in_words(self) -> str:
        return IN_WORDS[Kind(self.kind)]

    @property
    def has_hour(self) -> bool:
        return self.kind not in WITHOUT_HOUR


def record(
    kind: Kind,
    *,
    about: User | None = None,
    by: User | None = None,
    organisation: Organisation | None = None,
    words: str = "",
) -> None:
    """A row, and a line in the server's log with the account's number and nothing more about anybody. A wrong word for
    an account that does not exist is a line only: whoever guesses must not fill the table."""
    person = about or by
    whose = organisation or (person.organisation if person else None)
    at = timezone.now()
    if kind in WITHOUT_HOUR:
        at = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if kind != Kind.SIGN_IN_FAILED or about:
        SecurityEntry.objects.create(at=at, kind=kind.value, organisation=whose, about=about, by=by, words=words)
    log.info("%s account=%s by=%s", kind.value, about.pk if about else "-", by.pk if by else "-")
