"""What people do with a group: form it, change it, add and lead and leave."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kollegium import events
from kollegium.groups.models import Group, Membership
from kollegium.mail import letters
from kollegium.people import actions as people
from kollegium.people.addresses import normal
from kollegium.people.models import School, User
from kollegium.refusals import Refused


@transaction.atomic
def create(
    *, by: User, name: str, school: School | None = None, protocol_addresses: str = "", leads: bool = True
) -> Group:
    """A new group. Its maker leads it, unless somebody who arranges groups makes it for others."""
    group = Group.objects.create(
        organisation=by.organisation, name=name, school=school, protocol_addresses=protocol_addresses
    )
    events.record("group.created", by=by, group=group)
    people.record_addresses("", protocol_addresses, by=by, whose=name)
    if leads:
        add(group, by, by=by, is_leader=True)
    return group


@transaction.atomic
def change(group: Group, *, by: User) -> Group:
    """Keep what the form has put on the group."""
    before = Group.objects.select_for_update().get(pk=group.pk)
    group.save(update_fields=["name", "school", "protocol_addresses"])
    people.record_addresses(before.protocol_addresses, group.protocol_addresses, by=by, whose=group.name)
    events.record("group.changed", by=by, group=group)
    return group


@transaction.atomic
def add(group: Group, person: User, *, by: User, starts_on: date | None = None, is_leader: bool = False) -> Membership:
    starts_on = starts_on or timezone.localdate()
    Group.objects.select_for_update().get(pk=group.pk)
    # Whoever is about to erase the thread of one who had left (leaving/) must see this, or be done before it.
    User.objects.select_for_update().get(pk=person.pk)
    if person.organisation_id != group.organisation_id or not person.is_active:
        raise Refused("Välj någon som arbetar hos samma huvudman.")
    if person == by and group.memberships.exists() and not group.memberships.current().filter(user=by).exists():
        # A post at the huvudman arranges groups; it does not open their meetings.
        raise Refused("Be någon i lärgruppen att lägga till dig.")
    if group.memberships.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on), user=person).exists():
        raise Refused(f"{person.name} är redan med i lärgruppen.")
    membership = Membership.objects.create(group=group, user=person, starts_on=starts_on, is_leader=is_leader)
    if not group.memberships.current().filter(user=by).exists():
        for member in group.members().exclude(pk=person.pk):
            letters.member_added(membership, to=member, by=by)
    events.record("membership.began", by=by, group=group, about=person)
    return membership


@transaction.atomic
def invite(
    group: Group,
    *,
    by: User,
    email: str,
    given_name: str,
    family_name: str,
    starts_on: date | None = None,
    is_leader: bool = False,
) -> Membership:
    """Someone who may be new to Kollegium. A colleague who is here already is simply added."""
    person = group.organisation.people.filter(email__iexact=normal(email), is_active=True).first()
    if person is None:
        person = people.invite(
            email=email,
            given_name=given_name,
            family_name=family_name,
            organisation=group.organisation,
            school=group.school,
            by=by,
            group_name=group.name,
        )
    return add(group, person, by=by, starts_on=starts_on, is_leader=is_leader)


@transaction.atomic
def put_in_lead(membership: Membership, is_leader: bool, *, by: User) -> Membership:
    if not is_leader:
        _refuse_for_last_leader(membership)
    membership.is_leader = is_leader
    membership.save(update_fields=["is_leader"])
    events.record("membership.changed", by=by, group=membership.group, about=membership.user)
    return membership


@transaction.atomic
def end(membership: Membership, *, on: date, by: User) -> Membership:
    """`on`: the first day that the person is no longer a member."""
    if on < membership.starts_on:
        raise Refused("Slutdatumet kan inte vara före den dag då medlemskapet började.")
    if on < timezone.localdate() and membership.starts_on <= timezone.localdate():
        raise Refused("Välj i dag eller ett senare datum, så syns det när medlemskapet verkligen slutade.")
    _refuse_for_last_leader(membership)
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    events.record("membership.ended", by=by, group=membership.group, about=membership.user)
    return membership


def _refuse_for_last_leader(membership: Membership) -> None:
    Group.objects.select_for_update().get(pk=membership.group_id)  # two leaders must not leave at the same moment
    lasting = Membership.objects.current().filter(group=membership.group, is_leader=True, ends_on=None)
    if membership.is_leader and not lasting.exclude(pk=membership.pk).exists():
        raise Refused(
            f"{membership.user.name} är ensam lärledare. Gör först någon annan till lärledare, så går det bra."
        )
