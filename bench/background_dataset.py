"""The background population around the measured people: a year of lärgrupper, lärträffar and plans, copied in SQL.

Their plans weigh what sealed plans weigh but hold random text instead of words: nobody opens them, and sealing
seven million texts would take longer than measuring.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, models

from kollegium.library import templates
from kollegium.meetings.actions import planning
from kollegium.models import AgendaStep, Group, Meeting, Membership, Organisation, School, User
from kollegium.plans.models import FIELDS

GROUP_SIZE, GROUPS_PER_SCHOOL, SCHOOLS_PER_MUNICIPALITY = 9, 5, 40
MEETINGS_A_YEAR = 9
RANDOM_SQL = {  # about 150 characters: what some sixty letters weigh when they are sealed
    "sqlite": ("hex(randomblob(75))", "lower(hex(randomblob(16)))"),
    "postgresql": (f"({'||'.join(['md5(random()::text)'] * 5)})", "gen_random_uuid()"),
}


def add_background(people: int, now: datetime, parts: int) -> Iterator[int]:
    """Yield after each of `parts` portions of their plans, so that the measured plans can be stored between them."""
    first = _groups(people, (now - timedelta(days=400)).date())
    _meetings(first, now)
    words, key = RANDOM_SQL[connection.vendor]
    plan = ", ".join([f"'s1.' || {words}"] * len(FIELDS))
    for part in range(parts):
        _sql(
            f"INSERT INTO kollegium_actionplan (owner_id, meeting_id, nothing_less, {', '.join(FIELDS)}) "
            f"SELECT ms.user_id, m.id, false, {plan} "
            "FROM kollegium_meeting m JOIN kollegium_membership ms ON ms.group_id = m.group_id "
            f"WHERE m.group_id >= {first} AND m.ended_at IS NOT NULL AND m.id % {parts} = {part}"
        )
        yield part
    _add_what_hangs_on_plans(first, now.date(), words, key)


def _groups(people: int, since: date) -> int:
    group_count = max(people // GROUP_SIZE, 1)
    school_count = max(group_count // GROUPS_PER_SCHOOL, 1)
    municipalities = Organisation.objects.bulk_create(
        Organisation(name=f"Grannstad {n}") for n in range(max(school_count // SCHOOLS_PER_MUNICIPALITY, 1))
    )
    schools = School.objects.bulk_create(
        School(organisation=municipalities[n % len(municipalities)], name=f"Skola {n}") for n in range(school_count)
    )
    groups = Group.objects.bulk_create(
        Group(
            organisation_id=schools[n % school_count].organisation_id,
            school=schools[n % school_count],
            name=f"Lärgrupp {n}",
        )
        for n in range(group_count)
    )
    unusable = make_password(None)
    persons = User.objects.bulk_create(
        User(
            organisation_id=groups[n % group_count].organisation_id,
            school_id=groups[n % group_count].school_id,
            email=f"granne{n}@matstad.example",
            given_name=f"Granne{n}",
            family_name="Ek",
            password=unusable,
        )
        for n in range(people)
    )
    Membership.objects.bulk_create(
        Membership(group=groups[n % group_count], user=person, is_leader=n < group_count, starts_on=since)
        for n, person in enumerate(persons)
    )
    return groups[0].pk


def _meetings(first: int, now: datetime) -> None:
    """Nine held and one to come for the first group, and the same for all the others."""
    leader = User.objects.get(memberships__group=first, memberships__is_leader=True)
    pattern = [
        held_meeting(Meeting(group_id=first, number=n + 1, starts_at=now - timedelta(days=365 - 40 * n)), leader)
        for n in range(MEETINGS_A_YEAR)
    ]
    pattern.append(
        planned_meeting(Meeting(group_id=first, number=MEETINGS_A_YEAR + 1, starts_at=now + timedelta(days=20)))
    )
    pattern = Meeting.objects.bulk_create(pattern)
    AgendaStep.objects.bulk_create(step for meeting in pattern for step in planning.steps_of(meeting))
    _sql(
        f"INSERT INTO kollegium_meeting (group_id, {_columns(Meeting, 'group_id')}) "
        f"SELECT g.id, {_columns(Meeting, 'group_id', of='m.')} FROM kollegium_group g CROSS JOIN kollegium_meeting m "
        f"WHERE g.id > {first} AND m.group_id = {first} ORDER BY m.number, g.id"
    )
    _sql(
        f"INSERT INTO kollegium_agendastep (meeting_id, {_columns(AgendaStep, 'meeting_id')}) "
        f"SELECT m.id, {_columns(AgendaStep, 'meeting_id', of='s.')} FROM kollegium_meeting m "
        f"JOIN kollegium_meeting f ON f.group_id = {first} AND f.number = m.number "
        f"JOIN kollegium_agendastep s ON s.meeting_id = f.id WHERE m.group_id > {first}"
    )
    _sql(
        "INSERT INTO kollegium_duty (meeting_id, kind, user_id) SELECT m.id, 'documentarian', ms.user_id "
        "FROM kollegium_meeting m JOIN kollegium_membership ms ON ms.group_id = m.group_id AND ms.is_leader "
        f"WHERE m.group_id >= {first}"
    )


def _add_what_hangs_on_plans(first: int, today: date, words: str, key: str) -> None:
    """Every fifth plan shows its insats and has been opened; everybody has a note to tell, and is signed in."""
    _sql(
        "INSERT INTO kollegium_sharing (plan_id, field) SELECT p.id, 'effort' FROM kollegium_actionplan p "
        f"JOIN kollegium_meeting m ON m.id = p.meeting_id WHERE m.group_id >= {first} AND p.id % 5 = 0"
    )
    _sql(
        'INSERT INTO kollegium_opening (plan_id, reader_id, "on", fields) '
        f"SELECT p.id, d.user_id, '{today}', '[\"effort\"]' FROM kollegium_actionplan p "
        f"JOIN kollegium_duty d ON d.meeting_id = p.meeting_id AND d.user_id <> p.owner_id WHERE p.id % 5 = 0"
    )
    _sql(
        'INSERT INTO kollegium_note (owner_id, key, "on", text) '
        f"SELECT user_id, {key}, '{today}', 's1.' || {words} FROM kollegium_membership WHERE group_id >= {first}"
    )
    _sql(
        "INSERT INTO django_session (session_key, session_data, expire_date) "
        f"SELECT substr({words}, 1, 32), {words}, '{today + timedelta(days=30)} 12:00:00' "
        f"FROM kollegium_membership WHERE group_id >= {first}"
    )


def planned_meeting(meeting: Meeting) -> Meeting:
    meeting.template = templates.default()
    meeting.question = "Hur får fler elever syn på sitt eget lärande?"
    meeting.purpose = "Att pröva och jämföra."
    return meeting


def held_meeting(meeting: Meeting, by: User) -> Meeting:
    meeting = planned_meeting(meeting)
    meeting.started_at, meeting.started_by, meeting.step = meeting.starts_at, by, 6
    meeting.ended_at, meeting.ended_by = meeting.starts_at + timedelta(minutes=90), by
    return meeting


def _columns(model: type[models.Model], besides: str, of: str = "") -> str:
    names = [field.column for field in model._meta.concrete_fields if not field.primary_key and field.column != besides]
    return ", ".join(of + connection.ops.quote_name(name) for name in names)


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
