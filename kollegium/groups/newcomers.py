"""What will become of colleagues who are added in one go, before anything is done: shown first, and done as shown."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models.functions import Lower

from kollegium.groups.actions import ASK_THE_GROUP, may_add_oneself
from kollegium.groups.models import Group
from kollegium.identity import brake
from kollegium.people.contacts import Contact
from kollegium.people.models import User

MOST = 60
CLOSED = "Adressen hör till ett konto som inte går att lägga till. Fråga administratören."


class Outcome(StrEnum):
    INVITED = "invited"  # is new to Kollegium
    JOINS = "joins"  # has an account here
    MEMBER = "member"  # already
    TWICE = "twice"
    TROUBLE = "trouble"  # can't be read, or may not be


@dataclass(frozen=True)
class Newcomer:
    contact: Contact
    outcome: Outcome
    name: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Newcomers:
    rows: list[Newcomer]
    may_invite: int  # how many more today

    def of(self, *outcomes: Outcome) -> list[Newcomer]:
        return [row for row in self.rows if row.outcome in outcomes]

    @property
    def ready(self) -> list[Newcomer]:
        return self.of(Outcome.INVITED, Outcome.JOINS)

    @property
    def invited(self) -> list[Newcomer]:
        return self.of(Outcome.INVITED)

    @property
    def troubles(self) -> list[Newcomer]:
        return self.of(Outcome.TROUBLE)

    @property
    def unchanged(self) -> list[Newcomer]:
        return self.of(Outcome.MEMBER, Outcome.TWICE)

    @property
    def are_too_many(self) -> bool:
        return len(self.invited) > self.may_invite

    @property
    def stamp(self) -> str:
        """What a press answers to: the same only while the same will happen to the same people, in any order."""
        outcomes = [(row.outcome, row.name, row.contact.email or row.contact.line) for row in self.rows]
        return hashlib.sha256(json.dumps(sorted(outcomes)).encode()).hexdigest()


def newcomers(group: Group, contacts: Sequence[Contact], *, by: User) -> Newcomers:
    addresses = {contact.email.lower() for contact in contacts}
    people = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    known = {person.email.lower(): person for person in people}
    members = set(group.memberships.lasting().values_list("user", flat=True))
    may_join = may_add_oneself(group, by)

    def newcomer(contact: Contact) -> Newcomer:
        person = known.get(contact.email.lower())
        if person is None and contact.trouble:
            return Newcomer(contact, Outcome.TROUBLE, trouble=contact.trouble)
        if person is None:
            return Newcomer(contact, Outcome.INVITED, contact.name)
        if person.organisation_id != group.organisation_id or not person.is_active:
            return Newcomer(contact, Outcome.TROUBLE, trouble=CLOSED)
        if person.pk in members:
            return Newcomer(contact, Outcome.MEMBER, person.name)
        if person == by and not may_join:
            return Newcomer(contact, Outcome.TROUBLE, trouble=ASK_THE_GROUP)
        return Newcomer(contact, Outcome.JOINS, person.name)

    rows: list[Newcomer] = []
    counted: set[str] = set()
    for row in map(newcomer, contacts):
        address = row.contact.email.lower()
        rows.append(replace(row, outcome=Outcome.TWICE, trouble="") if address in counted else row)
        if row.outcome != Outcome.TROUBLE:
            counted.add(address)
    return Newcomers(rows, brake.INVITATIONS.left(by.email))
