"""An installation from before there was a day of joining."""

from pathlib import Path

from tests.upgrading import upgrade_from_before

BY_LOG_OR_DAY = """
from datetime import datetime, timezone as zone
from django.utils import timezone

organisation = old.get_model("kollegium", "Organisation").objects.create(name="Ekåsa")
people, log = old.get_model("kollegium", "User").objects, old.get_model("kollegium", "SecurityEntry").objects
for name, password in {"long": "argon2$", "begun": "argon2$", "chose": "argon2$", "invited": "!abc"}.items():
    person = people.create(organisation=organisation, email=f"{name}@x.example", password=password, sorts_as=b"")
    rows = {"chose": {"password_reset": 9, "password_chosen": 3}, "begun": {"begun": 1}, "invited": {"invited": 2}}
    for kind, day in rows.get(name, {}).items():
        log.create(at=datetime(2026, 10, day, 22, 30, tzinfo=zone.utc), kind=kind, about=person)

upgrade()

from kollegium.people.models import User

joined = {person.email.split("@")[0]: str(person.joined_on) for person in User.objects.all()}
today = str(timezone.localdate())
assert joined == {"long": today, "begun": "2026-10-02", "chose": "2026-10-04", "invited": "None"}, joined
"""


def test_an_upgrade_tells_who_has_joined_by_the_log_or_by_its_own_day(tmp_path: Path) -> None:
    upgrade_from_before("_who_has_joined", BY_LOG_OR_DAY, tmp_path)
