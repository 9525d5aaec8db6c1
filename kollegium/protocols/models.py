"""Protokollet: a living draft that becomes an official record when it is finalised."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from kollegium.groups.models import Group
from kollegium.meetings.models import Meeting
from kollegium.people.models import Organisation, User
from kollegium.people.requests import Visitor


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def final(self) -> "ProtocolQuerySet":
        return self.filter(final_at__isnull=False)

    def due(self) -> "ProtocolQuerySet":
        return self.filter(due_at__isnull=False)

    def open_to_everyone(self) -> "ProtocolQuerySet":
        everyone = Organisation.Openness.EVERYONE
        return self.final().filter(meeting__group__organisation__protocols_open_to=everyone)

    def readable_by(self, user: Visitor) -> "ProtocolQuerySet":
        """Finished ones: all staff of the huvudman read them, others those that are open to everyone."""
        if not user.is_authenticated:
            return self.open_to_everyone()
        staff = Q(meeting__group__organisation=user.organisation_id)
        everyone = Q(meeting__group__organisation__protocols_open_to=Organisation.Openness.EVERYONE)
        return self.final().filter(staff | everyone)

    def visible_to(self, user: User) -> "ProtocolQuerySet":
        """Drafts are the group's own arbetsmaterial."""
        return self.filter(meeting__group__in=Group.objects.of(user))


class Protocol(models.Model):
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="protocol")
    # Names the draft in browsers' own stores, so that two databases never mix there.
    draft_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # The nine headings by key, once due or final.
    text: "models.JSONField[dict[str, str] | None, dict[str, str] | None]" = models.JSONField(null=True)
    participants = models.PositiveSmallIntegerField(null=True)  # the number that the public sees
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the final text
    # "Färdigställ och skicka" was pressed; until then it can be taken back, and the text is locked.
    due_at = models.DateTimeField(null=True)
    due_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    final_at = models.DateTimeField(null=True)
    final_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at=None, due_by=None, final_at=None, final_by=None, text__isnull=True)
                | Q(due_at__isnull=False, due_by__isnull=False, final_at=None, final_by=None, text__isnull=False)
                | Q(due_at=None, due_by=None, final_at__isnull=False, final_by__isnull=False, text__isnull=False),
                name="draft_or_due_or_final",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="protocols_due")]

    def __str__(self) -> str:
        return f"Protokoll från {self.meeting}"

    def get_absolute_url(self) -> str:
        return f"/protokoll/{self.pk}/"

    @property
    def is_due(self) -> bool:
        """Checked and locked, and final in a minute unless somebody takes it back."""
        return self.due_at is not None

    @property
    def is_final(self) -> bool:
        return self.final_at is not None


class ProtocolUpdate(models.Model):
    """One Yjs update. The rows are the only truth of the draft; its text is derived from them."""

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="updates")
    update = models.BinaryField()
