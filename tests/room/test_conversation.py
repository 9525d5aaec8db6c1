"""Who may press what about turns and parts, and what the room shows of them, also without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.library import questions
from kollegium.live import actions
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.protocols import actions as protocols

SignIn = Callable[[str], Client]
STRANGERS = [("david", 404), ("gunilla", 404), ("inga", 404), ("eva", 404), ("anyone", 302)]


@pytest.fixture
def running(demo: Demo) -> Meeting:
    for who in ("anna", "bo", "carin", "ester"):
        actions.arrive(demo.meeting, demo[who])
    meeting = actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(meeting)
    return meeting


def in_step(demo: Demo, position: int, format: str | None = None) -> Meeting:
    if format is not None:
        demo.meeting.steps.filter(position=position).update(format=format)
    for step in range(1, position):
        actions.next_step(demo.meeting, by=demo["anna"], after=step)
    return fresh(demo)


def fresh(demo: Demo) -> Meeting:
    return Meeting.objects.get(pk=demo.meeting.pk)


def room(sign_in: SignIn, who: str, demo: Demo) -> str:
    return " ".join(sign_in(who).get(f"/moten/{demo.meeting.pk}/rum/").content.decode().split())


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("bo", 403), ("carin", 403), *STRANGERS])
def test_only_the_leader_goes_on_to_the_next_part(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    in_step(demo, 4, "epa")

    response = sign_in(who).post(f"/moten/{running.pk}/del/", {"after": "4.0"})

    assert response.status_code == status
    assert fresh(demo).live.part == (1 if who == "anna" else 0)


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("bo", 403), *STRANGERS])
def test_only_the_leader_says_who_begins(demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int) -> None:
    in_step(demo, 2)

    response = sign_in(who).post(f"/moten/{running.pk}/ordning/", {"order": "last-first"})

    assert response.status_code == status
    assert fresh(demo).live.round["speaker"] == demo["ester" if who == "anna" else "anna"].pk


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("bo", 302), ("carin", 403), ("david", 404)])
def test_one_who_has_the_word_or_the_leader_asks_to_come_back(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    in_step(demo, 2)
    actions.next_speaker(running, by=demo["anna"])  # Bo has the word

    response = sign_in(who).post(f"/moten/{running.pk}/tur/", {"later": "1", "after": str(demo["bo"].pk)})

    assert response.status_code == status
    assert (fresh(demo).live.round["later"] == [demo["bo"].pk]) == (status == 302)


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("anna", "carin", 302),
        ("carin", "carin", 302),
        ("bo", "carin", 403),
        ("anna", "david", 404),
        ("david", "david", 404),
    ],
)
def test_a_question_is_owned_by_oneself_or_as_the_leader_says(
    demo: Demo, running: Meeting, sign_in: SignIn, who: str, whose: str, status: int
) -> None:
    in_step(demo, 4, "reflekterande-team")

    response = sign_in(who).post(f"/moten/{running.pk}/fragans-agare/", {"person": str(demo[whose].pk)})

    assert response.status_code == status
    assert (fresh(demo).live.owner_id == demo[whose].pk) == (status == 302)


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("bo", 403), *STRANGERS])
def test_only_the_leader_chooses_samtalsformer(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    chosen = {"step_2": "laget-runt", "step_3": "", "step_4": "textsamtal"}

    response = sign_in(who).post(f"/moten/{demo.meeting.pk}/samtalsformer/", chosen)

    assert response.status_code == status
    assert demo.meeting.steps.get(position=4).format == ("textsamtal" if who == "anna" else "epa")


def test_a_samtalsform_that_does_not_exist_changes_nothing(demo: Demo, sign_in: SignIn) -> None:
    sign_in("anna").post(f"/moten/{demo.meeting.pk}/samtalsformer/", {"step_4": "disputation"})

    assert demo.meeting.steps.get(position=4).format == "epa"


def test_the_leader_chooses_on_the_page_of_the_meeting_and_all_read_what_was_chosen(
    demo: Demo, sign_in: SignIn
) -> None:
    pages = {who: sign_in(who).get(f"/moten/{demo.meeting.pk}/").content.decode() for who in ("anna", "carin")}

    assert all("EPA: enskilt, par, alla" in page for page in pages.values())
    assert ["Spara samtalsformerna" in page for page in pages.values()] == [True, False]


def test_the_room_shows_the_part_the_pair_and_the_next_part(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    meeting = in_step(demo, 4, "epa")
    meeting = actions.next_part(meeting, by=demo["anna"])
    names = {demo[who].pk: demo[who].given_name for who in ("anna", "bo", "carin", "ester")}
    mine = next(pair for pair in meeting.live.pairs if demo["bo"].pk in pair)
    with_bo = next(names[person] for person in mine if person != demo["bo"].pk)

    page = room(sign_in, "bo", demo)

    assert f"data-own-pair >Du och {with_bo}</p>" in page
    assert "Nästa del: Alla" in room(sign_in, "anna", demo)
    assert "Nästa del" not in page


def test_the_one_who_has_the_word_reads_the_own_promise_and_the_others_only_what_is_shown(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    plan = plans.write(plan_at(demo.meetings["no"][-2], demo["anna"]), fields={"effort": "Vänta tre sekunder"})
    plans.hide(plan, {"effort"})
    in_step(demo, 2)

    def promise(who: str) -> str:
        return sign_in(who).get(f"/moten/{running.pk}/rum/lofte/").content.decode()

    assert "Vänta tre sekunder" in promise("anna")
    assert "Bara du ser den" in promise("anna")
    assert "Vänta tre sekunder" not in promise("bo")
    plans.show(plan, {"effort"})
    assert "Gruppen ser den nu" in promise("anna")
    assert promise("anna").count("Vänta tre sekunder") == 1
    assert "Vänta tre sekunder" in promise("bo")
    demo.meeting.steps.filter(position=4).update(format="laget-runt")
    for step in (2, 3):
        actions.next_step(running, by=demo["anna"], after=step)
    assert fresh(demo).live.round["speaker"] == demo["anna"].pk
    assert "Vänta tre sekunder" not in promise("anna") + promise("bo")  # there one talks of the material


def test_the_card_of_the_turn_is_on_everyones_stage_in_step_three(
    demo: Demo, running: Meeting, sign_in: SignIn
) -> None:
    questions.replace(demo.organisation, ["Fråga noll?", "Fråga ett?", "Fråga två?"], by=demo["inga"])
    meeting = in_step(demo, 3)
    shown = meeting.number % 3

    for who in ("anna", "bo"):
        assert f"data-shown>{['Fråga noll?', 'Fråga ett?', 'Fråga två?'][shown]}</p>" in room(sign_in, who, demo)
    actions.next_speaker(meeting, by=demo["anna"])

    assert f"data-shown>{['Fråga noll?', 'Fråga ett?', 'Fråga två?'][(shown + 1) % 3]}</p>" in room(sign_in, "bo", demo)


def test_free_talk_in_step_three_has_one_card_and_no_round(demo: Demo, running: Meeting, sign_in: SignIn) -> None:
    in_step(demo, 3, "")
    page = room(sign_in, "bo", demo)

    assert page.count("data-shown>") == 1
    assert 'aria-label="Laget runt" data-talks hidden>' in page
    assert fresh(demo).live.round is None
