"""What whatever watches the server is told: that it lives, and whether it can do its work."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from kollegium.about import keys, readiness
from kollegium.about.models import Installation
from kollegium.about.version import version
from kollegium.demo import Demo
from kollegium.mail import troubles
from kollegium.mail.models import Letter
from kollegium.web.headers import ALWAYS
from tests.mail.conftest import write


@pytest.fixture(autouse=True)
def _looked_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "AT_MOST_EVERY", 0)


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/halsa/beredskap/")
    return answer.status_code, json.loads(answer.content)


def test_a_server_that_can_do_its_work_says_so_with_its_version(demo: Demo, client: Client) -> None:
    keys.prepare()

    status, said = ready(client)

    assert status == 200
    assert said == {"ready": True, "trouble": [], "oldest_waiting_letter_seconds": None, "version": version()}
    assert Installation.objects.get().wrote_at is not None


def test_being_alive_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/halsa/")

    assert (response.status_code, response.content, response["Cache-Control"]) == (
        200,
        b"ok",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize("method", ["get", "head"])
def test_being_alive_has_every_header_and_reads_no_cookie(demo: Demo, client: Client, method: str) -> None:
    client.cookies["sessionid"] = "x" * 32

    alive, page = getattr(client, method)("/halsa/"), client.get("/vem-ser-vad/")

    always = {*ALWAYS, "Content-Security-Policy", "X-Frame-Options"}
    assert {name: alive[name] for name in always} == {name: page[name] for name in always}
    assert alive["Content-Length"] == "2"
    assert not alive.cookies
    assert not hasattr(alive.wsgi_request, "session")


def test_being_alive_is_said_to_those_who_know_our_name_and_is_nothing_to_post_to(client: Client) -> None:
    assert client.get("/halsa/", headers={"host": "elsewhere.example"}).status_code == 400
    assert Client(enforce_csrf_checks=True).post("/halsa/").status_code == 403


@pytest.mark.parametrize("fails", ["SELECT", "UPDATE"])
def test_a_database_that_is_away_or_full_is_told(demo: Demo, client: Client, fails: str) -> None:
    keys.prepare()

    def refused(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(fails):
            raise DatabaseError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refused):
        status, said = ready(client)

    assert status == 503
    assert said["trouble"] == [readiness.NO_DATABASE if fails == "SELECT" else readiness.CANNOT_SAVE]


@pytest.mark.parametrize("found", [[], [bytes(32)]])
def test_a_key_that_is_not_the_databases_is_told_and_no_key_is_shown(
    demo: Demo, client: Client, settings: Any, found: list[bytes]
) -> None:
    keys.prepare()
    settings.PLAN_KEYS = found

    status, said = ready(client)

    assert (status, said["trouble"]) == (503, [readiness.WRONG_KEY])


def test_a_letter_that_waits_for_us_is_told_with_its_age_and_without_its_receiver(
    demo: Demo, client: Client, settings: Any
) -> None:
    keys.prepare()
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    write("bo@skola.example", trouble=troubles.NO_ANSWER)
    assert ready(client)[0] == 200

    Letter.objects.update(written_at=timezone.now() - timedelta(hours=2))
    status, said = ready(client)

    assert status == 503
    assert said["trouble"] == [f"Mejl blir inte skickade: {troubles.NO_ANSWER}"]
    assert 7200 <= said["oldest_waiting_letter_seconds"] < 7300
    assert "bo@" not in str(said)


def test_a_receiver_who_asks_us_to_wait_is_no_trouble_of_ours(demo: Demo, client: Client, settings: Any) -> None:
    keys.prepare()
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    write("bo@skola.example", trouble=troubles.NOT_NOW)
    Letter.objects.update(written_at=timezone.now() - timedelta(days=1))

    assert ready(client)[0] == 200


def test_however_many_ask_one_row_is_written_a_second(
    demo: Demo, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    keys.prepare()
    monkeypatch.setattr(readiness, "AT_MOST_EVERY", 3600)
    monkeypatch.setattr(readiness, "_latest", readiness._Look())
    monkeypatch.setattr(readiness._latest, "_at", -7200.0)
    ready(client)

    with django_assert_num_queries(0):
        for _ in range(50):
            ready(client)


def test_the_version_stands_on_the_page_about_kollegium(demo: Demo, client: Client) -> None:
    assert version()[0].isdigit()
    assert f"Den här servern kör Kollegium {version()}." in client.get("/om/").content.decode()
