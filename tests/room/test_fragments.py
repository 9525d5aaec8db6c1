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
FRAGMENTS = ["styrning", "takt", "tur", "paus"]
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
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fragment_is_as_the_page_has_it(
    talking: Meeting, demo: Demo, sign_in: SignIn, fragment: str, step: int, who: str
) -> None:
    for _ in range(step - 2):
        actions.next_step(talking, by=demo["anna"])
    actions.hand_over(talking, demo["carin"], by=demo["anna"])
    browser = sign_in(who)

    with time_machine.travel(timezone.now(), tick=False):
        part, page = (drawn(browser, f"/moten/{talking.pk}/rum/{address}") for address in (f"{fragment}/", ""))

    assert len(part) > 20
    assert part in page


@pytest.mark.parametrize("fragment", [*FRAGMENTS, "narvarande"])
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
