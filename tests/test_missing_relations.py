"""What may be missing is missed somewhere, and still every page and every file opens."""

import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.test import Client
from docx import Document

from kollegium.demo import Demo
from kollegium.groups.models import Group
from kollegium.identity import actions as identity
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure
from kollegium.live import actions as live
from kollegium.live.models import live_of
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.people import actions as people
from kollegium.plans import actions as plans
from kollegium.plans.drafts import plan_at
from kollegium.protocols import actions as protocols
from tests.addresses import filled, routes
from tests.protocols.conftest import finalise

SignIn = Callable[[str], Client]
ROLES = ["anna", "bo", "gunilla", "hakan", "inga", "anyone"]
SAYS_NONE = re.compile(r">[^<]*\bNone\b")
# Held by a constraint: who and when come together.
NEVER_MISSING = {"Meeting.called_by", "Meeting.started_by", "Protocol.final_by"}


def nullable() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_app_config("kollegium").get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.null:
                yield model, field.name


def let_everything_be_missing() -> set[str]:
    """Every nullable relation of every row; those that the database keeps."""
    kept = set()
    for model, name in nullable():
        try:
            with transaction.atomic():
                model._base_manager.update(**{name: None})
        except IntegrityError:
            kept.add(f"{model.__name__}.{name}")
    return kept


@pytest.fixture
def bare(demo: Demo) -> Demo:
    """A meeting that goes on, somebody who has left, a protocol, letters; and nothing that may be missing is there."""
    people.deactivate(demo["farid"], by=demo["inga"])
    rounds.go()
    live.start(demo.meeting, by=demo["anna"])
    protocols.begin(demo.meeting)
    assert let_everything_be_missing() == NEVER_MISSING
    assert Group.objects.exclude(school=None).count() == 0
    return demo


@pytest.mark.parametrize("who", ROLES)
def test_every_page_opens_without_what_may_be_missing(bare: Demo, sign_in: SignIn, who: str) -> None:
    browser = sign_in(who)
    rows = [model.objects.order_by("pk").last() for model in (Group, Letter)]
    numbers = {bare.meeting.pk, bare.last_protocol.pk, bare["farid"].pk, *(row.pk for row in rows)}
    letter = links.token(Departure.objects.get(person=bare["farid"]))
    asked = [
        filled(route, {"pk": pk, "kind": "json", "token": letter, "code": live_of(bare.meeting).code, "": "x"})
        for route in routes()
        for pk in sorted(numbers)
    ]

    for address in dict.fromkeys(asked):
        answer = browser.get(address)
        assert answer.status_code < 500, address
        assert not SAYS_NONE.search(answer.content.decode(errors="replace")), address


@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_a_thread_from_a_group_without_a_school_is_taken_along_whole(bare: Demo, sign_in: SignIn, kind: str) -> None:
    answer = sign_in("carin").get(f"/trad/min-trad.{kind}")

    assert answer.status_code == 200
    if kind == "json":
        assert [plan["school"] for plan in json.loads(answer.content)["plans"]] == [None] * 3
    if kind == "docx":
        lines = [each.text for each in Document(io.BytesIO(answer.content)).paragraphs]
        assert bare.group.name in lines
        assert not [line for line in lines if "None" in line or line.endswith(", ")]


@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_so_it_is_by_the_leaving_letters_link(bare: Demo, client: Client, kind: str) -> None:
    from kollegium.demo import PASSWORD

    address = f"/min-trad/{links.token(Departure.objects.get(person=bare['farid']))}/"

    assert client.post(address, {"password": PASSWORD, "kind": kind}).status_code == 200


def test_every_letter_is_written_without_what_may_be_missing(bare: Demo) -> None:
    ContentType.objects.clear_cache()
    meeting = bare.meetings["svenska"][-1]
    meetings.call(meeting, by=bare["anna"])
    identity.invite_again(bare["eva"], by=bare["inga"])
    identity.renew_invitation(bare["eva"])
    identity.send_password_letter(bare["carin"].email)
    plans.write(plan_at(bare.meeting, bare["carin"]), fields={"tried": "Provat"})
    live.end(bare.meeting, by=bare["anna"])
    finalise(bare.meeting.protocol, by=bare["anna"])

    written = Letter.objects.values_list("subject", "text")
    assert written
    assert [words for words in written if "None" in f"{words}"] == []
