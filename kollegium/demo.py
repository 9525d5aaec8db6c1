"""Ekåsa kommun: the small made-up world used by tests, bin/setup and screenshots."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from kollegium import demo_texts
from kollegium.demo_texts import shapes
from kollegium.groups.models import Group, Membership
from kollegium.library import questions, templates
from kollegium.library.models import Material
from kollegium.meetings.actions import planning
from kollegium.meetings.models import AgendaStep, Duty, Meeting
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.plans.models import ActionPlan, Sharing
from kollegium.protocols.actions import digest_of
from kollegium.protocols.headings import WRITTEN, date_words
from kollegium.protocols.models import Protocol
from kollegium.swedish import in_order

PASSWORD = "tillsammans-2026"  # everybody's, in the demo only
POSTS = {
    "principal": Appointment.Post.PRINCIPAL,
    "development_leader": Appointment.Post.DEVELOPMENT_LEADER,
    "authority": Appointment.Post.AUTHORITY,
    "admin": Appointment.Post.ADMINISTRATOR,
}


@dataclass
class Demo:
    """`demo["anna"]` is Anna; `demo.meeting` is the NO-gruppen meeting that is due now."""

    organisation: Organisation
    people: dict[str, User] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    materials: dict[str, Material] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    meetings: dict[str, list[Meeting]] = field(default_factory=dict)  # by group, oldest first

    def __getitem__(self, person: str) -> User:
        return self.people[person]

    @property
    def group(self) -> Group:
        return self.groups["no"]

    @property
    def meeting(self) -> Meeting:
        return self.meetings["no"][-1]

    @property
    def last_protocol(self) -> Protocol:
        return Protocol.objects.get(meeting=self.meetings["no"][-2])


@transaction.atomic
def build(now: datetime | None = None) -> Demo:
    """The demo municipality with one term behind it and a meeting due at `now`."""
    now = now or timezone.now()
    organisation = Organisation.objects.create(
        name=demo_texts.MUNICIPALITY, protocol_addresses="kollegialt.larande@ekasa.example"
    )
    demo = Demo(organisation)
    for school in demo_texts.SCHOOLS:
        address = f"protokoll@{school.key}.example"
        demo.schools[school.key] = School.objects.create(
            organisation=organisation, name=school.name, protocol_addresses=address
        )
    _add_people(demo)
    for item in demo_texts.MATERIALS:
        demo.materials[item.key] = Material.objects.create(
            organisation=organisation,
            added_by=demo["hakan"],
            **{
                name: getattr(item, name)
                for name in ("kind", "title", "source", "link", "summary", "minutes", "try_it")
            },
        )
    questions.fill(organisation, list(demo_texts.QUESTIONS))
    for group in demo_texts.GROUPS:
        _add_group(demo, group, now)
    return demo


@transaction.atomic
def reset(now: datetime | None = None) -> Demo:
    """Everything back to the beginning. Only ever for a database that holds the demo and nothing else."""
    if User.objects.filter(is_demo=False).exists():
        raise ValueError("Databasen innehåller riktiga personer och återställs inte.")
    for model in (Sharing, ActionPlan, Protocol, Meeting, Group, Material, Organisation):
        model.objects.all().delete()
    return build(now)


def refuse_real_people() -> None:
    """Demo mode lets anyone in as anyone, so a server in demo mode never opens a database with real people."""
    has_tables = "kollegium_user" in connection.introspection.table_names()
    if settings.DEMO and has_tables and User.objects.filter(is_demo=False).exists():
        raise ImproperlyConfigured("Databasen innehåller riktiga personer. Starta med KOLLEGIUM_DEMO=0.")


def existing() -> Demo:
    """The demo that is already in the database."""
    demo = Demo(Organisation.objects.get(name=demo_texts.MUNICIPALITY))
    demo.people = {user.email.split("@")[0]: user for user in User.objects.filter(is_demo=True)}
    keys = {group.name: group.key for group in demo_texts.GROUPS}
    demo.groups = {keys[group.name]: group for group in Group.objects.filter(name__in=keys)}
    demo.meetings = {key: list(group.meetings.order_by("number")) for key, group in demo.groups.items()}
    schools = {school.name: school.key for school in demo_texts.SCHOOLS}
    demo.schools = {schools[school.name]: school for school in School.objects.filter(name__in=schools)}
    return demo


def _add_people(demo: Demo) -> None:
    password = make_password(PASSWORD)  # once: argon2 is slow on purpose
    for key, person in demo_texts.PEOPLE.items():
        demo.people[key] = User.objects.create(
            organisation=demo.organisation,
            school=demo.schools.get(person.school or ""),
            email=person.email,
            given_name=person.given_name,
            family_name=person.family_name,
            password=make_password(None) if key == demo_texts.INVITED else password,
            joined_on=None if key == demo_texts.INVITED else timezone.localdate(),
            is_demo=True,
        )
        if post := POSTS.get(person.role):
            Appointment.objects.create(user=demo[key], post=post, school=demo.schools.get(person.school or ""))


def _add_group(demo: Demo, shape: shapes.Group, now: datetime) -> None:
    group = Group.objects.create(organisation=demo.organisation, school=demo.schools[shape.school], name=shape.name)
    term_began = (now - timedelta(days=120)).date()
    for member in shape.members:
        Membership.objects.create(
            group=group, user=demo[member], is_leader=member == shape.leader, starts_on=term_began
        )
    demo.groups[shape.key], demo.meetings[shape.key] = group, []
    for held in shape.held:
        starts_at = _at(shape, now - timedelta(days=held.days_ago))
        meeting = _add_meeting(demo, shape, held, starts_at)
        _hold(demo, shape, held, meeting)
    planned = shape.planned
    meeting = _add_meeting(demo, shape, planned, planned_start(shape, now))
    meeting.steps.filter(kind="research").update(format=planned.format)
    meeting.called_at, meeting.called_by = now - timedelta(days=6), demo[shape.leader]
    meeting.save()


def planned_start(shape: shapes.Group, now: datetime) -> datetime:
    """When the group meets next: now, or on its own weekday and hour, never before tomorrow whatever day it is."""
    if shape.planned.in_days == 0:
        return now_or_soon(now)
    starts_at = _at(shape, now + timedelta(days=shape.planned.in_days))
    return starts_at if starts_at >= now + timedelta(days=1) else starts_at + timedelta(weeks=1)


def _at(shape: shapes.Group, day: datetime) -> datetime:
    """The group's own weekday and hour in that week."""
    local = timezone.localtime(day)
    local += timedelta(days=shape.weekday - local.weekday())
    hour, minute = shape.starts.split(":")
    return local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def now_or_soon(now: datetime) -> datetime:
    """The next even five minutes, so that it reads like a meeting."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=5 - now.minute % 5)


def _add_meeting(
    demo: Demo, group: shapes.Group, shape: shapes.HeldMeeting | shapes.PlannedMeeting, starts_at: datetime
) -> Meeting:
    template = templates.default()
    meeting = Meeting.objects.create(
        group=demo.groups[group.key],
        template=template,
        number=shape.number,
        starts_at=starts_at,
        place=group.place,
        question=shape.question,
        purpose=shape.purpose,
    )
    meeting.materials.add(demo.materials[shape.material])
    AgendaStep.objects.bulk_create(planning.steps_of(meeting))
    duties = {Duty.Kind.DOCUMENTARIAN: shape.documentarian, Duty.Kind.REFLECTOR: shape.reflector}
    Duty.objects.bulk_create(
        Duty(meeting=meeting, kind=kind, user=demo[person]) for kind, person in duties.items() if person
    )
    demo.meetings[group.key].append(meeting)
    return meeting


def _hold(demo: Demo, group: shapes.Group, held: shapes.HeldMeeting, meeting: Meeting) -> None:
    for step, minutes in zip(meeting.steps.all(), held.minutes, strict=True):
        step.took = minutes * 60
        step.save(update_fields=["took"])
    meeting.called_at, meeting.called_by = meeting.starts_at - timedelta(days=7), demo[group.leader]
    meeting.started_at, meeting.started_by = meeting.starts_at, demo[group.leader]
    meeting.ended_at = meeting.starts_at + timedelta(minutes=sum(held.minutes))
    meeting.ended_by, meeting.step = demo[group.leader], len(held.minutes)
    meeting.save()
    names = sorted((demo[member].name for member in group.members if member not in held.absent), key=in_order)
    text = {key: getattr(held, key) for key in WRITTEN}
    text |= {"date": date_words(meeting), "participants": ", ".join(names)}
    Protocol.objects.create(
        meeting=meeting,
        text=text,
        participants=len(names),
        digest=digest_of(text),
        final_at=meeting.ended_at + timedelta(minutes=2),
        final_by=demo[held.documentarian],
    )
    for member, thread in group.threads.items():
        _add_plan(demo[member], meeting, thread[held.number - 1])


def _add_plan(owner: User, meeting: Meeting, shape: shapes.Plan) -> None:
    fields = ("tried", "learnt", "effort", "change", "pupils", "problems", "helper", "less")
    plan = ActionPlan.objects.create(owner=owner, meeting=meeting, **{name: getattr(shape, name) for name in fields})
    Sharing.objects.bulk_create(Sharing(plan=plan, field=name) for name in shape.shown)
