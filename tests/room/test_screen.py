"""The room's big screen: whose it is, what it shows, and that the code lives as long as the meeting."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.live.actions import joining
from kollegium.live.models import Attendance, LiveMeeting, live_of
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, REPORT, SHAREABLE
from kollegium.protocols import actions as protocols
from tests.wire.conftest import Member
from tests.world import Installation

SignIn = Callable[[str], Client]


def screen(sign_in: SignIn, who: str, meeting: Meeting) -> str:
    return sign_in(who).get(f"/moten/{meeting.pk}/skarm/").content.decode()


def code_of(meeting: Meeting) -> str:
    return live_of(Meeting.objects.get(pk=meeting.pk)).code


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("carin", 200), ("david", 404), ("gunilla", 404), ("inga", 404), ("anyone", 302)]
)
def test_any_member_and_nobody_else_opens_the_screen(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(f"/moten/{demo.meeting.pk}/skarm/").status_code == status
    assert bool(code_of(demo.meeting)) == (status == 200)


def test_the_screen_shows_question_step_code_and_a_qr_that_says_what_it_is(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    page = screen(sign_in, "carin", running)
    code = code_of(running)

    assert demo.meeting.question in page
    assert "Introduktion och mötesordning" in page
    assert f"{code[:3]} {code[3:]}" in page
    assert re.search(r'role="img" aria-label="QR-kod som öppnar lärträffen i telefonen"><svg ', page)
    assert "testserver/med" in page


def test_nothing_is_steered_from_the_screen_and_no_draft_or_plan_stands_on_it(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    words = {name: f"hemligt {name}" for name in (*SHAREABLE, "pupils")}
    plans.show(plans.write(plan_at(demo.meetings["no"][-2], demo["anna"]), fields=words), {"effort"})
    actions.next_step(running, by=demo["anna"])

    page = screen(sign_in, "carin", running)

    assert [form for form in re.findall(r'<form[^>]*action="([^"]*)"', page) if "/moten/" in form] == []
    assert "hemligt" not in page
    assert "textarea" not in page


def walk(browser: Client, meeting: Meeting) -> dict[str, str]:
    """The screen and all that it fetches, by address."""
    page = browser.get(f"/moten/{meeting.pk}/skarm/").content.decode()
    found = {"the screen": page}
    for address in sorted(set(re.findall(r'hx-get="([^"]+)"', page))):
        found[address] = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    return found


def speaks(meeting: Meeting, who: str, demo: Demo) -> Meeting:
    """Laget runt, and this person has the word."""
    meeting = actions.next_step(meeting, by=demo["anna"])
    while meeting.live.round["speaker"] != demo[who].pk:
        meeting = actions.next_speaker(meeting, by=demo["anna"])
    return meeting


@pytest.mark.parametrize("owner", ["anna", "carin"])
@pytest.mark.parametrize("field", FIELDS)
def test_the_wall_shows_of_a_plan_what_its_owner_shows_whoever_is_signed_in_on_it(
    demo: Demo, running: Meeting, sign_in: SignIn, field: str, owner: str
) -> None:
    told_of = running if field in REPORT else demo.meetings["no"][-2]
    words = {name: f"hemligt {name}" for name in FIELDS} | {field: "det som visas"}
    hidden = words | {field: "det som döljs"}
    written = {meeting: plans.write(plan_at(meeting, demo[owner]), fields=words) for meeting in (running, told_of)}
    for plan in written.values():
        plans.hide(plan, SHAREABLE)
        plans.show(plan, {field} & set(SHAREABLE))
    speaks(running, owner, demo)

    for who in ("anna", "bo", "carin"):
        shown = walk(sign_in(who), running)
        assert "hemligt" not in "".join(shown.values()), who
        promise = shown[f"/moten/{running.pk}/skarm/lofte/"]
        assert ("det som visas" in promise) == (field in SHAREABLE), who
    plans.hide(written[told_of], SHAREABLE)
    plans.write(plan_at(told_of, demo[owner]), fields={field: hidden[field]})
    for who in ("anna", "bo", "carin"):
        shown = walk(sign_in(who), running)
        assert not re.search("det som (visas|döljs)|hemligt|Bara du", "".join(shown.values())), who


@pytest.mark.parametrize("phase", ["waiting", "introduction", "report", "ended"])
def test_the_wall_is_the_same_whoever_is_signed_in_on_it(demo: Demo, sign_in: SignIn, phase: str) -> None:
    meeting = demo.meeting
    for who in ("anna", "bo", "carin"):
        actions.arrive(meeting, demo[who])
    plans.write(plan_at(demo.meetings["no"][-2], demo["carin"]), fields={"effort": "Vänta in svaren"})
    if phase != "waiting":
        meeting = actions.start(meeting, by=demo["anna"])
        protocols.begin(meeting)
    if phase == "report":
        speaks(meeting, "carin", demo)
    if phase == "ended":
        actions.end(meeting, by=demo["anna"])

    with time_machine.travel(timezone.now(), tick=False):
        walls = [walk(sign_in(who), meeting) for who in ("anna", "bo", "carin")]

    assert len(walls[0]) == 4 + (phase == "ended")
    assert walls[0] == walls[1] == walls[2]
    for who in ("anna", "bo", "carin"):
        assert demo[who].email not in "".join(walls[0].values())


def test_a_word_to_one_person_stays_off_the_wall_and_is_told_on_that_persons_next_page(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    anna = sign_in("anna")
    anna.post(f"/grupper/{demo.group.pk}/andra/", {"name": demo.group.name, "school": demo.group.school_id})

    assert "Sparat." not in "".join(walk(anna, running).values())
    assert "Sparat." in anna.get("/konto/").content.decode()


def test_opening_the_screen_is_not_to_arrive(demo: Demo, sign_in: SignIn) -> None:
    screen(sign_in, "carin", demo.meeting)

    assert not Attendance.objects.filter(meeting=demo.meeting, user=demo["carin"]).exists()


def test_the_code_is_the_same_until_the_meeting_ends_and_then_it_is_gone(demo: Demo, running: Meeting) -> None:
    first = actions.open_to_code(running)

    assert re.fullmatch(r"\d{6}", first)
    assert actions.open_to_code(Meeting.objects.get(pk=running.pk)) == first
    actions.end(running, by=demo["anna"])
    assert actions.open_to_code(Meeting.objects.get(pk=running.pk)) == ""


def test_two_open_rooms_never_have_the_same_code(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    other = next(meetings[-1] for key, meetings in demo.meetings.items() if key != "no")
    LiveMeeting.objects.create(meeting=other, code="000007")
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(joining.secrets, "randbelow", lambda _: next(drawn))

    assert actions.open_to_code(demo.meeting) == "000008"


def test_there_is_no_code_long_before_the_meeting(demo: Demo, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).update(starts_at=timezone.now() + timedelta(days=2))

    page = screen(sign_in, "anna", demo.meeting)

    assert code_of(demo.meeting) == ""
    assert "Koden att gå med visas här tre timmar innan lärträffen börjar." in page


def test_the_room_and_the_meetings_page_lead_to_the_screen(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    carin = sign_in("carin")

    for address in ("rum/", ""):
        page = carin.get(f"/moten/{running.pk}/{address}").content.decode()
        assert re.search(rf'href="/moten/{running.pk}/skarm/" target="_blank" rel="noopener"', page), address


def test_the_screens_line_hears_the_meeting_and_never_the_draft(
    join: Callable[..., Member], begun: int, installation: Installation
) -> None:
    wall, bo = join("carin", way="skarm"), join("bo")
    greeting = wall.until("hello")
    bo.until("vector")
    bo.catch_up()

    bo.line.send('{"type": "writing", "heading": "talked"}')
    bo.until("kept", frame=bo.send(bo.write("talked", "arbetsmaterial")))
    wall.send(bo.write("talked", "från skärmen"))
    heard = wall.all_until("refused")

    assert greeting["writes"] is False
    assert heard <= {"state", "event", "refused"}
    asked = f"from kollegium.models import Attendance as A; print(A.objects.filter(meeting={begun}).count())"
    assert int(installation.shell(asked)) == 1
