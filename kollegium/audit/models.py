"""The security log: who was let in or turned away, and what was changed about accounts, posts and openness.

A row is written once and never changed. What a person does with the own account has a day and no hour: when somebody
works in the evening is nobody's business. Rows go after `settings.SECURITY_LOG_DAYS`; leaving/rounds.py sees to it.
"""

from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils import timezone

from kollegium.audit.kinds import IN_WORDS, WITHOUT_HOUR, Kind


class Account(Protocol):
    """Somebody who works for an organisation, as people/ has them: what this slice needs to know of them."""

    pk: int
    organisation_id: int


class SecurityEntryQuerySet(models.QuerySet["SecurityEntry"]):
    def of(self, person: Account) -> "SecurityEntryQuerySet":
        """One's own, which nobody else needs to ask for."""
        return self.filter(about=person.pk)

    def update(self, **_changes: Any) -> int:
        raise TypeError("A row of the security log is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A row of the security log is erased when its time is out, and not before.")

    def erase_old(self) -> int:
        old = self.filter(at__lt=timezone.now() - timedelta(days=settings.SECURITY_LOG_DAYS))
        return old._raw_delete(old.db)


class SecurityEntry(models.Model):
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=30)
    organisation = models.ForeignKey("kollegium.Organisation", models.CASCADE, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Which post, open to whom: never an address, never what was typed.
    words = models.CharField(max_length=120, blank=True)

    objects = SecurityEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]  # those without an hour lie at the day's beginning, and so tell none

    def __str__(self) -> str:
        return self.in_words

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A row of the security log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A row of the security log is erased when its time is out, and not before.")

    @property
    def in_words(self) -> str:
        return IN_WORDS[Kind(self.kind)]

    @property
    def has_hour(self) -> bool:
        return self.kind not in WITHOUT_HOUR
