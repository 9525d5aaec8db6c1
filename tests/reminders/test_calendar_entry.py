"""The reminder as an entry in one's own calendar."""

from datetime import UTC, timedelta

import time_machine
from icalendar import Calendar

from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS
from kollegium.reminders.models import Reminder
from tests.reminders.conftest import MONDAY, SECRET, at
from tests.reminders.test_views import BEFORE, CALENDAR, WEDNESDAYS, SignIn


def event_of(file: bytes) -> object:
    calendar = Calendar.from_ical(file)
    [event] = calendar.walk("VEVENT")
    assert [each.name for each in calendar.subcomponents] == ["VEVENT"]
    return event


def test_the_calendar_gets_one_entry_with_a_link_and_no_word_of_the_plan(
    demo: Demo, one_meeting: Meeting, sign_in: SignIn, settings: object
) -> None:
    settings.ADDRESS = "https://kollegium.ekasa.example"
    for meeting in demo.meetings["no"]:
        plans.write(plan_at(meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))
    with time_machine.travel(MONDAY, tick=False):
        response = sign_in("carin").post(CALENDAR, WEDNESDAYS)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="det-jag-provar.ics"'
    words = response.content.decode().replace("\r\n ", "")
    assert [secret for secret in (SECRET, "RRULE", demo.meeting.question, demo.group.name) if secret in words] == []
    assert words.count("UID:") == 1
    event = event_of(response.content)
    assert event["SUMMARY"] == "Kollegium: det jag provar"
    assert event["DESCRIPTION"] == "Öppna din tråd: https://kollegium.ekasa.example/"
    assert event["URL"] == "https://kollegium.ekasa.example/"
    assert event["DTSTART"].dt == at("2026-11-25 07:30")
    assert event["DTSTART"].dt.tzinfo.utcoffset(None) == timedelta()
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    [alarm] = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta())
    assert not Reminder.objects.exists()  # the calendar is no choice of letters


def test_the_entry_is_the_same_one_that_moves(demo: Demo, one_meeting: Meeting, sign_in: SignIn) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        carin, bo = sign_in("carin"), sign_in("bo")
        first = event_of(carin.post(CALENDAR, WEDNESDAYS).content)
        clock.shift(1)
        second = event_of(carin.post(CALENDAR, BEFORE).content)
        bos = event_of(bo.post(CALENDAR, BEFORE).content)

    assert first["UID"] == second["UID"] != bos["UID"]
    assert 0 < first["SEQUENCE"] < second["SEQUENCE"] < 2**31
    assert second["DTSTART"].dt == at("2026-11-30 07:30").astimezone(UTC)


def test_without_a_planned_lärträff_there_is_no_day_before_it(
    demo: Demo, one_meeting: Meeting, sign_in: SignIn
) -> None:
    Meeting.objects.update(starts_at=at("2026-05-04 14:30"))
    with time_machine.travel(MONDAY, tick=False):
        response = sign_in("carin").post(CALENDAR, BEFORE)

    assert response.status_code == 422
    assert "Nästa lärträff är inte planerad än." in response.content.decode()
