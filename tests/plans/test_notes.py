"""Jag provade: lines between two meetings."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from kollegium import days
from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.meetings.models import Meeting
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at, untold
from kollegium.plans.models import ActionPlan, Note
from kollegium.plans.shown import shown_at
from kollegium.refusals import Refused

SignIn = Callable[[str], Client]


def note(demo: Demo, text: str, who: str = "carin") -> Note:
    return actions.write_note(by=demo[who], key=uuid4(), text=text, on=timezone.localdate())


def test_lines_noted_since_last_time_stand_in_the_next_plan(demo: Demo) -> None:
    before = plan_at(demo.meeting, demo["carin"]).tried
    note(demo, "Lät dem rita först.")
    note(demo, "Väntade tre sekunder.")

    assert plan_at(demo.meeting, demo["carin"]).tried == f"{before}\nLät dem rita först.\nVäntade tre sekunder."
    assert "rita först" not in plan_at(demo.meeting, demo["bo"]).tried


def test_a_line_noted_after_the_plan_was_begun_comes_into_it(demo: Demo) -> None:
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Redan skrivet."})

    written = note(demo, "Och en sak till.")

    assert plan_at(demo.meeting, demo["carin"]).tried == "Redan skrivet.\nOch en sak till."
    assert Note.objects.get(pk=written.pk).told_meeting == demo.meeting


def test_a_line_that_a_plan_has_taken_in_is_not_told_again(demo: Demo) -> None:
    note(demo, "Lät dem rita först.")
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Nästa insats"})

    later = Meeting.objects.get(pk=demo.meeting.pk)
    later.pk = None
    later.number, later.starts_at = 99, later.starts_at + timedelta(days=28)
    later.save()

    assert "rita först" in plan_at(demo.meeting, demo["carin"]).tried
    assert plan_at(later, demo["carin"]).tried == "Nästa insats"


def test_the_same_line_sent_twice_is_one_line(demo: Demo, sign_in: SignIn) -> None:
    carin, said = sign_in("carin"), {"key": str(uuid4()), "text": "Ritade först.", "on": "2026-11-01"}

    answers = [carin.post("/anteckningar/", said, headers={"HX-Request": "true"}).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert [each.text for each in Note.objects.of(demo["carin"])] == ["Ritade först."]


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("x" * 601, "2026-11-01", "högst 600 tecken"),
        ("Ritade", "i går", "Skriv dagen så här"),
        ("Ritade", "2099-01-01", "senast i dag"),
        ("x" * 1_000_000, "2026-11-01", "högst 600 tecken"),
    ],
)
def test_what_cannot_be_kept_is_answered_in_words(demo: Demo, sign_in: SignIn, text: str, on: str, words: str) -> None:
    answer = sign_in("carin").post("/anteckningar/", {"text": text, "on": on}, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not Note.objects.of(demo["carin"]).exists()


def test_only_the_owner_takes_a_line_away(demo: Demo, sign_in: SignIn) -> None:
    written = note(demo, "Ritade först.")
    address = f"/anteckningar/{written.key}/borttagning/"

    sign_in("bo").post(address)
    assert Note.objects.of(demo["carin"]).count() == 1

    sign_in("carin").post(address)
    assert Note.objects.of(demo["carin"]).count() == 0


def test_one_press_says_that_one_has_tried_today(demo: Demo, sign_in: SignIn) -> None:
    """With no more than the day: what the plan then tells, and what Ångra takes out of it again."""
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Redan skrivet."})
    carin, key, today = sign_in("carin"), uuid4(), timezone.localdate()
    words = f"Provade {date_format(today, 'j F')}."

    pressed = carin.post("/anteckningar/", {"key": key, "on": today.isoformat()}, headers={"HX-Request": "true"})
    assert pressed.status_code == 204
    assert plan_at(demo.meeting, demo["carin"]).tried == f"Redan skrivet.\n{words}"

    sign_in("bo").post(f"/anteckningar/{key}/borttagning/")
    assert words in plan_at(demo.meeting, demo["carin"]).tried
    carin.post(f"/anteckningar/{key}/borttagning/")
    assert plan_at(demo.meeting, demo["carin"]).tried == "Redan skrivet."


def test_a_press_stands_in_the_thread_until_a_plan_has_taken_it_in(demo: Demo, sign_in: SignIn) -> None:
    sign_in("carin").post("/anteckningar/", {"on": timezone.localdate().isoformat()})

    assert "Jag provade." in sign_in("carin").get("/").content.decode()
    assert "Jag provade." not in sign_in("bo").get("/").content.decode()
    assert "Provade " in plan_at(demo.meeting, demo["carin"]).tried
    assert b"Provade " in sign_in("carin").get("/trad/min-trad.json").content


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_line_that_is_taken_away_leaves_what_has_been_changed_or_shown(demo: Demo, is_shown: bool) -> None:
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Först."})
    written = note(demo, "Ritade.")
    if is_shown:
        actions.show(plan, {"tried"})
    else:
        actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Först.\nRitade. Det gick bra."})
    before = plan_at(demo.meeting, demo["carin"]).tried

    actions.remove_note(by=demo["carin"], key=written.key)

    assert plan_at(demo.meeting, demo["carin"]).tried == before
    assert not Note.objects.of(demo["carin"]).exists()


def test_the_thread_says_that_lines_are_saved(demo: Demo, sign_in: SignIn) -> None:
    note(demo, "Lät dem rita först.")

    page = sign_in("carin").get("/").content.decode()

    assert "En anteckning är redan sparad." in page
    assert "Lät dem rita först." in page
    assert "Lät dem rita först." not in sign_in("bo").get("/").content.decode()


def shown_to_bo(demo: Demo) -> str:
    """What he reads from when the lärträff has started."""
    if not demo.meeting.has_started:
        live.start(demo.meeting, by=demo["anna"])
        demo.meeting.refresh_from_db()
    return " ".join(words.get("tried", "") for _, words in shown_at(demo.meeting, to=demo["bo"]))


def test_a_line_never_comes_by_itself_into_a_field_that_the_group_reads(demo: Demo, sign_in: SignIn) -> None:
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Det jag visar."})
    actions.show(plan, {"tried"})
    carin, said = sign_in("carin"), {"key": str(uuid4()), "text": "Bara för mig.", "on": "2026-11-01"}

    answer = carin.post("/anteckningar/", said, headers={"HX-Request": "true"})

    assert "bara du ser den" in answer.content.decode()
    assert shown_to_bo(demo) == "Det jag visar."
    assert "Bara för mig." in carin.get(f"/handlingsplaner/{demo.meeting.pk}/").content.decode()
    assert carin.post("/anteckningar/", said, headers={"HX-Request": "true"}).status_code == 200
    assert Note.objects.of(demo["carin"]).count() == 1


def test_its_owner_takes_a_waiting_line_in_and_nobody_else_can(demo: Demo, sign_in: SignIn) -> None:
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Det jag visar."})
    actions.show(plan, {"tried"})
    read, later = note(demo, "Läst."), note(demo, "Kom efter att sidan öppnats.")
    address = f"/handlingsplaner/{demo.meeting.pk}/anteckningar/"

    actions.write(plan_at(demo.meeting, demo["bo"]), fields={"tried": "Bos."})
    sign_in("bo").post(address, {"seen": later.pk})
    assert shown_to_bo(demo).split(".")[0] != "Läst"
    assert "Läst." not in plan_at(demo.meeting, demo["bo"]).tried
    sign_in("carin").post(address, {"seen": read.pk})

    assert plan_at(demo.meeting, demo["carin"]).tried == "Det jag visar.\nLäst."
    assert [each.text for each in untold(demo["carin"])] == ["Kom efter att sidan öppnats."]


@pytest.mark.parametrize("page", ["/handlingsplaner/{}/", "/moten/{}/rum/"])
@pytest.mark.parametrize("is_begun", [True, False])
def test_a_line_that_came_after_the_page_was_opened_is_not_shown_by_a_choice_made_there(
    demo: Demo, sign_in: SignIn, page: str, is_begun: bool
) -> None:
    carin, place = sign_in("carin"), f"/handlingsplaner/{demo.meeting.pk}/visning/"
    if is_begun:
        actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": "Skrivet."})
    seen = re.search(r'name="seen" value="(\d+)"', carin.get(page.format(demo.meeting.pk)).content.decode())
    assert seen
    note(demo, "Skriven i telefonen under tiden.")

    choice = {"field": "tried", "seen": seen[1]}
    assert carin.post(place, choice, headers={"HX-Request": "true"}).status_code == 409
    assert "i telefonen" not in shown_to_bo(demo)

    read = Note.objects.of(demo["carin"]).get().pk
    assert carin.post(place, choice | {"seen": read}, headers={"HX-Request": "true"}).status_code == 200
    assert "i telefonen" in shown_to_bo(demo)  # now its owner has seen it there


def test_a_plan_written_up_afterwards_takes_no_notes_with_it(demo: Demo) -> None:
    note(demo, "Till nästa gång.")
    ended = demo.meetings["no"][-2]
    Meeting.objects.filter(pk=ended.pk).update(ended_at=timezone.now())
    ActionPlan.objects.of(demo["carin"]).filter(meeting=ended).delete()
    ended.refresh_from_db()

    actions.write(plan_at(ended, demo["carin"]), fields={"known": "I efterhand."})

    assert "Till nästa gång." in plan_at(demo.meeting, demo["carin"]).tried


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_day_that_a_device_proposes_is_taken_wherever_it_is(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, zone: str, hour: int
) -> None:
    now = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    monkeypatch.setattr(days, "now", lambda: now)

    written = actions.write_note(
        by=demo["carin"], key=uuid4(), text="Ritade.", on=now.astimezone(ZoneInfo(zone)).date()
    )

    assert written.pk
    with pytest.raises(Refused, match="senast i dag"):
        actions.write_note(by=demo["carin"], key=uuid4(), text="Ritar.", on=date(2026, 11, 26))
