"""An installation from before the security log had the groups in it."""

from pathlib import Path

from tests.upgrading import upgrade_from_before

EVENTS = """
from datetime import datetime, timezone as zone

make = lambda model, /, **what: old.get_model("kollegium", model).objects.create(**what)
when = datetime(2026, 10, 2, 8, 30, tzinfo=zone.utc)
organisation = make("Organisation", name="Ekåsa")
anna, bo = (
    make("User", organisation=organisation, email=f"{name}@x.example", password="!", sorts_as=b"")
    for name in ("anna", "bo")
)
group = make("Group", organisation=organisation, name="N" * 80, sorts_as=b"")
template = make("AgendaTemplate", name="90", steps=[], prompts={}, headings=[], sorts_as=b"")
meeting = make("Meeting", group=group, template=template, number=4, starts_at=when, question="Hur?")
happened = lambda name, **what: make("Event", name=name, group=group, by=anna, **what)
happened("membership.began", about=bo)
happened("protocol.final", meeting=meeting)
happened("meeting.paused", meeting=meeting)
old.get_model("kollegium", "Event").objects.update(at=when)  # a new row always says now

upgrade()

from kollegium.models import SecurityEntry

rows = [(row.kind, row.by_id, row.about_id, row.words) for row in SecurityEntry.objects.order_by("pk")]
assert rows == [
    ("member_added", anna.pk, bo.pk, "N" * 80),
    ("protocol_finalised", anna.pk, None, "N" * 80 + ": Lärträff 4"),
], rows
assert {row.at for row in SecurityEntry.objects.all()} == {when}
assert {row.organisation_id for row in SecurityEntry.objects.all()} == {organisation.pk}
"""


def test_an_upgrade_puts_on_record_what_had_happened_and_forgets_who_paused(tmp_path: Path) -> None:
    upgrade_from_before("_what_is_on_record", EVENTS, tmp_path)
