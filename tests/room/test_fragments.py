"""A fragment draws only itself, and draws it as the whole page does."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.live import actions
from kollegium.meetings import actions as meetings
from kollegium.meetings.models import Meeting
from kollegium.protocols import actions as protocols

SignIn = Callable[[str], Client]
STEERED = {"styrfragan", "anger", "takten", "pausen", "samtalet", "turen", "styrningen"}
PART = re.compile(r'<div hx-swap-oob="innerHTML:#(\w+)">(.*?)</div>(?=\n<div hx-swap-oob|\n*$)', re.S)
OUR_OWN_FIELDS = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>|\s+')


@pytest.fixture
def talking(demo: Demo) -> Meeting:
    """In the round of the second step, with a later step in parts."""
    for who in ("anna", "bo", "carin"):
        actions.arrive(demo.meeting, demo[who])
    meetings.choose_format(demo.meeting, {3: "reflekterande-team", 4: "epa"}, by=demo["anna"])
    actions.start(demo.meeting, by=demo["anna"])
    protocols.begin(demo.meeting)
    return actions.next_step(demo.meeting, by=demo["anna"])


def drawn(browser: Client, address: str) -> str:
    return OUR_OWN_FIELDS.sub("", browser.get(address).content.decode())


@pytest.mark.parametrize("who", ["anna", "bo", "carin"])
@pytest.mark.parametrize("step", [2, 3, 4])
def test_each_part_that_another_steerer_changes_is_as_the_page_has_it(
    talking: Meeting, demo: Demo, sign_in: SignIn, step: int, who: str
) -> None:
    for _ in range(step - 2):
        actions.next_step(talking, by=demo["anna"])
    actions.hand_over(talking, demo["carin"], by=demo["anna"])
    browser = sign_in(who)

    with time_machine.travel(timezone.now(), tick=False):
        answer = browser.get(f"/moten/{talking.pk}/rum/styrda-delar/").content.decode()
        alone = drawn(browser, f"/moten/{talking.pk}/rum/styrning/")
        page = drawn(browser, f"/moten/{talking.pk}/rum/")

    parts = {name: OUR_OWN_FIELDS.sub("", part) for name, part in PART.findall(answer)}
    assert parts.keys() == STEERED
    question = parts.pop("styrfragan")  # comes when it is asked, and is not on the page from the start
    assert ("Nu styr du" in answer) == bool(question) == (who == "carin")
    assert parts["styrningen"] == alone
    for name, part in parts.items():
        # Each stands inside the element that it will be put into.
        assert f'id="{name}"' in page
        assert part in page, name
        assert len(part) > 20 or name == "samtalet", name


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_only_one_who_steers_gets_what_one_steers_with(talking: Meeting, demo: Demo, sign_in: SignIn, who: str) -> None:
    answer = sign_in(who).get(f"/moten/{talking.pk}/rum/styrda-delar/").content.decode()

    leads = who == "anna"
    assert ("Nästa steg" in answer) == leads
    assert ("Pausa</button>" in answer) == leads
    assert ("data-order-form" in answer) == leads
    assert ("data-leads" in answer) == leads


@pytest.mark.parametrize("fragment", ["styrda-delar", "styrning", "narvarande"])
def test_a_fragment_opens_no_plan_and_no_draft(talking: Meeting, sign_in: SignIn, fragment: str) -> None:
    browser = sign_in("anna")
    browser.get("/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(f"/moten/{talking.pk}/rum/{fragment}/")

    said = " ".join(query["sql"] for query in asked)
    assert "kollegium_meeting" in said
    assert "kollegium_actionplan" not in said
    assert "kollegium_protocolupdate" not in said
    assert not re.search(r"\b(INSERT|UPDATE|DELETE)\b", said)
