"""What can happen to a page while somebody writes: each word is there afterwards, and what the page says is true."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.test_a_killed_server import is_on_line, saved
from tests.world import Installation, final_text, post, wait_until

Arrive = Callable[..., Person]
NO_SOCKETS = """
window.WebSocket = class extends EventTarget {
  static OPEN = 1;
  readyState = 3;
  constructor() { super(); setTimeout(() => this.onclose?.({ code: 1006, reason: "" }), 50); }
  send() {}
  close() {}
};
"""


@pytest.fixture
def begun(installation: Installation, meeting: int) -> int:
    """The meeting, started by Anna."""
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    return meeting


def test_where_no_socket_gets_through_the_room_works_by_plain_http(arrive: Arrive, begun: int) -> None:
    carin, farid = arrive("carin", PHONE), arrive("farid", LAPTOP)
    carin.page.add_init_script(NO_SOCKETS)
    for person in (carin, farid):
        person.open_room(begun)
        wait_until(lambda p=person: is_on_line(p) and saved(p), "the page is on line", 30)

    farid.type_in("talked", "med-strumpor ")
    wait_until(lambda: "med-strumpor" in carin.reads("talked"), "it comes down by HTTP", 10)
    carin.type_in("talked", "utan-socket ")
    wait_until(lambda: "utan-socket" in farid.reads("talked"), "it goes up by HTTP", 10)
    wait_until(lambda: saved(carin), "all is on disk")

    carin.context.set_offline(True)
    carin.type_in("talked", "utan-nat ")
    wait_until(lambda: not is_on_line(carin), "the page has noticed", 30)
    carin.context.set_offline(False)
    wait_until(lambda: "utan-nat" in farid.reads("talked"), "it goes up when the net is back", 30)
