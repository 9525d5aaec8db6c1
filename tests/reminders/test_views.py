"""The page where one chooses: one's own, off until then, and off again with one press."""

from collections.abc import Callable
from datetime import time

import pytest
import time_machine
from django.test import Client

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.reminders import actions, letters
from kollegium.reminders.models import Reminder
from tests.mail.conftest import words_shown
from tests.reminders.conftest import MONDAY, at

SignIn = Callable[[str], Client]
PAGE, OFF, CALENDAR = "/paminnelse/", "/paminnelse/avstangning/", "/paminnelse/kalenderpost/"
WEDNESDAYS = {"rhythm": "weekly", "weekday": "2", "days": "3", "at": "07:30"}
BEFORE = WEDNESDAYS | {"rhythm": "before"}


def test_it_is_off_until_somebody_turns_it_on(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get(PAGE).content.decode()

    assert "Påminnelsen är av." in page
    assert "Stäng av" not in page
    assert "Mejlet innehåller en länk till din tråd, aldrig något ur din plan." in page
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "said", "kept"),
    [
        (WEDNESDAYS, "Du får ett mejl varje onsdag kl. 07.30.", ("weekly", 2, None)),
        (BEFORE, "Du får ett mejl 3 dagar före varje lärträff, kl. 07.30.", ("before", None, 3)),
        (BEFORE | {"days": "1", "at": "16.05"}, "Du får ett mejl 1 dag före varje lärträff, kl. 16.05.", None),
    ],
)
def test_one_chooses_and_is_told_what_one_has_chosen(
    demo: Demo, sign_in: SignIn, chosen: dict[str, str], said: str, kept: tuple[object, ...] | None
) -> None:
    carin = sign_in("carin")

    page = carin.post(PAGE, chosen, follow=True).content.decode()

    assert said in page
    assert f"Det kommer till {demo['carin'].email}." in page
    reminder = Reminder.objects.get()
    assert reminder.owner == demo["carin"]
    assert kept in (None, (reminder.rhythm, reminder.weekday, reminder.days))


def test_one_press_turns_it_off(demo: Demo, sign_in: SignIn) -> None:
    carin = sign_in("carin")
    carin.post(PAGE, WEDNESDAYS)

    page = carin.post(OFF, follow=True).content.decode()

    assert "Påminnelsen är av. Du får inga fler mejl." in page
    assert not Reminder.objects.exists()
    assert carin.get(OFF).status_code == 405


def test_choosing_again_changes_the_one_reminder(demo: Demo, sign_in: SignIn) -> None:
    carin = sign_in("carin")
    for chosen in (WEDNESDAYS, BEFORE, WEDNESDAYS | {"weekday": "4"}):
        carin.post(PAGE, chosen)

    assert [(each.rhythm, each.weekday, each.days) for each in Reminder.objects.all()] == [("weekly", 4, None)]
    assert '<option value="4" selected>fredag</option>' in carin.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["anna", "bo", "david", "gunilla", "inga"])
def test_nobody_sees_or_changes_somebody_elses_reminder(demo: Demo, sign_in: SignIn, who: str) -> None:
    sign_in("carin").post(PAGE, WEDNESDAYS)
    other = sign_in(who)

    assert "Påminnelsen är av." in other.get(PAGE).content.decode()
    other.post(OFF, {"owner": demo["carin"].pk})
    other.post(PAGE, BEFORE | {"owner": demo["carin"].pk})

    kept = {each.owner: each.rhythm for each in Reminder.objects.all()}
    assert kept == {demo["carin"]: "weekly", demo[who]: "before"}


def test_no_way_leads_from_a_person_to_a_reminder() -> None:
    assert [name for name in dir(User) if "remind" in name.lower()] == []
    assert Reminder._meta.get_field("owner").remote_field.related_name == "+"


@pytest.mark.parametrize("address", [PAGE, OFF, CALENDAR])
def test_one_who_is_not_signed_in_is_asked_to(client: Client, demo: Demo, address: str) -> None:
    response = client.get(address) if address == PAGE else client.post(address, WEDNESDAYS)

    assert response.status_code == 302
    assert response["Location"] == f"/logga-in/?next={address}"
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm": "hourly"},
        {"weekday": "9"},
        {"weekday": ""},
        {"rhythm": "before", "days": "0"},
        {"rhythm": "before", "days": ""},
        {"at": "sju"},
        {"at": ""},
        {"rhythm": ""},
    ],
)
def test_what_cannot_be_chosen_is_explained_and_nothing_is_changed(
    demo: Demo, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    carin = sign_in("carin")
    carin.post(PAGE, WEDNESDAYS)

    page = carin.post(PAGE, WEDNESDAYS | wrong).content.decode()

    assert "Något behöver rättas" in page
    assert Reminder.objects.get().rhythm == "weekly"
    assert carin.post(CALENDAR, WEDNESDAYS | wrong).status_code == 422


def test_the_page_tells_when_the_next_letter_comes(demo: Demo, one_meeting: Meeting, sign_in: SignIn) -> None:
    with time_machine.travel(MONDAY, tick=False):
        carin = sign_in("carin")
        weekly = carin.post(PAGE, WEDNESDAYS, follow=True).content.decode()
        before = carin.post(PAGE, BEFORE, follow=True).content.decode()
        Meeting.objects.update(starts_at=at("2026-05-04 14:30"))
        none_before = carin.get(PAGE).content.decode()
        none_weekly = carin.post(PAGE, WEDNESDAYS, follow=True).content.decode()

    assert "Nästa mejl: onsdag 25 november" in weekly
    assert "Nästa mejl: måndag 30 november" in before
    assert "Nästa mejl kommer när nästa lärträff är planerad." in none_before
    assert "Just nu är ingen lärträff nära, så inget mejl är på väg." in none_weekly


def test_the_page_shows_the_letter_as_it_is(
    demo: Demo, one_meeting: Meeting, sign_in: SignIn, settings: object
) -> None:
    settings.EMAIL_URL = "dummymail://"
    demo["carin"].given_name = "<b>Carin"
    demo["carin"].save()
    with time_machine.travel(MONDAY, tick=False):
        actions.turn_on(by=demo["carin"], rhythm="weekly", at=time(7, 30), weekday=2)
    with time_machine.travel(at("2026-11-25 07:31"), tick=False):
        actions.write_due()

    page = sign_in("carin").get(PAGE).content.decode()

    letter = Letter.objects.get()
    lines = [line for line in letter.text.splitlines() if line and "://" not in line and "<b>" not in line]
    assert len(lines) > 2
    assert [line for line in lines if line not in page] == []
    assert "Hej &lt;b&gt;Carin," in page
    assert "<b>Carin" not in page


@pytest.mark.parametrize("address", ["/", "/konto/"])
def test_the_way_there_is_on_the_thread_and_the_account(demo: Demo, sign_in: SignIn, address: str) -> None:
    assert f'href="{PAGE}"' in sign_in("carin").get(address).content.decode()


def test_the_letter_shown_beforehand_is_word_for_word_the_reminder(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("carin").get(PAGE).content.decode()

    letters.reminder(demo["carin"], due=MONDAY)

    letter, beforehand = Letter.objects.get(), letters.reminder_beforehand(demo["carin"])
    assert words_shown(page) == letter.text.split()
    assert (beforehand.subject, beforehand.text, beforehand.html) == (letter.subject, letter.text, letter.html)


@pytest.mark.parametrize(("is_demo", "who", "shown"), [(False, "inga", False), (True, "inga", True)])
def test_an_administrator_sees_no_reminder_in_the_outbox(
    demo: Demo, one_meeting: Meeting, sign_in: SignIn, settings: object, is_demo: bool, who: str, shown: bool
) -> None:
    settings.DEMO, settings.EMAIL_URL = is_demo, "dummymail://"
    with time_machine.travel(MONDAY, tick=False):
        actions.turn_on(by=demo["carin"], rhythm="weekly", at=time(7, 30), weekday=2)
    with time_machine.travel(at("2026-11-25 07:31"), tick=False):
        actions.write_due()
    assert Letter.objects.get().state == Letter.State.WAITING
    Letter.objects.create(key="test", about="call:1", to=demo["bo"].email, subject="Kallelse")

    page = sign_in(who).get("/utkorg/").content.decode()

    assert "Kallelse" in page
    assert ("Påminnelse: det du provar" in page, demo["carin"].email in page) == (shown, shown)


def test_the_page_costs_the_same_with_many_lärträffar(
    demo: Demo, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    carin = sign_in("carin")
    carin.post(PAGE, BEFORE)

    with django_assert_max_num_queries(6):
        carin.get(PAGE)
