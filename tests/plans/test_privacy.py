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
from kollegium.meetings.models import Meeting
from kollegium.people import actions as people
from kollegium.people.models import Organisation, User
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, ActionPlan, Opening, Sharing
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
        actions.write(plan_at(meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))
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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))

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
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"tried": SECRET})

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


@pytest.mark.parametrize("who", EVERYONE_ELSE)
def test_no_address_at_all_shows_a_plan_or_a_note_to_anybody_else(demo: Demo, sign_in: SignIn, who: str) -> None:
    """Every address, looked at and posted to, with every number that could name the plan, its owner or its meeting.

    What Carin does show is read by her group, and whoever has read it stands in "Vem har öppnat min plan?".
    """
    secrets = dict.fromkeys(FIELDS, SECRET) | {"effort": SHOWN}
    plans = [actions.write(plan_at(meeting, demo["carin"]), fields=secrets) for meeting in demo.meetings["no"][-2:]]
    Sharing.objects.filter(plan__owner=demo["carin"]).delete()  # the demo's own
    for plan in plans:
        actions.show(plan, {"effort"})
    note = actions.write_note(by=demo["carin"], key=uuid4(), text=SECRET, on=timezone.localdate())
    numbers = {each.pk for each in (plans[0], demo.meetings["no"][-2], demo["carin"])}
    browser = _unafraid(sign_in(who))
    answers = {f"GET {each}": browser.get(each) for each in every_address(numbers, note.key)}
    browser = _unafraid(sign_in(who))
    answers |= {f"POST {each}": browser.post(each, {"field": "learnt"}) for each in every_address(numbers, note.key)}

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
    plan = actions.write(plan_at(demo.meetings["no"][-2], demo["carin"]), fields=dict.fromkeys(FIELDS, SECRET))
    people.deactivate(demo["carin"], by=demo["inga"])
    rounds.go()
    letter = links.token(Departure.objects.get(person=demo["carin"]))
    numbers = {each.pk for each in (plan, demo.meetings["no"][-2], demo["carin"])}
    browser = _unafraid(sign_in(who))

    asked = every_address(numbers, uuid4(), letter)

    assert any(letter in each for each in asked)
    assert [each for each in asked if SECRET in browser.get(each).content.decode(errors="replace")] == []


def _unafraid(browser: Client) -> Client:
    browser.raise_request_exception = False
    return browser


def every_address(numbers: set[int], key: UUID, letter: str = "trams") -> list[str]:
    """With every number in its places, a note's key, the key of a letter, and a kind of file."""
    words = {"token": letter, "key": key, "kind": "json", "": "trams"}
    asked = [filled(route, words | {"pk": pk}) for route in routes() for pk in sorted(numbers)]
    return [each for each in dict.fromkeys(asked) if each != "/logga-ut/"]


def _plain_addresses() -> list[str]:
    """Every address without a number in it."""
    return sorted({route for route in routes() if "<" not in route} - {"/logga-ut/"})
