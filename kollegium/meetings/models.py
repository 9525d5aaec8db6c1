"""Lärträffen as it is planned and kept: when, where and about what; its steps; whose turn it is; its guests."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kollegium.derived import Derives, FoundBy, SortsAs
from kollegium.groups.models import Group
from kollegium.groups.permissions import Role
from kollegium.library.models import AgendaTemplate, Material
from kollegium.people.models import User

Told = dict[str, str | list[str]]  # what is told of → in which words


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User | int, on: date | None = None) -> "MeetingQuerySet":
        return self.filter(group__in=Group.objects.of(user, on))

    def running(self) -> "MeetingQuerySet":
        return self.filter(started_at__isnull=False, ended_at=None)

    def upcoming(self) -> "MeetingQuerySet":
        return self.filter(ended_at=None, called_off_at=None).order_by("starts_at")

    def called_off(self) -> "MeetingQuerySet":
        return self.filter(called_off_at__isnull=False).order_by("-starts_at")

    def ahead(self) -> "MeetingQuerySet":
        """Running or to come; one that never was started stops being the next one after half a day."""
        recent = timezone.now() - timedelta(hours=12)
        return self.upcoming().filter(Q(started_at__isnull=False) | Q(starts_at__gt=recent))

    def held(self) -> "MeetingQuerySet":
        return self.filter(ended_at__isnull=False).order_by("-starts_at")


class Meeting(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    template = models.ForeignKey(AgendaTemplate, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField("När börjar ni?")
    place = models.CharField("Var träffas ni?", max_length=120, blank=True)
    question = models.TextField("Frågeställning", max_length=500)
    purpose = models.TextField("Syftet med träffen", max_length=1000, blank=True)
    materials = models.ManyToManyField(Material, blank=True, related_name="meetings")

    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # What the members were told in the call, by actions/telling.py: a later letter says what is new.
    called_with: "models.JSONField[Told | None, Told | None]" = models.JSONField(null=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_because = models.CharField("Varför?", max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # none: nobody ended it, it closed by itself
    # How far the agenda has come: the running step, and after the end the last one that the meeting came to.
    step = models.PositiveSmallIntegerField(null=True)
    # Who is asked to steer when the lärledare's device has been away.
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)  # grows with every change that the room shows

    objects = MeetingQuerySet.as_manager()
    at_door: tuple[int, set[Role]] | None = None  # of this copy: who came in by access.py, and what that one is here
    is_locked = False  # this copy: read with its row locked, so that it may be changed (changing.py)

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["group", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"], condition=Q(called_off_at=None), name="one_meeting_per_number"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False, started_at=None),
                name="called_off_before_it_began",
            ),
            models.CheckConstraint(
                condition=Q(called_at=None, called_by=None) | Q(called_at__isnull=False, called_by__isnull=False),
                name="called_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None, started_by=None, step=None)
                | Q(started_at__isnull=False, started_by__isnull=False, step__isnull=False),
                name="started_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, started_at__isnull=False),
                name="ended_only_once_started",
            ),
        ]

    def __str__(self) -> str:
        return f"Lärträff {self.number}"

    def get_absolute_url(self) -> str:
        return f"/moten/{self.pk}/"

    @property
    def room_url(self) -> str:
        return f"/moten/{self.pk}/rum/"

    @property
    def is_first(self) -> bool:
        """The group's first: nobody has tried anything since the last one."""
        return self.number == 1

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def has_started(self) -> bool:
        return self.started_at is not None

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_running(self) -> bool:
        return self.has_started and not self.has_ended

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps.all())

    @property
    def planned_end(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_due(self) -> bool:
        """Close enough to its time that the room may as well be opened."""
        return not self.is_called_off and abs(timezone.now() - self.starts_at) < timedelta(hours=3)

    @property
    def was_never_started(self) -> bool:
        """Its time has been: it was held on paper, or not at all."""
        return not self.has_started and not self.is_called_off and self.planned_end < timezone.now()

    @property
    def current_step(self) -> "AgendaStep | None":
        """The running one, or after the end the last that the meeting came to; none before it has started."""
        return next((step for step in self.steps.all() if step.position == self.step), None)

    def step_at(self, position: int | None) -> "AgendaStep":
        """Raises StopIteration when there is no such step."""
        return next(step for step in self.steps.all() if step.position == position)

    def on_duty(self, kind: str) -> User | None:
        duty = next((duty for duty in self.duties.all() if duty.kind == kind), None)
        return duty.user if duty else None

    @property
    def documentarian(self) -> User | None:
        return self.on_duty(Duty.Kind.DOCUMENTARIAN)

    @property
    def reflector(self) -> User | None:
        return self.on_duty(Duty.Kind.REFLECTOR)


class AgendaStep(models.Model):
    """One step of the mötesordning, copied from the template when the meeting is planned."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)  # introduction, report, learnings, research, plans, closing
    title = models.CharField(max_length=120)
    hint = models.CharField(max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField()  # as planned
    seconds = models.PositiveIntegerField()  # as the room has it now, added time included
    took = models.PositiveIntegerField(null=True)  # seconds, once left
    is_protected = models.BooleanField(default=False)  # the active part of the meeting: pays with its time last
    format = models.CharField(max_length=30, blank=True)  # a key of library.formats

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return self.title


class Absence(models.Model):
    """Has said beforehand that they can't come; the rotation passes them by. Erased with the attendances."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="absences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="one_absence_per_meeting")]


class Duty(models.Model):
    """Whose turn it is to document, and to mirror how the group talks."""

    class Kind(models.TextChoices):
        DOCUMENTARIAN = "documentarian", "Dokumentatör"
        REFLECTOR = "reflector", "Samtalsreflektör"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=15, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="one_person_per_duty")]


class Guest(Derives):
    """Someone invited to this lärträff only, by a link: an expert, a colleague from elsewhere.

    Erased with the attendances when the protocol is final."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField("Namn", max_length=120)
    found_by = FoundBy("name")
    sorts_as = SortsAs("name")
    email = models.EmailField("E-post", blank=True)
    key_digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the link's key; the key itself is not kept
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sorts_as", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()
