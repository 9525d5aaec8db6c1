"""The trouble "joining and leaving": in the middle of laget runt one is added to the group and another leaves it."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from bench.six_writers import SixWriters
from tests.world import Installation, post

CHANGED = ("david", "lena")  # neither writes; by turns one is in the group and the other is not
QUERY = """
import json
from kollegium.models import Meeting, Membership
group = Meeting.objects.get(pk={room}).group_id
open = Membership.objects.filter(group=group, user__in={people}, ends_on=None)
print(json.dumps([group, dict(open.values_list("user", "pk"))]))
"""


def join_and_leave(six: SixWriters, name: str) -> None:
    """While all write; then every page must still have a name for everyone it shows."""
    six.wait_for_server()
    installation, room = six.installation, six.installation.facts["meeting"]
    post(installation, "anna", f"/moten/{room}/steg/", after="1")  # to laget runt, the first time
    group, memberships = _memberships(installation)
    today = str(datetime.now(ZoneInfo("Europe/Stockholm")).date())  # the installation's, whatever this machine's is
    for who in CHANGED:
        person = installation.facts["people"][who]
        if membership := memberships.get(str(person)):
            _press(installation, f"/grupper/{group}/medlemmar/{membership}/slut/", on=today)
        else:
            added = {"person": str(person), "starts_on": today}
            _press(installation, f"/grupper/{group}/medlemmar/ny/", **added)
            _press(installation, f"/moten/{room}/narvaro/{person}/", is_here="1")
        six.all_write(name)
        _press(installation, f"/moten/{room}/tur/")
    six.all_write(name)
    for writer in six.writers:
        assert writer.page
        assert "undefined" not in writer.page.locator("body").inner_text(), f"{writer.key}'s page lacks a name"


def _memberships(installation: Installation) -> tuple[int, dict[str, int]]:
    people = [installation.facts["people"][who] for who in CHANGED]
    group, open_ones = json.loads(installation.shell(QUERY.format(room=installation.facts["meeting"], people=people)))
    return group, open_ones


def _press(installation: Installation, address: str, **fields: str) -> None:
    status = post(installation, "anna", address, **fields)
    assert status in (200, 204), f"{address} answered {status}"
