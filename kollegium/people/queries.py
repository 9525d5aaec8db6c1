"""Reads for the pages of the directory: the colleagues and the security log."""

from django.db.models import Q, QuerySet

from kollegium.audit.kinds import Kind
from kollegium.audit.models import SecurityEntry, SecurityEntryQuerySet
from kollegium.people.models import Appointment, Organisation, User
from kollegium.swedish import folded


def colleagues(organisation: Organisation, sought: str = "") -> QuerySet[User]:
    people = User.objects.filter(organisation=organisation).order_by("-is_active", "sorts_as", "pk")
    for word in folded(sought).split()[:8]:
        people = people.filter(Q(found_by__contains=word) | Q(school__found_by__contains=word))
    return people.select_related("school").prefetch_related("appointments__school")


def security_entries(organisation: Organisation) -> SecurityEntryQuerySet:
    """The security log, as its administrators see it.

    Not when a colleague signs in: only those who can change others' accounts are followed that closely.
    """
    administrators = Appointment.objects.filter(post=Appointment.Post.ADMINISTRATOR).values("user")
    rows = SecurityEntry.objects.filter(Q(organisation=organisation) | Q(organisation=None))
    return rows.filter(~Q(kind=Kind.SIGNED_IN.value) | Q(about__in=administrators)).select_related("about", "by")
