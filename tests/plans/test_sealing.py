"""Plan texts lie sealed in the database, with a key outside it, bound to their owner and field."""

import os
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kollegium.demo import Demo
from kollegium.plans import actions, sealing
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, ActionPlan, Note
from kollegium.plans.sealing import CannotOpen
from tests.world import Installation, post


@given(st.text(), st.integers(min_value=1), st.sampled_from(FIELDS))
def test_what_is_sealed_opens_to_the_same_words(words: str, owner: int, field: str) -> None:
    words = words.encode("utf-8", "ignore").decode()

    assert sealing.unseal(sealing.seal(words, owner=owner, field=field), owner=owner, field=field) == words


def test_the_same_words_are_never_sealed_the_same_way_twice() -> None:
    first, second = (sealing.seal("Fler öppna frågor.", owner=1, field="effort") for _ in range(2))

    assert first != second


@pytest.mark.parametrize("moved", [{"owner": 2}, {"field": "pupils"}])
def test_a_text_moved_to_another_person_or_field_does_not_open(moved: dict[str, Any]) -> None:
    token = sealing.seal("Fler öppna frågor.", owner=1, field="effort")

    with pytest.raises(CannotOpen):
        sealing.unseal(token, **{"owner": 1, "field": "effort"} | moved)


def test_an_older_key_still_opens_and_another_does_not(settings: Any) -> None:
    old, new = os.urandom(32), os.urandom(32)
    settings.PLAN_KEYS = [old]
    token = sealing.seal("Fler öppna frågor.", owner=1, field="effort")

    settings.PLAN_KEYS = [new, old]
    assert sealing.unseal(token, owner=1, field="effort") == "Fler öppna frågor."

    settings.PLAN_KEYS = [new]
    with pytest.raises(CannotOpen):
        sealing.unseal(token, owner=1, field="effort")


def test_no_word_of_a_plan_stands_readable_in_the_database(demo: Demo) -> None:
    words = {name: f"Hemlig mening om {name}" for name in FIELDS}
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields=words)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kollegium_actionplan")
        rows = cursor.fetchall()

    assert len(rows) > 50
    assert not any("Hemlig" in str(row) or "provat" in str(row) for row in rows)
    assert {name: getattr(ActionPlan.objects.get(pk=plan.pk), name) for name in FIELDS} == words


def test_a_row_moved_to_ones_own_name_in_the_database_tells_nothing(demo: Demo) -> None:
    plan = actions.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Bara Carins"})
    ActionPlan.objects.filter(pk=plan.pk).update(owner=demo["bo"])

    with pytest.raises(CannotOpen):
        assert plan_at(demo.meeting, demo["bo"]).effort


def test_no_query_can_search_or_write_past_the_seal(demo: Demo) -> None:
    mine = ActionPlan.objects.of(demo["carin"])

    with pytest.raises(TypeError):
        mine.filter(effort__contains="rita").exists()
    with pytest.raises(TypeError):
        mine.update(effort="Rita först")


def test_a_server_without_the_key_says_so_and_changes_nothing(demo: Demo, sign_in: Any, settings: Any) -> None:
    before = list(ActionPlan.objects.of(demo["carin"]).values_list("effort", flat=True))
    settings.PLAN_KEYS = [os.urandom(32)]

    shown = sign_in("carin").get("/")
    written = sign_in("carin").post(f"/handlingsplaner/{demo.meeting.pk}/", {"effort": "Något nytt"})

    assert shown.status_code == written.status_code == 503
    assert "har inte rätt nyckel" in shown.content.decode()
    assert list(ActionPlan.objects.of(demo["carin"]).values_list("effort", flat=True)) == before


def test_after_resealing_the_old_key_can_be_thrown_away(demo: Demo, settings: Any) -> None:
    before = {plan.pk: plan.effort for plan in ActionPlan.objects.of(demo["carin"])}
    note = actions.write_note(by=demo["carin"], key=uuid4(), text="Ritade först.", on=timezone.localdate())
    new = os.urandom(32)
    settings.PLAN_KEYS = [new, *settings.PLAN_KEYS]

    call_command("reseal", verbosity=0)
    settings.PLAN_KEYS = [new]

    assert {plan.pk: plan.effort for plan in ActionPlan.objects.of(demo["carin"])} == before
    assert Note.objects.get(pk=note.pk).text == "Ritade först."


def test_no_file_of_a_running_installation_holds_a_word_of_a_plan(installation: Installation, meeting: int) -> None:
    """The database, what SQLite lays beside it, and the log, as they lie on the disk."""
    words = {"pupils": "Fyra som tvekar i smyg", "effort": "Smygande frågor", "question": "Ett ord som får synas"}
    assert post(installation, "carin", f"/handlingsplaner/{meeting}/", **words) == 204
    assert post(installation, "carin", "/anteckningar/", text="Smög med ritandet", on="2026-01-10") == 204
    held = installation.shell(
        "from kollegium.models import ActionPlan, Note\n"
        f"plan = ActionPlan.objects.get(meeting={meeting}); print(plan.pupils, Note.objects.get().text)"
    )
    assert "Fyra som tvekar i smyg" in held
    assert "Smög med ritandet" in held

    files = [file for file in installation.data.rglob("*") if file.is_file() and "static" not in file.parts]
    on_disk = b"".join(file.read_bytes() for file in files)

    assert len(files) >= 3
    for secret in ("i smyg", "Smygande", "Smög", "Smygande".encode("utf-16-le").decode("latin-1")):
        assert secret.encode() not in on_disk
