"""The security log: every act has its row and its line, the right one reads it, and nobody changes it."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.audit.kinds import IN_WORDS, WITHOUT_HOUR, Kind
from kollegium.audit.models import SecurityEntry
from kollegium.audit.recording import record
from kollegium.demo import Demo
from kollegium.groups import actions as groups
from kollegium.leaving import rounds
from kollegium.people.models import School
from tests.audit.acts import ABOUT_NOBODY, ACTS


@pytest.mark.parametrize("kind", Kind)
def test_every_act_has_its_row_and_its_line_and_neither_holds_anything_personal(
    demo: Demo, sign_in: Callable[[str], Client], kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    inga = sign_in("inga")
    SecurityEntry.objects.all()._raw_delete("default")

    with caplog.at_level(logging.INFO, logger="kollegium.security"):
        ACTS[kind](demo, inga)

    rows = SecurityEntry.objects.filter(kind=kind.value)
    lines = [line.getMessage() for line in caplog.records if line.name == "kollegium.security"]
    assert rows.count() == 1
    assert [line.split()[0] for line in lines].count(kind.value) == 1 or kind == Kind.SIGN_IN_FAILED
    row = rows.get()
    said = " ".join([*lines, row.words])
    for personal in ("@", "losenord", "ugglor", *(demo[who].family_name for who in ("bo", "inga", "eva"))):
        assert personal not in said.replace("password", "")
    if kind in WITHOUT_HOUR:
        assert timezone.localtime(row.at).strftime("%H.%M.%S.%f") == "00.00.00.000000"
    assert (row.about is None) == (kind in ABOUT_NOBODY)
    if kind in (Kind.INVITED, Kind.CLOSED, Kind.REOPENED, Kind.POST_GIVEN, Kind.POST_TAKEN, Kind.OPENNESS_CHANGED):
        assert row.by == demo["inga"]


def test_every_kind_has_its_words() -> None:
    assert [*IN_WORDS] == [*Kind] == [*ACTS]


def test_a_wrong_word_for_no_account_is_a_line_without_what_was_typed(
    demo: Demo, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        Client().post("/logga-in/", {"username": "mitt-losenord@hemligt.example", "password": "hemligt-igen"})

    assert "sign_in_failed account=- by=-" in caplog.text
    assert "hemligt" not in caplog.text
    assert not SecurityEntry.objects.filter(kind="sign_in_failed").exists()


def test_a_schools_and_a_groups_addresses_stand_there_too_and_only_when_they_change(
    demo: Demo, sign_in: Callable[[str], Client]
) -> None:
    school = School.objects.get(pk=demo.group.school_id)
    for addresses in ("expedition@bjorkskolan.example", "expedition@bjorkskolan.example\n"):
        sign_in("inga").post(f"/huvudman/skolor/{school.pk}/", {"name": school.name, "protocol_addresses": addresses})
    demo.group.protocol_addresses = "no@bjorkskolan.example"
    groups.change(demo.group, by=demo["anna"])

    rows = SecurityEntry.objects.filter(kind="addresses_changed")
    assert {(row.words, row.by.given_name) for row in rows} == {
        (f"{school.name}: nu 1", "Inga"),
        ("NO-gruppen: nu 1", "Anna"),
    }


def test_a_row_is_never_changed_and_goes_when_its_time_is_out(demo: Demo, settings: object) -> None:
    record(Kind.CLOSED, about=demo["bo"], by=demo["inga"])
    row = SecurityEntry.objects.get(kind="closed")

    for change in (
        row.save,
        row.delete,
        SecurityEntry.objects.all().delete,
        lambda: SecurityEntry.objects.update(by=None),
    ):
        with pytest.raises(TypeError):
            change()
    settings.SECURITY_LOG_DAYS = 100
    for days, is_there in ((99, True), (101, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            rounds.go()
        assert SecurityEntry.objects.filter(pk=row.pk).exists() == is_there
