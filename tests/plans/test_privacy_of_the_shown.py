"""Of a plan nothing is read by others but what its owner shows, and when."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, PLANNING, REPORT, SHAREABLE, ActionPlan, Sharing
from kollegium.plans.shown import shown_promise
from kollegium.refusals import Refused
from tests.plans.test_privacy import SECRET, SignIn, every_address


def test_pupils_cannot_be_shown_even_by_a_crafted_post(demo: Demo, sign_in: SignIn) -> None:
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields={"pupils": SECRET})

    for field in ("pupils", "known"):
        response = sign_in("carin").post(f"/handlingsplaner/{demo.meeting.pk}/visning/", {"field": field})
        assert response.status_code == 409

    assert not plan.sharings.exists()
    with pytest.raises(Refused):
        actions.show(plan, {"pupils"})


def test_only_what_is_shown_is_told_to_the_room(demo: Demo) -> None:
    last = demo.meetings["no"][-2]
    plan = actions.write(plan_at(last, demo["carin"]), fields={name: f"{name} {SECRET}" for name in FIELDS})

    told = []
    for shown in (set(), {"effort"}, {"effort", "problems"}, set(SHAREABLE), set()):
        actions.hide(plan, SHAREABLE)
        actions.show(plan, shown)
        told.append(shown_promise(demo.meeting, demo["carin"], to=demo["bo"]))

    assert told[0] == {}
    assert told[1] == {"effort": f"effort {SECRET}"}
    assert told[2] == {"effort": f"effort {SECRET}", "problems": f"problems {SECRET}"}
    assert set(told[3]) == set(PLANNING) - {"pupils"}
    assert told[4] == {}


def test_of_todays_plan_the_room_is_told_the_report_and_not_what_comes_next(demo: Demo) -> None:
    words = {name: f"{name} {SECRET}" for name in FIELDS}
    actions.show(actions.write(plan_at(demo.meeting, demo["karim"]), fields=words), set(SHAREABLE))

    told = shown_promise(demo.meeting, demo["karim"], to=demo["bo"])

    assert {name: told[name] for name in ("tried", "learnt")} == {name: words[name] for name in ("tried", "learnt")}
    assert SECRET not in "".join(told[name] for name in set(told) - {*REPORT})


def test_the_room_is_told_of_the_lärträff_before_and_no_other(demo: Demo) -> None:
    first, second, _, now = demo.meetings["no"]
    Sharing.objects.filter(plan__owner=demo["carin"]).delete()
    actions.show(actions.write(plan_at(first, demo["carin"]), fields={"effort": "gammal"}), {"effort"})
    actions.show(actions.write(plan_at(now, demo["carin"]), fields={"effort": "ny"}), {"effort"})

    assert shown_promise(now, demo["carin"], to=demo["bo"]) == {}  # the planning of the third shows nothing
    assert shown_promise(second, demo["carin"], to=demo["bo"]) == {"effort": "gammal"}
    assert shown_promise(first, demo["carin"], to=demo["bo"]) == {}
    assert shown_promise(demo.meetings["svenska"][-1], demo["carin"], to=demo["bo"]) == {}


@pytest.mark.parametrize("who", ["anna", "bo", "guest"])
@pytest.mark.parametrize("is_started", [False, True])
def test_nothing_is_shown_before_the_lärträff_has_started(
    demo: Demo, sign_in: SignIn, who: str, is_started: bool
) -> None:
    """At any address, though its owner has chosen to show it and asked to have the word first."""
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))
    actions.show(plan, set(SHAREABLE))
    for person in ("anna", "bo", "carin"):
        live.arrive(demo.meeting, demo[person])
    live.ask_to_begin(demo.meeting, by=demo["carin"])
    if is_started:
        live.next_step(live.start(demo.meeting, by=demo["anna"]), by=demo["anna"])
    browser = Client() if who == "guest" else sign_in(who)
    if who == "guest":
        link = meetings.invite_guest(demo.meeting, "Saga Sten", by=demo["anna"])
        assert browser.get("/" + link.split("//")[1].partition("/")[2], follow=True).status_code == 200

    found = [
        address
        for address in every_address({demo.meeting.pk}, uuid4())
        for headers in ({}, {"HX-Request": "true"})
        if SECRET in browser.get(address, headers=headers).content.decode(errors="replace")
    ]

    places = {"delat/", "rum/lofte/", "skarm/lofte/"} if is_started and who != "guest" else set()
    assert {address.removeprefix(f"/moten/{demo.meeting.pk}/") for address in found} == places
    assert plan.openings.exists() == bool(places)


def test_what_is_shown_can_be_taken_back_until_the_meeting_where_it_was_read_has_ended(demo: Demo) -> None:
    before = demo.meetings["no"][-2]
    plan = actions.write(plan_at(before, demo["carin"]), fields={"effort": "Rita först"})
    actions.show(plan, {"effort"})
    shown_promise(demo.meeting, demo["carin"], to=demo["bo"])
    actions.hide(plan, SHAREABLE)  # the meeting is not over
    actions.show(plan, {"effort"})
    Meeting.objects.filter(pk=demo.meeting.pk).update(
        started_at=timezone.now(), started_by=demo["anna"], step=6, ended_at=timezone.now(), ended_by=demo["anna"]
    )

    with pytest.raises(Refused, match="lärgruppen har läst"):
        actions.hide(plan, SHAREABLE)

    assert [sharing.field for sharing in plan.sharings.all()] == ["effort"]


def test_the_owner_is_told_who_has_seen_what_and_one_who_looks_at_ones_own_is_not(demo: Demo) -> None:
    before = demo.meetings["no"][-2]
    plan = actions.write(plan_at(before, demo["carin"]), fields={"effort": "Rita först"})
    actions.show(plan, {"effort"})

    for reader in ("bo", "bo", "carin", "anna"):
        shown_promise(demo.meeting, demo["carin"], to=demo[reader])

    assert [(opening.reader, opening.fields) for opening in plan.openings.all()] == [
        (demo["bo"], ["effort"]),
        (demo["anna"], ["effort"]),
    ]


def test_one_who_was_away_shows_the_promise_that_is_still_tried(demo: Demo) -> None:
    """Also when a lärträff in between never was held."""
    second, third, now = demo.meetings["no"][1:]
    ActionPlan.objects.of(demo["carin"]).filter(meeting=third).delete()
    plan = ActionPlan.objects.of(demo["carin"]).get(meeting=second)
    actions.show(plan, {"effort"})
    assert shown_promise(now, demo["carin"], to=demo["bo"]) == {"effort": plan.effort}

    Meeting.objects.filter(pk=third.pk).update(
        started_at=None, started_by=None, step=None, ended_at=None, ended_by=None
    )
    assert shown_promise(now, demo["carin"], to=demo["bo"]) == {"effort": plan.effort}
    actions.hide(plan, SHAREABLE)  # no lärträff has been held since

    assert shown_promise(now, demo["carin"], to=demo["bo"]) == {}
