"""Förbered nästa träff: time, place, question, material and whose turn it is."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from kollegium import events
from kollegium.events import Happening
from kollegium.groups.models import Group
from kollegium.library.models import AgendaTemplate, Material
from kollegium.meetings import rotation
from kollegium.meetings.actions import calling
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import Absence, AgendaStep, Duty, Meeting
from kollegium.people.models import User
from kollegium.refusals import Refused

CALLED_OFF = "Lärträffen är inställd. Låt den bli av först, så går den att ändra."
NOT_A_MEMBER = "Välj någon som är med i lärgruppen."


@transaction.atomic
def plan(
    group: Group,
    *,
    by: User,
    starts_at: datetime,
    question: str,
    template: AgendaTemplate,
    place: str = "",
    purpose: str = "",
    materials: list[Material] | None = None,
    turns: dict[str, User | None] | None = None,
    deputy: User | None = None,
) -> Meeting:
    """A lärträff with the template's steps. `turns`: who has which duty; by rotation when nothing is said."""
    Group.objects.select_for_update().get(pk=group.pk)  # two leaders at once must not get the same number
    number = (group.meetings.filter(called_off_at=None).aggregate(Max("number"))["number__max"] or 0) + 1
    meeting = Meeting.objects.create(
        group=group,
        template=template,
        number=number,
        starts_at=starts_at,
        place=place,
        question=question,
        purpose=purpose,
        deputy=deputy,
    )
    meeting.materials.set(materials or [])
    AgendaStep.objects.bulk_create(steps_of(meeting))
    _give_turns(meeting, proposed_duties(group) if turns is None else turns)
    _waiting(group).delete()
    events.tell(Happening.MEETING_PLANNED, by=by, meeting=meeting, group=group)
    return meeting


def steps_of(meeting: Meeting) -> list[AgendaStep]:
    """The template's steps, copied for this meeting and not yet saved."""
    return [
        AgendaStep(
            meeting=meeting,
            position=position,
            kind=step["kind"],
            title=step["title"],
            hint=(meeting.is_first and step.get("first_help")) or step.get("hint", ""),
            minutes=step["minutes"],
            seconds=step["minutes"] * 60,
            is_protected=step.get("protected", False),
            format=step.get("format", ""),
        )
        for position, step in enumerate(meeting.template.steps, start=1)
    ]


def _give_turns(meeting: Meeting, turns: dict[str, User | None]) -> None:
    people = [person for person in turns.values() if person]
    if len(set(people)) < len(people):
        raise Refused("Välj två olika personer till dokumentatör och samtalsreflektör.")
    if meeting.group.members().filter(pk__in=[person.pk for person in people]).count() < len(people):
        raise Refused(NOT_A_MEMBER)
    for kind, person in turns.items():
        if person:
            Duty.objects.create(meeting=meeting, kind=kind, user=person)


@transaction.atomic
def change(meeting: Meeting, *, by: User, tells: bool = False, because: str = "") -> tuple[Meeting, bool]:
    """Keep what the form has put on the meeting. `tells`: who has been called gets a letter with what is new, and why.

    Told of another day, nobody is known to be hindered: they said so of the day that was. Returns whether it was told.
    """
    latest = _locked_until_ended(meeting)
    is_moved = localdate(latest.starts_at) != localdate(meeting.starts_at)
    for name in ("starts_at", "place", "question", "purpose"):
        setattr(latest, name, getattr(meeting, name))
    latest = changed(latest, Happening.MEETING_CHANGED, by)
    if not (tells and calling.news_of(latest)):
        return latest, False
    if is_moved:
        latest.absences.all().delete()
    calling.call(latest, by=by, because=because)
    return latest, True


@transaction.atomic
def change_turns(meeting: Meeting, turns: Mapping[str, User | None], *, by: User) -> None:
    """Each kind of duty that is to have somebody else, and "deputy" if the ersättare is."""
    for name, person in turns.items():
        if name == "deputy":
            name_deputy(meeting, person)
        else:
            put_on_duty(meeting, name, person, by=by)


@transaction.atomic
def name_deputy(meeting: Meeting, person: User | None) -> Meeting:
    """Ersättare: the one who is asked to steer when the device of whoever steers has been away."""
    meeting = locked(meeting)
    if meeting.has_ended:
        raise Refused("Lärträffen är avslutad.")
    if person and person not in meeting.group.everyone():
        raise Refused("Välj någon som är med i lärgruppen.")
    meeting.deputy = person
    events.tell(Happening.DEPUTY_NAMED, meeting=meeting)
    return changed(meeting, Happening.HELM_CHANGED)


@transaction.atomic
def put_on_duty(meeting: Meeting, kind: str, person: User | None, *, by: User) -> None:
    """A swap: this person takes the turn, and trades if they had the other one. None: nobody has it this time."""
    meeting = locked(meeting)
    if meeting.has_ended and kind == Duty.Kind.REFLECTOR:
        raise Refused("Lärträffen är avslutad.")
    if person and person not in meeting.group.everyone():
        raise Refused(NOT_A_MEMBER)
    if person and not meeting.has_started and meeting.absences.filter(user=person).exists():
        raise Refused(f"{person.name} har förhinder den här gången. Välj någon annan.")
    earlier = Duty.objects.filter(meeting=meeting, kind=kind).select_related("user").first()
    if earlier:
        earlier.delete()
    if person:
        other = Duty.objects.filter(meeting=meeting, user=person).first()
        if other:
            other.delete()
        if other and earlier and earlier.user_id != person.pk:
            Duty.objects.create(meeting=meeting, kind=other.kind, user=earlier.user)
        Duty.objects.create(meeting=meeting, kind=kind, user=person)
    changed(meeting, Happening.DUTY_CHANGED, by)


@transaction.atomic
def excuse(meeting: Meeting, person: User) -> None:
    """Can't come. A turn that the person had goes to the next in line."""
    meeting = locked(meeting)
    if meeting.has_started:
        raise Refused("Lärträffen har redan börjat.")
    Absence.objects.get_or_create(meeting=meeting, user=person)
    if pass_on_duties(meeting, {person.pk}):
        # Nobody's name is kept with it: that a person could not come is in no record.
        changed(meeting, Happening.DUTY_CHANGED)


def pass_on_duties(meeting: Meeting, people: Collection[int], among: Collection[int] | None = None) -> bool:
    """The turns that these had go to the next in line; `among`: only to one of these. Whether there were any."""
    passed = list(meeting.duties.filter(user__in=people))
    for duty in passed:
        taken = set(meeting.duties.exclude(pk=duty.pk).values_list("user_id", flat=True))
        queue = [member for member in in_turn(meeting.group, duty.kind, meeting) if member.pk not in {*taken, *people}]
        heir = next((member for member in queue if among is None or member.pk in among), None)
        duty.delete()
        if heir:
            Duty.objects.create(meeting=meeting, kind=duty.kind, user=heir)
    return bool(passed)


@transaction.atomic
def unexcuse(meeting: Meeting, person: User) -> None:
    """Can come after all; the turn stays with the one who took it."""
    Absence.objects.filter(meeting=meeting, user=person).delete()


@transaction.atomic
def attach(meeting: Meeting, material: Material, *, by: User) -> None:
    meeting = _locked_until_ended(meeting)
    if material.organisation_id != meeting.group.organisation_id:
        raise Refused("Välj ett material ur biblioteket.")
    meeting.materials.add(material)
    changed(meeting, Happening.MATERIAL_ATTACHED, by)


@transaction.atomic
def detach(meeting: Meeting, material: Material, *, by: User) -> None:
    meeting = _locked_until_ended(meeting)
    meeting.materials.remove(material)
    changed(meeting, Happening.MATERIAL_DETACHED, by)


def in_turn(group: Group, kind: str, meeting: Meeting | None = None) -> list[User]:
    """The members in the order their turn comes; those who can't come to the meeting are left out."""
    members = {member.pk: member for member in group.members()}
    absent = set(meeting.absences.values_list("user_id", flat=True)) if meeting else set()
    return [members[pk] for pk in rotation.queue(list(members), _held(group, kind, meeting), absent)]


def proposed_duties(group: Group) -> dict[str, User | None]:
    members = {member.pk: member for member in group.members()}
    documentarian, reflector = rotation.proposal(
        list(members), _held(group, Duty.Kind.DOCUMENTARIAN), _held(group, Duty.Kind.REFLECTOR)
    )
    proposed = {
        Duty.Kind.DOCUMENTARIAN: members[documentarian] if documentarian else None,
        Duty.Kind.REFLECTOR: members[reflector] if reflector else None,
    }
    waiting = {duty.kind: members[duty.user_id] for duty in _waiting(group) if duty.user_id in members}
    others = {kind: person for kind, person in proposed.items() if person not in waiting.values()}
    return dict.fromkeys(Duty.Kind.values) | others | waiting


def _waiting(group: Group) -> QuerySet[Duty]:
    """Turns at meetings that were called off, which nobody has had since."""
    return Duty.objects.filter(meeting__group=group, meeting__called_off_at__isnull=False)


def _held(group: Group, kind: str, besides: Meeting | None = None) -> list[int]:
    """Who has had the duty, oldest first; planned turns count, or two planned meetings would ask the same person."""
    duties = Duty.objects.filter(meeting__group=group, meeting__called_off_at=None, kind=kind).order_by(
        "meeting__starts_at"
    )
    if besides:
        duties = duties.exclude(meeting=besides)
    return list(duties.values_list("user_id", flat=True))


def _locked_until_ended(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.has_ended:
        raise Refused("Lärträffen är avslutad och kan inte ändras.")
    if meeting.is_called_off:
        raise Refused(CALLED_OFF)
    return meeting
