"""Visa för lärgruppen: one field at a time, by its owner, and gone from the others at once when it is hidden."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kollegium import events
from kollegium.demo import Demo
from kollegium.live import actions as live
from kollegium.meetings.models import Meeting
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, SHAREABLE, ActionPlan
from kollegium.plans.shown import shown_promise
from kollegium.protocols import actions as protocols
from kollegium.protocols import notes
from kollegium.protocols.headings import WRITTEN

SignIn = Callable[[str], Client]
AS_FRAGMENT = {"HX-Request": "true"}
HIDDEN = "Nu är det dolt. Gruppen ser det inte längre."


@pytest.fixture
def plan(demo: Demo) -> ActionPlan:
    """What Carin writes at the third lärträff, and shows nothing of."""
    plan = plans.write(
        plan_at(demo.meetings["no"][-2], demo["carin"]), fields={"effort": "Rita först", "change": "Fler svar"}
    )
    plans.hide(plan, SHAREABLE)
    return plan


@pytest.fixture
def told() -> list[tuple[str, int | None]]:
    """What the rooms are told while the test goes on."""
    heard: list[tuple[str, int | None]] = []
    events.listen(listener := lambda event: heard.append((event.name, event.meeting_id)))
    yield heard
    events._listeners.remove(listener)


def shown(plan: ActionPlan) -> set[str]:
    return set(plan.sharings.values_list("field", flat=True))


def address(plan: ActionPlan, end: str = "") -> str:
    return f"{plan.get_absolute_url()}visning/{end}"


def test_a_field_is_shown_and_hidden_and_the_others_stay_as_they_are(
    demo: Demo, plan: ActionPlan, sign_in: SignIn
) -> None:
    carin, bo = sign_in("carin"), sign_in("bo")
    for field in ("effort", "change"):
        said = carin.post(address(plan), {"field": field}, headers=AS_FRAGMENT).content.decode()
        assert 'aria-checked="true"' in said
        assert "Gruppen ser det här." in said
    assert shown(plan) == {"effort", "change"}

    for _ in range(2):  # two thumbs at once
        said = carin.post(address(plan, "slut/"), {"field": "effort"}, headers=AS_FRAGMENT).content.decode()
        assert 'aria-checked="false"' in said
        assert HIDDEN in said

    assert shown(plan) == {"change"}
    assert bo.post(address(plan), {"field": "problems"}).status_code == 302  # his own plan, at the same address
    assert shown(plan) == {"change"}
    assert shown_promise(demo.meeting, demo["carin"], to=demo["bo"]) == {"change": "Fler svar"}


def test_the_page_has_a_switch_for_each_field_but_those_that_are_never_shown(
    demo: Demo, plan: ActionPlan, sign_in: SignIn
) -> None:
    plans.show(plan, {"effort"})
    for place in (plan.get_absolute_url(), demo.meeting.room_url):
        page = sign_in("carin").get(place).content.decode()

        assert [name for name in FIELDS if f'name="field" value="{name}"' in page] == [
            name for name in FIELDS if name in SHAREABLE
        ]
        assert page.count("Det här kan aldrig visas") == 2
        assert page.count('aria-checked="true" form="visning"') == (place == plan.get_absolute_url())


def test_without_javascript_one_comes_back_to_the_page_and_is_told(
    demo: Demo, plan: ActionPlan, sign_in: SignIn
) -> None:
    carin, room = sign_in("carin"), f"http://testserver{demo.meeting.room_url}"

    on = carin.post(address(plan), {"field": "effort"}, follow=True)
    off = carin.post(address(plan, "slut/"), {"field": "effort"}, headers={"Referer": room})

    assert on.redirect_chain == [(plan.get_absolute_url(), 302)]
    assert "Gruppen ser det här" in on.content.decode()
    assert off.url == demo.meeting.room_url
    assert HIDDEN in carin.get("/").content.decode()
    assert carin.get(address(plan)).status_code == carin.get(address(plan, "slut/")).status_code == 405


def test_a_choice_before_anything_is_written_keeps_the_plan_that_stood_there(demo: Demo, sign_in: SignIn) -> None:
    answer = sign_in("carin").post(
        f"/handlingsplaner/{demo.meeting.pk}/visning/", {"field": "effort"}, headers=AS_FRAGMENT
    )

    assert answer.status_code == 200
    assert shown(ActionPlan.objects.of(demo["carin"]).get(meeting=demo.meeting)) == {"effort"}


@pytest.mark.parametrize("who", ["david", "gunilla", "hakan", "eva"])
def test_nobody_outside_the_group_shows_or_hides_anything(
    demo: Demo, plan: ActionPlan, sign_in: SignIn, who: str
) -> None:
    plans.show(plan, {"effort"})

    for end in ("", "slut/"):
        assert sign_in(who).post(address(plan, end), {"field": "effort"}).status_code == 404

    assert shown(plan) == {"effort"}


def test_the_groups_open_room_is_told_to_look_again_and_no_other_and_nobody_between_meetings(
    demo: Demo,
    plan: ActionPlan,
    sign_in: SignIn,
    told: list[tuple[str, int | None]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    other = demo.meetings["svenska"][-1]
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("carin").post(address(plan), {"field": "effort"})
    assert told == []

    live.start(demo.meeting, by=demo["anna"])
    Meeting.objects.filter(pk=other.pk).update(started_at=timezone.now(), started_by=demo["david"], step=1)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("carin").post(address(plan, "slut/"), {"field": "effort"})

    assert [each for each in told if each[0] == "sharing.changed"] == [("sharing.changed", demo.meeting.pk)]
    assert shown_promise(demo.meeting, demo["carin"], to=demo["bo"]) == {}


def test_what_was_read_at_a_lärträff_that_is_over_has_no_switch_any_more(
    demo: Demo, plan: ActionPlan, sign_in: SignIn
) -> None:
    plans.show(plan, {"effort", "change"})
    plans.record_opening(plan, by=demo["bo"], fields=["effort"])
    carin = sign_in("carin")
    assert carin.get(plan.get_absolute_url()).content.decode().count('aria-checked="true"') == 2

    live.end(live.start(demo.meeting, by=demo["anna"]), by=demo["anna"])

    page = carin.get(plan.get_absolute_url()).content.decode()
    assert page.count('aria-checked="true"') == 1
    assert page.count("Gruppen har läst det här.") == 1
    refused = carin.post(address(plan, "slut/"), {"field": "effort"}, headers=AS_FRAGMENT)
    assert refused.status_code == 409
    assert "Det går inte att dölja nu." in refused.content.decode()
    assert shown(plan) == {"effort", "change"}


def test_a_field_can_be_shown_from_a_room_where_the_group_has_something_to_look_at_in_the_protocol(
    demo: Demo, sign_in: SignIn
) -> None:
    live.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(demo.meeting)
    live.end(demo.meeting, by=demo["anna"])
    protocol.updates.all().delete()
    notes.begin(protocol, dict.fromkeys(WRITTEN, "Ring Elin på 070-123 45 67."))
    carin = sign_in("carin")
    plan = plans.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Rita först"})

    page = carin.get(demo.meeting.room_url).content.decode()
    seen = re.search(r'<form id="visning".*?name="seen" value="([^"]*)"', page, re.DOTALL)

    assert "Titta på det här innan ni färdigställer" in page
    assert seen
    carin.post(address(plan), {"field": "effort", "seen": seen[1]}, headers=AS_FRAGMENT)
    assert shown(plan) == {"effort"}
