"""An installation that is upgraded while groups are meeting: their rooms go on, and what is over has no row."""

from pathlib import Path

from tests.upgrading import upgrade_from_before

ROOMS = """
from datetime import timedelta
from django.utils import timezone

make = lambda model, /, **what: old.get_model("kollegium", model).objects.create(**what)
now = timezone.now()
organisation = make("Organisation", name="Ekåsa")
anna, bo = (
    make("User", organisation=organisation, email=f"{name}@x.example", password="!", sorts_as=b"")
    for name in ("anna", "bo")
)
group = make("Group", organisation=organisation, name="NO", sorts_as=b"")
template = make("AgendaTemplate", name="90", steps=[], prompts={}, headings=[], sorts_as=b"")
meet = lambda number, **what: make(
    "Meeting", group=group, template=template, number=number, starts_at=now, question="Hur?", **what
)
going = dict(started_at=now, started_by=anna, step=2)
turn = {"order": [bo.pk], "speaker": bo.pk, "done": [], "passed": [], "later": []}
turn |= {"began_at": now.isoformat(), "turn": 3}
meet(1, **going, ended_at=now)
meet(
    2, **going, ends_at=now + timedelta(hours=1), helm=bo, code="481726", step_started_at=now, part=0,
    paused_for=timedelta(seconds=9), round=turn | {"owner": anna.pk, "first": [bo.pk]}, pairs=[[anna.pk, bo.pk]],
)
asked = meet(3, round={"first": [anna.pk]})
meet(4)
make("LastPress", meeting=asked, kind="start", by=anna, until=now, meeting_before={}, steps_before=[])

upgrade()

from kollegium.models import LastPress, LiveMeeting

rooms = {live.meeting.number: live for live in LiveMeeting.objects.select_related("meeting")}
assert rooms.keys() == {2, 3}, rooms
live = rooms[2]
assert (live.round, live.owner_id, live.asked_first) == (turn, anna.pk, [bo.pk])
assert (live.helm_id, live.code, live.pairs, live.part) == (bo.pk, "481726", [[anna.pk, bo.pk]], 0)
assert (live.step_started_at, live.paused_for, live.meeting.step) == (now, timedelta(seconds=9), 2)
assert (rooms[3].asked_first, rooms[3].round, rooms[3].code) == ([anna.pk], None, "")
assert not LastPress.objects.exists()
"""


def test_a_room_that_is_open_while_the_server_is_upgraded_goes_on(tmp_path: Path) -> None:
    upgrade_from_before("_live_meetings", ROOMS, tmp_path)
