"""Planen är min: no way leads from anything or anyone else to a plan."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.test import Client
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups.models import Group, Membership
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure
from kollegium.live import actions as live
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.people import actions as people
from kollegium.people.models import Organisation, User
from kollegium.plans import actions
from kollegium.plans.models import FIELDS, PLANNING, REPORT, SHAREABLE, ActionPlan, Opening, Sharing
from kollegium.plans.shown import shown_promise
from kollegium.refusals import Refused
from tests.addresses import filled, routes

SignIn = Callable[[str], Client]
EVERYONE_ELSE = ["anna", "bo", "david", "ester", "gunilla", "tomas", "hakan", "inga", "nils", "eva", "anyone"]
SECRET = "Hemligheten i Carins plan"
SHOWN = "Det som Carin visar av sin plan"


def test_no_name_leads_from_anything_to_plans() -> None:
    to_plans = [
        relation
        for model in apps.get_models()
        if model is not ActionPlan
        for relation in model._meta.get_fields(include_hidden=False)
        if relation.is_relation and relation.related_model is ActionPlan
    ]
    assert [(relation.model, relation.name) for relation in to_plans] == [(Sharing, "plan"), (Opening, "plan")]
    keys = [field for field in ActionPlan._meta.get_fields() if isinstance(field, ForeignKey)]
    assert {key.name: key.remote_field.related_name for key in keys} == {"owner": "+", "meeting": "+"}


@pytest.mark.parametrize("model", [User, Meeting, Group, Organisation, Membership])
def test_no_person_meeting_or_group_has_plans(model: type) -> None:
    assert [name for name in dir(model) if "plan" in name.lower() and name not in ("planned_end",)] == []


@pytest.mark.parametrize("field", ["created_at", "updated_at", "written_at", "changed_at"])
def test_no_time_of_writing_is_kept(field: str) -> None:
    assert field not in {each.name for each in ActionPlan._meta.get_fields()}
    ours = {"id", "owner", "meeting", "nothing_less", "sharings", "openings"}
    assert {each.name for each in ActionPlan._meta.get_fields()} == {*ours, *FIELDS}


@pytest.mark.parametrize("who", EVERYONE_ELSE)
def test_nobody_elses_address_reaches_a_plan(demo: Demo, sign_in: SignIn, who: str) -> None:
    for meeting in demo.meetings["no"]:
        actions.write(meeting, by=demo["carin"], fields=dict.fromkeys(FIELDS, SECRET))
    browser = sign_in(who)
    asked = [
        *(f"/handlingsplaner/{meeting.pk}/" for meeting in demo.meetings["no"]),
        *(f"/handlingsplaner/{plan.pk}/" for plan in ActionPlan.objects.of(demo["carin"])),
        "/",
        *_plain_addresses(),
        demo.group.get_absolute_url(),
        *(meeting.get_absolute_url() for meeting in demo.meetings["no"]),
        demo.meeting.room_url,
        demo.last_protocol.get_absolute_url(),
        f"/huvudman/medarbetare/{demo['carin'].pk}/",
    ]

    for address in asked:
        assert SECRET not in browser.get(address, follow=True).content.decode(), address


def test_the_owner_does_read_it(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields=dict.fromkeys(FIELDS, SECRET))

    page = sign_in("carin").get(f"/handlingsplaner/{demo.meeting.pk}/").content.decode()
    assert page.count(SECRET) == 2 * len(FIELDS)  # in the form, and on the sheet that is printed


@pytest.mark.parametrize("who", ["david", "gunilla", "hakan", "eva"])
def test_a_lärträff_of_others_has_no_plan_for_you(demo: Demo, sign_in: SignIn, who: str) -> None:
    address = f"/handlingsplaner/{demo.meeting.pk}/"
    browser = sign_in(who)

    answers = [
        browser.get(address),
        browser.post(address, {"tried": "x"}),
        browser.post(f"{address}visning/", {"field": "effort"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not ActionPlan.objects.of(demo[who]).filter(meeting=demo.meeting).exists()


def test_writing_changes_ones_own_plan_and_no_other(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": SECRET})

    sign_in("anna").post(f"/handlingsplaner/{demo.meeting.pk}/", {"tried": "Annas", "owner": demo["carin"].pk})

    assert ActionPlan.objects.of(demo["carin"]).get(meeting=demo.meeting).tried == SECRET
    assert ActionPlan.objects.of(demo["anna"]).get(meeting=demo.meeting).tried == "Annas"


def test_one_who_has_left_the_group_keeps_the_plan(demo: Demo, sign_in: SignIn) -> None:
    Membership.objects.filter(user=demo["carin"]).update(ends_on=timezone.localdate())
    written, unwritten = demo.meetings["no"][0], demo.meeting
    carin = sign_in("carin")

    answers = [
        carin.get(f"/handlingsplaner/{written.pk}/").status_code,
        carin.post(f"/handlingsplaner/{written.pk}/", {"learnt": "Efteråt"}).status_code,
        carin.get(f"/handlingsplaner/{unwritten.pk}/").status_code,
        carin.get("/").status_code,
    ]

    assert answers == [200, 302, 404, 200]
    assert ActionPlan.objects.of(demo["carin"]).get(meeting=written).learnt == "Efteråt"


def test_pupils_cannot_be_shown_even_by_a_crafted_post(demo: Demo, sign_in: SignIn) -> None:
    plan = actions.write(demo.meeting, by=demo["carin"], fields={"pupils": SECRET})

    for field in ("pupils", "known"):
        response = sign_in("carin").post(f"/handlingsplaner/{demo.meeting.pk}/visning/", {"field": field})
        assert response.status_code == 409

    assert not plan.sharings.exists()
    with pytest.raises(Refused):
        actions.show(plan, {"pupils"})


def test_only_what_is_shown_is_told_to_the_room(demo: Demo) -> None:
    last = demo.meetings["no"][-2]
    plan = actions.write(last, by=demo["carin"], fields={name: f"{name} {SECRET}" for name in FIELDS})

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
    actions.show(actions.write(demo.meeting, by=demo["karim"], fields=words), set(SHAREABLE))

    told = shown_promise(demo.meeting, demo["karim"], to=demo["bo"])

    assert {name: told[name] for name in ("tried", "learnt")} == {name: words[name] for name in ("tried", "learnt")}
    assert SECRET not in "".join(told[name] for name in set(told) - {*REPORT})


def test_the_room_is_told_of_the_lärträff_before_and_no_other(demo: Demo) -> None:
    first, second, _, now = demo.meetings["no"]
    Sharing.objects.filter(plan__owner=demo["carin"]).delete()
    actions.show(actions.write(first, by=demo["carin"], fields={"effort": "gammal"}), {"effort"})
    actions.show(actions.write(now, by=demo["carin"], fields={"effort": "ny"}), {"effort"})

    assert shown_promise(now, demo["carin"], to=demo["bo"]) == {}  # the planning of the third shows nothing
    assert shown_promise(second, demo["carin"], to=demo["bo"]) == {"effort": "gammal"}
    assert shown_promise(first, demo["carin"], to=demo["bo"]) == {}
    assert shown_promise(demo.meetings["svenska"][-1], demo["carin"], to=demo["bo"]) == {}


@pytest.mark.parametrize("who", EVERYONE_ELSE)
def test_no_address_at_all_shows_a_plan_or_a_note_to_anybody_else(demo: Demo, sign_in: SignIn, who: str) -> None:
    """Every address, looked at and posted to, with every number that could name the plan, its owner or its meeting.

    What Carin does show is read by her group, and whoever has read it stands in "Vem har öppnat min plan?".
    """
    secrets = dict.fromkeys(FIELDS, SECRET) | {"effort": SHOWN}
    plans = [actions.write(meeting, by=demo["carin"], fields=secrets) for meeting in demo.meetings["no"][-2:]]
    Sharing.objects.filter(plan__owner=demo["carin"]).delete()  # the demo's own
    for plan in plans:
        actions.show(plan, {"effort"})
    note = actions.note(by=demo["carin"], key=uuid4(), text=SECRET, on=timezone.localdate())
    numbers = {each.pk for each in (plans[0], demo.meetings["no"][-2], demo["carin"])}
    browser = _unafraid(sign_in(who))
    answers = {f"GET {each}": browser.get(each) for each in _every_address(numbers, note.key)}
    browser = _unafraid(sign_in(who))
    answers |= {f"POST {each}": browser.post(each, {"field": "learnt"}) for each in _every_address(numbers, note.key)}

    said = {each: answer.content.decode(errors="replace") for each, answer in answers.items()}
    assert len(answers) > 200
    assert [each for each, words in said.items() if SECRET in words] == []
    has_read = any(SHOWN in words for words in said.values())
    assert has_read == (demo.people.get(who) in demo.group.members())
    assert has_read == Opening.objects.filter(plan__in=plans, reader=demo.people.get(who)).exists()
    assert [actions.drafts.plan_at(plan.meeting, demo["carin"]).pupils for plan in plans] == [SECRET, SECRET]


@pytest.mark.parametrize("who", EVERYONE_ELSE)
def test_somebody_elses_letter_about_a_thread_opens_nothing(demo: Demo, sign_in: SignIn, who: str) -> None:
    """Her account is closed, and somebody else reads the letter with her way to the thread."""
    plan = actions.write(demo.meetings["no"][-2], by=demo["carin"], fields=dict.fromkeys(FIELDS, SECRET))
    people.deactivate(demo["carin"], by=demo["inga"])
    rounds.go()
    letter = links.token(Departure.objects.get(person=demo["carin"]))
    numbers = {each.pk for each in (plan, demo.meetings["no"][-2], demo["carin"])}
    browser = _unafraid(sign_in(who))

    asked = _every_address(numbers, uuid4(), letter)

    assert any(letter in each for each in asked)
    assert [each for each in asked if SECRET in browser.get(each).content.decode(errors="replace")] == []


def _unafraid(browser: Client) -> Client:
    browser.raise_request_exception = False
    return browser


def _every_address(numbers: set[int], key: UUID, letter: str = "trams") -> list[str]:
    """With every number in its places, a note's key, the key of a letter, and a kind of file."""
    words = {"token": letter, "key": key, "kind": "json", "": "trams"}
    asked = [filled(route, words | {"pk": pk}) for route in routes() for pk in sorted(numbers)]
    return [each for each in dict.fromkeys(asked) if each != "/logga-ut/"]


def _plain_addresses() -> list[str]:
    """Every address without a number in it."""
    return sorted({route for route in routes() if "<" not in route} - {"/logga-ut/"})


@pytest.mark.parametrize("who", ["anna", "bo", "guest"])
@pytest.mark.parametrize("is_started", [False, True])
def test_nothing_is_shown_before_the_lärträff_has_started(
    demo: Demo, sign_in: SignIn, who: str, is_started: bool
) -> None:
    """At any address, though its owner has chosen to show it and asked to have the word first."""
    plan = actions.write(demo.meeting, by=demo["carin"], fields=dict.fromkeys(FIELDS, SECRET))
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
        for address in _every_address({demo.meeting.pk}, uuid4())
        for headers in ({}, {"HX-Request": "true"})
        if SECRET in browser.get(address, headers=headers).content.decode(errors="replace")
    ]

    places = {"delat/", "rum/lofte/", "skarm/lofte/"} if is_started and who != "guest" else set()
    assert {address.removeprefix(f"/moten/{demo.meeting.pk}/") for address in found} == places
    assert plan.openings.exists() == bool(places)


def test_what_is_shown_can_be_taken_back_until_the_meeting_where_it_was_read_has_ended(demo: Demo) -> None:
    before = demo.meetings["no"][-2]
    plan = actions.write(before, by=demo["carin"], fields={"effort": "Rita först"})
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
    plan = actions.write(before, by=demo["carin"], fields={"effort": "Rita först"})
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
