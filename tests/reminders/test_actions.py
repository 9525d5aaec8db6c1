"""The letter that is due: once, late rather than many, and only while it helps."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kollegium.demo import Demo
from kollegium.groups.models import Membership
from kollegium.mail.models import Letter
from kollegium.mail.outbox import carry
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS
from kollegium.reminders import actions
from kollegium.reminders.models import Reminder
from tests.mail.conftest import PostOffice
from tests.reminders.conftest import MONDAY, SECRET, at

HALF_PAST_SEVEN = time(7, 30)


@pytest.fixture(autouse=True)
def a_mail_server_is_named(settings: object) -> None:
    settings.EMAIL_URL = settings.EMAIL_URL or "dummymail://"


def every_wednesday(person: User) -> Reminder:
    with time_machine.travel(MONDAY, tick=False):
        return actions.turn_on(by=person, rhythm="weekly", at=HALF_PAST_SEVEN, weekday=2)


def three_days_before(person: User) -> Reminder:
    with time_machine.travel(MONDAY, tick=False):
        return actions.turn_on(by=person, rhythm="before", at=HALF_PAST_SEVEN, days=3)


def days_of_letters(first: datetime, last: datetime) -> list[str]:
    """Looks every hour from first to last, as the carrier does oftener: the days and hours when letters are written."""
    found, now = [], first
    while now <= last:
        with time_machine.travel(now, tick=False):
            before = Letter.objects.count()
            actions.write_due()
            found += [f"{now:%d/%m %H}"] * (Letter.objects.count() - before)
        now += timedelta(hours=1)
    return found


def test_nobody_is_reminded_who_has_not_asked(demo: Demo, one_meeting: Meeting) -> None:
    assert not Reminder.objects.exists()
    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-04 06:00")) == []


def test_every_week_means_every_week(demo: Demo, one_meeting: Meeting) -> None:
    every_wednesday(demo["carin"])

    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-10 06:00")) == ["25/11 08", "02/12 08", "09/12 08"]
    assert set(Letter.objects.values_list("to", flat=True)) == {demo["carin"].email}


def test_before_a_lärträff_means_once_before_each(demo: Demo, one_meeting: Meeting) -> None:
    three_days_before(demo["carin"])

    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-10 06:00")) == ["30/11 08"]


def test_a_lärträff_that_is_moved_is_reminded_of_again(demo: Demo, one_meeting: Meeting) -> None:
    three_days_before(demo["carin"])
    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-01 06:00")) == ["30/11 08"]

    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2026-12-02 14:30"))
    assert days_of_letters(at("2026-12-01 06:00"), at("2026-12-01 12:00")) == []
    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2026-12-10 14:30"))

    assert days_of_letters(at("2026-12-01 13:00"), at("2026-12-12 06:00")) == ["07/12 08"]


def test_a_lärträff_that_is_planned_late_is_reminded_of_late(demo: Demo, one_meeting: Meeting) -> None:
    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2026-05-04 14:30"))
    three_days_before(demo["carin"])
    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-01 20:00")) == []

    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2026-12-03 14:30"))

    assert days_of_letters(at("2026-12-01 20:00"), at("2026-12-05 06:00")) == ["02/12 08"]


@pytest.mark.parametrize("remind", [every_wednesday, three_days_before])
def test_a_server_that_was_down_writes_one_letter_late(
    demo: Demo, one_meeting: Meeting, remind: Callable[[User], Reminder]
) -> None:
    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2026-12-16 14:30"))
    remind(demo["carin"])

    with time_machine.travel(at("2026-12-14 11:05"), tick=False):
        looks = [actions.write_due() for _ in range(3)]

    assert looks == [False] * 3
    assert Letter.objects.count() == 1
    next_at = Reminder.objects.get().next_at
    assert next_at == at("2026-12-16 07:30" if remind is every_wednesday else "2026-12-15 07:30")


def test_without_a_mail_server_nothing_piles_up(demo: Demo, one_meeting: Meeting, settings: object) -> None:
    settings.EMAIL_URL = ""
    every_wednesday(demo["carin"])
    assert days_of_letters(at("2026-11-23 06:00"), at("2026-12-10 06:00")) == []

    settings.EMAIL_URL = "smtp://post.example"

    assert days_of_letters(at("2026-12-10 06:00"), at("2026-12-11 06:00")) == ["10/12 06"]


@pytest.mark.parametrize("remind", [every_wednesday, three_days_before])
def test_one_who_has_left_the_group_or_the_school_is_left_in_peace(
    demo: Demo, one_meeting: Meeting, remind: Callable[[User], Reminder]
) -> None:
    for who in ("bo", "carin", "karim"):
        remind(demo[who])
    Membership.objects.filter(user=demo["carin"]).update(ends_on=date(2026, 11, 23))
    User.objects.filter(pk=demo["karim"].pk).update(is_active=False)

    days_of_letters(at("2026-11-23 07:00"), at("2026-12-01 12:00"))

    assert list(Letter.objects.values_list("to", flat=True)) == [demo["bo"].email]


def test_in_summer_it_is_quiet_and_in_autumn_it_goes_on(demo: Demo, one_meeting: Meeting) -> None:
    every_wednesday(demo["carin"])
    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2027-06-01 14:30"))
    Reminder.objects.update(next_at=at("2027-06-02 07:30"))

    spring = days_of_letters(at("2027-06-01 07:00"), at("2027-08-15 07:00"))
    Meeting.objects.filter(pk=one_meeting.pk).update(starts_at=at("2027-08-26 14:30"))
    autumn = days_of_letters(at("2027-08-15 07:00"), at("2027-08-26 07:00"))

    assert spring == ["02/06 08", "09/06 08", "16/06 08", "23/06 08"]
    assert autumn == ["18/08 08", "25/08 08"]


def test_the_whole_way_to_the_receiver_and_no_trace_after(
    demo: Demo, one_meeting: Meeting, post_office: PostOffice, settings: object
) -> None:
    settings.DEMO, settings.ADDRESS = False, "https://kollegium.ekasa.example"
    for meeting in demo.meetings["no"]:
        plans.write(plan_at(meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))
    every_wednesday(demo["carin"])

    with time_machine.travel(at("2026-11-25 07:30"), tick=False):
        actions.write_due()
        sent = carry()
        actions.write_due()
        sent += carry()

    assert (sent, post_office.to) == (1, [demo["carin"].email])
    letter = post_office.taken[0]
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert letter["Subject"] == "Påminnelse: det du provar"
    for text in (plain, html):
        assert "https://kollegium.ekasa.example/paminnelse/" in text
        assert "Ändra eller stäng av påminnelsen" in text
        assert demo.meeting.question not in text
    assert "https://kollegium.ekasa.example/" in plain.splitlines()
    assert 'href="https://kollegium.ekasa.example/"' in html
    assert SECRET not in letter.as_string() + plain + html
    assert not Letter.objects.exists()


def test_the_letter_is_the_same_whether_or_not_a_plan_is_written(demo: Demo, one_meeting: Meeting) -> None:
    for who in ("carin", "mirja"):
        every_wednesday(demo[who])
    plans.write(plan_at(demo.meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))

    days_of_letters(at("2026-11-25 07:00"), at("2026-11-25 09:00"))

    texts = {letter.to: letter.subject + letter.text + letter.html for letter in Letter.objects.all()}
    assert texts[demo["carin"].email].replace("Carin", "Mirja") == texts[demo["mirja"].email]


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "451 4.7.1 greylisted", None])
def test_a_letter_that_could_not_be_handed_over_leaves_no_trace_either(
    demo: Demo, one_meeting: Meeting, post_office: PostOffice, settings: object, answer: str | None
) -> None:
    settings.DEMO = False
    every_wednesday(demo["carin"])
    if answer:
        post_office.says[demo["carin"].email] = answer
    else:
        post_office.drops_in_data.add(demo["carin"].email)

    with time_machine.travel(at("2026-11-25 07:30"), tick=False):
        actions.write_due()
        carry()

    waits = answer is not None and answer.startswith("451")
    assert [letter.state for letter in Letter.objects.all()] == ([Letter.State.WAITING] if waits else [])


def test_turned_off_is_turned_off_also_for_a_letter_that_waits(
    demo: Demo, one_meeting: Meeting, post_office: PostOffice
) -> None:
    for who in ("bo", "carin"):
        every_wednesday(demo[who])
    post_office.close()
    with time_machine.travel(at("2026-11-25 07:30"), tick=False):
        actions.write_due()
        carry()
    assert Letter.objects.count() == 2

    actions.turn_off(by=demo["carin"])
    post_office.open()
    with time_machine.travel(at("2026-11-25 07:45"), tick=False):
        carry()

    assert post_office.to == [demo["bo"].email]
    assert [reminder.owner for reminder in Reminder.objects.all()] == [demo["bo"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm": "weekly", "days": 3},
        {"rhythm": "weekly"},
        {"rhythm": "weekly", "weekday": 7},
        {"rhythm": "before", "weekday": 2},
        {"rhythm": "before"},
        {"rhythm": "before", "days": 15},
        {"rhythm": "daily", "weekday": 1},
    ],
)
def test_the_database_keeps_no_half_choice(demo: Demo, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(owner=demo["carin"], at=HALF_PAST_SEVEN, next_at=MONDAY, **wrong)


def test_a_look_with_nothing_due_is_one_question(
    demo: Demo, one_meeting: Meeting, django_assert_num_queries: Callable[[int], object]
) -> None:
    every_wednesday(demo["carin"])

    with time_machine.travel(MONDAY, tick=False), django_assert_num_queries(1):
        assert actions.write_due() is False
