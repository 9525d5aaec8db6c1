"""The room's line never tells a word of anybody's plan: what is shown is fetched by a page, and told to its owner."""

import json
from collections.abc import Callable

import pytest

from tests.wire.conftest import Member
from tests.wire.posting import PostedLine
from tests.world import Installation, post

SECRET, SHOWN = "Hemligheten i Carins plan", "Det som Carin visar"


@pytest.mark.parametrize("by_http", [False, True], ids=["by socket", "by plain HTTP"])
def test_no_frame_holds_a_word_of_a_plan(
    join: Callable[..., Member], installation: Installation, meeting: int, by_http: bool
) -> None:
    bo = join("bo")
    if by_http:
        cookie = f"sessionid={installation.facts['sessions']['bo']}"
        bo.line = PostedLine(installation.port, meeting, {"Cookie": cookie, "Origin": installation.address})
    bo.until("state")

    assert post(installation, "carin", f"/handlingsplaner/{meeting}/", tried=SHOWN, pupils=SECRET, effort=SECRET) == 204
    assert post(installation, "carin", "/anteckningar/", text=SECRET, on="2026-01-10") == 204
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    bo.until("event", name="meeting.started")
    assert post(installation, "carin", f"/handlingsplaner/{meeting}/visning/", field="tried") == 200
    bo.until("event", name="sharing.changed")

    said = json.dumps(bo.said, ensure_ascii=False)
    assert SECRET not in said
    assert SHOWN not in said
