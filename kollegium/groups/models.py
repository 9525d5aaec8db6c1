"""Lärgruppen: the same 7–10 teachers, and who has been in it from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from kollegium.derived import Derives, SortsAs
from kollegium.people.models import OUTSIDE, Appointment, Organisation, School, User
from kollegium.prepared import Prepared

COMFORTABLE = range(7, 11)  # The model's 7–10 people: fewer is brittle, more leaves too little time each.


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: User) -> "GroupQuerySet":
        """One's own groups; whoever arranges groups for the huvudman sees all of them."""
        if user.holds(Appointment.Post.ADMINISTRATOR, Appointment.Post.DEVELOPMENT_LEADER):
            return self.filter(organisation=user.organisation_id)
        return self.of(user)

    def of(self, user: User | int, on: date | None = None) -> "GroupQuerySet":
        """Those that the person, or the one with this key, is in; on this day or today."""
        mine = Membership.objects.current(on).filter(user=user)
        return self.filter(pk__in=mine.values("group"))


class Group(Derives):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="groups")
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="Skola"
    )
    name = models.CharField("Lärgruppens namn", max_length=80)
    sorts_as = SortsAs("name")
    protocol_addresses = models.TextField(
        "Protokollen skickas till",
        blank=True,
        help_text=f"En e-postadress per rad. Gruppens medlemmar får det alltid. {OUTSIDE}",
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["sorts_as", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/grupper/{self.pk}/"

    def members(self) -> models.QuerySet[User]:
        return _members_of(self.pk)

    @cached_property
    def current(self) -> "list[Membership]":
        """Of the members now, with their users, by name; read once for this instance: a page asks in five places."""
        return _current(self.pk, timezone.localdate())

    def everyone(self) -> list[User]:
        """As `members`, from `current`."""
        return [*{membership.user_id: membership.user for membership in self.current}.values()]

    def leaders(self) -> models.QuerySet[User]:
        return _leaders_of(self.pk)

    def those_who_lead(self) -> list[User]:
        """The leaders among `everyone`."""
        return [membership.user for membership in self.current if membership.is_leader]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date | None = None) -> "MembershipQuerySet":
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)

    def lasting(self) -> "MembershipQuerySet":
        """Not over: current ones and those to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=timezone.localdate()))

    def to_come(self) -> "MembershipQuerySet":
        return self.lasting().filter(starts_on__gt=timezone.localdate())

    def ended(self) -> "MembershipQuerySet":
        return self.filter(ends_on__lte=timezone.localdate())


class Membership(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    is_leader = models.BooleanField("Lärledare", default=False)
    starts_on = models.DateField("Med från")
    ends_on = models.DateField("Med till", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__sorts_as", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], condition=Q(ends_on=None), name="one_open_membership_per_group"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} i {self.group}"


def _members_of(group: int) -> models.QuerySet[User]:
    current = Membership.objects.current().filter(group=group)
    return User.objects.filter(pk__in=current.values("user"), is_active=True)


def _leaders_of(group: int) -> models.QuerySet[User]:
    leading = Membership.objects.current().filter(group=group, is_leader=True)
    return User.objects.filter(pk__in=leading.values("user"))


def _current_on(group: int, on: date) -> models.QuerySet[Membership]:
    current = Membership.objects.current(on).filter(group=group, user__is_active=True)
    return current.select_related("user").order_by("user__sorts_as", "user")


_current: Prepared[Membership] = Prepared(_current_on, int, date)
