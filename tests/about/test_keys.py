"""A database is served only with the keys that it was written with."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from config import environment
from kollegium.about import keys
from kollegium.about.models import Installation as Row
from kollegium.demo import Demo
from kollegium.plans.models import ActionPlan, Note
from tests.world import ROOT, Installation, plan_key_of


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.PLAN_KEY_FILE = tmp_path / "data.plan_key"
    settings.PLAN_KEY_FILE_BEFORE = tmp_path / "data" / "plan_key"


@pytest.fixture
def _no_plans(db: None) -> None:
    Note.objects.all().delete()
    ActionPlan.objects.all().delete()


@pytest.mark.usefixtures("_no_plans")
def test_a_new_installation_gets_a_key_beside_its_data_folder(settings: Any) -> None:
    settings.PLAN_KEYS = []

    told = keys.prepare()

    assert [str(settings.PLAN_KEY_FILE) in words for words in told] == [True]
    assert environment.plan_keys("KOLLEGIUM_PLAN_KEYS", [settings.PLAN_KEY_FILE]) == settings.PLAN_KEYS
    assert settings.PLAN_KEY_FILE.stat().st_mode & 0o077 == 0
    assert keys.check() == keys.prepare() == []


@pytest.mark.parametrize("found", [[], [os.urandom(32)]])
@pytest.mark.parametrize("is_known", [True, False])
def test_with_plans_and_without_their_key_nothing_starts_and_no_key_is_made(
    demo: Demo, settings: Any, found: list[bytes], is_known: bool
) -> None:
    """`is_known`: the database has been served since fingerprints came; before that only its rows tell."""
    right = settings.PLAN_KEYS
    if is_known:
        keys.prepare()
    settings.PLAN_KEYS = list(found)

    for start in (keys.prepare, keys.check):
        with pytest.raises(ImproperlyConfigured, match="Nyckeln som handlingsplanerna är låsta med saknas"):
            start()

    assert found == settings.PLAN_KEYS
    assert not settings.PLAN_KEY_FILE.exists()
    settings.PLAN_KEYS = right
    assert keys.check() == []


@pytest.mark.usefixtures("_no_plans")
def test_a_known_key_is_missed_although_nothing_is_sealed_yet(settings: Any) -> None:
    keys.prepare()
    settings.PLAN_KEYS = []

    with pytest.raises(ImproperlyConfigured, match="saknas"):
        keys.prepare()


def test_a_new_key_may_come_first_and_the_old_one_goes_only_after_resealing(demo: Demo, settings: Any) -> None:
    keys.prepare()
    old, new = settings.PLAN_KEYS[0], os.urandom(32)
    settings.PLAN_KEYS = [new, old]
    assert keys.check() == []

    settings.PLAN_KEYS = [new]
    with pytest.raises(ImproperlyConfigured, match="En av nycklarna som handlingsplanerna kan vara låsta med saknas"):
        keys.check()

    settings.PLAN_KEYS = [new, old]
    call_command("reseal", stdout=StringIO())
    settings.PLAN_KEYS = [new]
    assert keys.check() == []
    assert ActionPlan.objects.of(demo["carin"]).first().effort


def test_resealing_passes_what_cannot_be_opened_and_says_how_much(demo: Demo, settings: Any) -> None:
    first = settings.PLAN_KEYS[0]
    damaged, lost, *others = ActionPlan.objects.of(demo["carin"]).order_by("pk")
    kept = {plan.pk: plan.effort for plan in others}
    settings.PLAN_KEYS = [os.urandom(32)]
    lost.effort = "Låst med en nyckel som är borta"
    lost.save(update_fields=["effort"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kollegium_actionplan SET change = 's1.x' WHERE id = %s", [damaged.pk])
    new = os.urandom(32)
    settings.PLAN_KEYS = [new, first]

    with pytest.raises(CommandError, match="2 rader kunde inte öppnas"):
        call_command("reseal", stdout=StringIO())

    settings.PLAN_KEYS = [new]
    assert {pk: ActionPlan.objects.get(pk=pk).effort for pk in kept} == kept
    settings.PLAN_KEYS = [first]
    assert ActionPlan.objects.get(pk=lost.pk).change  # not half resealed


def test_a_lost_key_is_gone_on_without_only_when_told_so(demo: Demo, settings: Any) -> None:
    keys.prepare()
    settings.PLAN_KEYS = []

    with pytest.raises(CommandError, match="kunde inte öppnas"):
        call_command("reseal", accept_loss=True, stdout=StringIO())

    assert settings.PLAN_KEY_FILE.exists()
    assert keys.check() == []


def test_a_key_in_the_data_folder_still_opens_and_is_told_to_move(demo: Demo, settings: Any) -> None:
    before = settings.PLAN_KEY_FILE_BEFORE
    before.parent.mkdir()
    before.write_text("irrelevant here")

    told = keys.prepare()

    assert [f"mv {before} {settings.PLAN_KEY_FILE}" in words for words in told] == [True]


@pytest.mark.usefixtures("_no_plans")
def test_another_secret_key_is_told_once_with_what_it_costs(settings: Any) -> None:
    keys.prepare()
    settings.SECRET_KEY = "another " * 10

    assert keys.check() == [keys.SIGNED_OUT]
    assert keys.check() == []


@pytest.mark.usefixtures("_no_plans")
def test_a_key_that_cannot_be_laid_down_is_told_with_what_to_do(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.PLAN_KEYS, settings.PLAN_KEY_FILE = [], tmp_path / "file" / "plan_key"

    with pytest.raises(ImproperlyConfigured, match="KOLLEGIUM_PLAN_KEY_FILE="):
        keys.prepare()

    assert settings.PLAN_KEYS == []


def test_there_is_one_row_and_no_key_in_it(demo: Demo, settings: Any) -> None:
    keys.prepare()

    row = Row.objects.get()
    assert not any(part.hex() in str(vars(row)) for part in (settings.PLAN_KEYS[0], settings.PLAN_KEYS[0][:8]))
    assert settings.SECRET_KEY not in str(vars(row))


def test_a_server_whose_key_is_gone_does_not_start_and_says_why(installation: Installation) -> None:
    installation.stop()
    key = plan_key_of(installation.data)
    away = key.rename(key.with_name("away"))

    with pytest.raises(AssertionError, match="Nyckeln som handlingsplanerna är låsta med saknas"):
        installation.start()
    prepare = [sys.executable, "manage.py", "prepare"]
    prepared = subprocess.run(prepare, cwd=ROOT, env=installation.env(), capture_output=True, text=True)
    assert prepared.returncode == 1
    assert "Lägg tillbaka nyckeln" in prepared.stderr
    assert "Traceback" not in installation.log() + prepared.stderr
    assert not key.exists()

    away.rename(key)
    installation.start()


def test_a_server_in_demo_mode_does_not_start_on_real_people(installation: Installation) -> None:
    installation.stop()
    make_real = "User.objects.filter(email__startswith='bo').update(is_demo=False)"
    installation.shell(f"from kollegium.models import User; {make_real}")

    with pytest.raises(AssertionError, match="Databasen innehåller riktiga personer"):
        installation.start()
