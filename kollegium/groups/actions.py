"""What people do with a group: form it, change it, add and lead and leave."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kollegium import events
from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.events import Happening
from kollegium.groups import letters
from kollegium.groups.models import Group, Membership
from kollegium.identity import actions as identity
from kollegium.people import actions as people
from kollegium.people.addresses import normal
from kollegium.people.contacts import Contact
from kollegium.people.models import School, User
from kollegium.refusals import Refused

ASK_THE_GROUP = "Be någon i lärgruppen att lägga till dig."


@transaction.atomic
def create(
    *,
    by: User,
    name: str,
    school: School | None = None,
    protocol_addresses: str = "",
    leads: bool = True,
    leader: Contact | None = None,
) -> Group:
    """A new group. Its maker leads it, or the `leader` who is invited to; `leads` is False when nobody does yet."""
    group = Group.objects.create(
        organisation=by.organisation, name=name, school=school, protocol_addresses=protocol_addresses
    )
    record(Kind.GROUP_CREATED, by=by, words=group.name)
    events.tell(Happening.GROUP_CREATED, by=by, group=group)
    people.record_addresses("", protocol_addresses, by=by, whose=name)
    if leader:
        _join(group, _known_or_invited(group, leader, by=by), by=by, is_leader=True)
    elif leads:
        _join(group, by, by=by, is_leader=True)
    return group


@transaction.atomic
def change(group: Group, *, by: User) -> Group:
    """Keep what the form has put on the group."""
    before = Group.objects.select_for_update().get(pk=group.pk)
    group.save(update_fields=["name", "school", "protocol_addresses"])
    people.record_addresses(before.protocol_addresses, group.protocol_addresses, by=by, whose=group.name)
    if (before.name, before.school_id) != (group.name, group.school_id):
        record(Kind.GROUP_CHANGED, by=by, words=group.name)
    events.tell(Happening.GROUP_CHANGED, by=by, group=group)
    return group


@transaction.atomic
def add(group: Group, person: User, *, by: User, starts_on: date | None = None, is_leader: bool = False) -> Membership:
    others = list(group.members().exclude(pk=person.pk))
    membership = _join(group, person, by=by, starts_on=starts_on, is_leader=is_leader)
    _tell(others, [membership], by=by)
    return membership


@transaction.atomic
def invite(
    group: Group, contact: Contact, *, by: User, starts_on: date | None = None, is_leader: bool = False
) -> Membership:
    """Someone who may be new to Kollegium. A colleague who is here already is simply added."""
    person = _known_or_invited(group, contact, by=by)
    return add(group, person, by=by, starts_on=starts_on, is_leader=is_leader)


@transaction.atomic
def invite_all(group: Group, contacts: Sequence[Contact], *, by: User) -> list[Membership]:
    """Colleagues in one go, from today: all of them or nobody."""
    Group.objects.select_for_update().get(pk=group.pk)
    others = list(group.members())
    # In the same order everywhere: two who invite the same colleagues at once take turns.
    in_turn = sorted(contacts, key=lambda contact: contact.email)
    memberships = [_join(group, _known_or_invited(group, contact, by=by), by=by) for contact in in_turn]
    _tell(others, memberships, by=by)
    return memberships


@transaction.atomic
def put_in_lead(membership: Membership, is_leader: bool, *, by: User) -> Membership:
    if not is_leader:
        _refuse_for_last_leader(membership)
    if membership.is_leader != is_leader:
        kind = Kind.LEADER_NAMED if is_leader else Kind.LEADER_RELIEVED
        record(kind, about=membership.user, by=by, words=membership.group.name)
    membership.is_leader = is_leader
    membership.save(update_fields=["is_leader"])
    events.tell(Happening.MEMBERSHIP_CHANGED, by=by, group=membership.group, about=membership.user)
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
    record(Kind.MEMBER_LEFT, about=membership.user, by=by, words=membership.group.name)
    events.tell(Happening.MEMBERSHIP_ENDED, by=by, group=membership.group, about=membership.user)
    return membership


def _refuse_for_last_leader(membership: Membership) -> None:
    Group.objects.select_for_update().get(pk=membership.group_id)  # two leaders must not leave at the same moment
    lasting = Membership.objects.current().filter(group=membership.group, is_leader=True, ends_on=None)
    if membership.is_leader and not lasting.exclude(pk=membership.pk).exists():
        raise Refused(
            f"{membership.user.name} är ensam lärledare. Gör först någon annan till lärledare, så går det bra."
        )


def _known_or_invited(group: Group, contact: Contact, *, by: User) -> User:
    known = group.organisation.people.filter(email__iexact=normal(contact.email), is_active=True).first()
    return known or identity.invite(
        email=contact.email,
        given_name=contact.given_name,
        family_name=contact.family_name,
        organisation=group.organisation,
        school=group.school,
        by=by,
        group_name=group.name,
    )


def _join(
    group: Group, person: User, *, by: User, starts_on: date | None = None, is_leader: bool = False
) -> Membership:
    starts_on = starts_on or timezone.localdate()
    Group.objects.select_for_update().get(pk=group.pk)
    # Whoever is about to erase the thread of one who had left (leaving/) must see this, or be done before it.
    User.objects.select_for_update().get(pk=person.pk)
    if person.organisation_id != group.organisation_id or not person.is_active:
        raise Refused("Välj någon som arbetar hos samma huvudman.")
    if person == by and not may_add_oneself(group, by):
        raise Refused(ASK_THE_GROUP)
    if group.memberships.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on), user=person).exists():
        raise Refused(f"{person.name} är redan med i lärgruppen.")
    membership = Membership.objects.create(group=group, user=person, starts_on=starts_on, is_leader=is_leader)
    record(Kind.MEMBER_ADDED, about=person, by=by, words=group.name)
    if is_leader:
        record(Kind.LEADER_NAMED, about=person, by=by, words=group.name)
    events.tell(Happening.MEMBERSHIP_BEGAN, by=by, group=group, about=person)
    return membership


def may_add_oneself(group: Group, by: User) -> bool:
    """A post at the huvudman arranges groups; it does not open their meetings."""
    return not group.memberships.exists() or group.memberships.current().filter(user=by).exists()


def _tell(members: Sequence[User], memberships: Sequence[Membership], *, by: User) -> None:
    """Those who were in the group, when it is somebody from outside who has added the new ones."""
    if memberships and not memberships[0].group.memberships.current().filter(user=by).exists():
        for member in members:
            letters.member_added(memberships, to=member, by=by)
