"""The socket of an open meeting: who comes in, and that nothing is shown that is not kept."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from kollegium.protocols.notes import Outcome
from kollegium.wire import socket
from kollegium.wire.hub import Connection
from tests.wire.conftest import Member
from tests.world import Installation, final_text, finalise, post, protocol_of

Join = Callable[..., Member]


def at_the_table(join: Join, *keys: str) -> list[Member]:
    members = [join(key) for key in keys]
    for member in members:
        member.until("vector")
        member.catch_up()
    return members


def test_a_member_is_greeted_with_the_state_and_the_draft(join: Join, begun: int) -> None:
    bo = join("bo")

    assert bo.until("hello")["writes"] is True
    state = bo.until("state")
    bo.until("vector")
    bo.catch_up()

    assert state["step"] == 1
    assert state["final"] is False
    assert len(bo.reads("question")) > 10


def test_before_the_start_there_is_nothing_to_write_in(join: Join, meeting: int) -> None:
    bo = join("bo")

    assert bo.until("hello")["writes"] is False
    refused = bo.send(bo.write("talked", "för tidigt"))

    assert bo.until("refused", frame=refused)["final"] is False


@pytest.mark.parametrize(("who", "code"), [("david", 4404), ("gunilla", 4404), ("eva", 4404), ("inga", 4404)])
def test_nobody_outside_the_group_gets_into_the_room(join: Join, begun: int, who: str, code: int) -> None:
    stranger = join(who)

    assert stranger.is_shown_out() == (code, "Det här rummet är inte öppet för dig.")
    assert stranger.said == []


def test_one_who_is_not_signed_in_is_told_to_sign_in(join: Join, begun: int) -> None:
    nobody = join("bo", signed_in=False)

    assert nobody.is_shown_out() == (4401, "Du är utloggad. Logga in igen, allt du skrivit finns kvar.")


def test_a_page_of_another_site_is_not_let_in_with_my_cookie(join: Join, begun: int) -> None:
    lured = join("bo", origin="https://ond.example")

    assert lured.is_shown_out()[0] == 4404


def test_what_one_writes_all_others_see_and_the_writer_knows_it_is_kept(join: Join, begun: int) -> None:
    bo, carin, anna = at_the_table(join, "bo", "carin", "anna")

    number = bo.send(bo.write("talked", "Åskan gick. 🌩 "))
    bo.until("kept", frame=number)
    carin.until("update")
    anna.until("update")

    assert carin.reads("talked") == anna.reads("talked") == "Åskan gick. 🌩 "


def test_what_is_kept_survives_a_killed_server(join: Join, begun: int, installation: Installation) -> None:
    (bo,) = at_the_table(join, "bo")
    number = bo.send(bo.write("talked", "Det här är på disk."))
    bo.until("kept", frame=number)

    installation.kill()
    installation.start()
    (carin,) = at_the_table(join, "carin")

    assert carin.reads("talked") == "Det här är på disk."


@pytest.mark.parametrize(
    "garbage",
    [b"", b"\x07hej", b"\x01\x00\x00\x00\x01\xff\xff\xff\xff", b"\x00\xff\xff\xff", "inte json", "[]", '"hej"', "{}"],
)
def test_garbage_is_answered_in_words_and_harms_nobody(join: Join, begun: int, garbage: bytes | str) -> None:
    bo, carin = at_the_table(join, "bo", "carin")

    bo.line.send(garbage)
    refused = bo.until("refused")
    number = carin.send(carin.write("talked", "vi skriver vidare"))
    carin.until("kept", frame=number)
    bo.until("update")

    assert refused["message"].startswith("Servern förstod inte")
    assert bo.reads("talked") == "vi skriver vidare"


def test_a_frame_of_nearly_a_megabyte_is_refused_in_words_and_the_line_holds(join: Join, begun: int) -> None:
    bo, carin = at_the_table(join, "bo", "carin")

    too_much = bo.send(b"x" * 1_000_000)
    refused = bo.until("refused", frame=too_much)
    number = carin.send(carin.write("talked", "hej"))
    carin.until("kept", frame=number)
    bo.until("update")

    assert refused["message"] == "Texten är för stor för att skickas på en gång. Dela upp den i mindre delar."
    assert bo.reads("talked") == "hej"


def test_a_member_who_is_taken_out_of_the_group_is_shown_out_at_once(
    join: Join, begun: int, installation: Installation
) -> None:
    bo, carin = at_the_table(join, "bo", "carin")

    facts = installation.facts
    membership = f"/grupper/{facts['group']}/medlemmar/{facts['memberships']['carin']}/"
    assert post(installation, "anna", membership + "slut/", on=str(date.today())) == 200

    code, words = carin.is_shown_out()
    assert code == 4403
    assert words == "Du är inte längre med i lärgruppen, så rummet är stängt för dig. Det du skrev finns kvar."
    number = bo.send(bo.write("talked", "vi andra är kvar"))
    bo.until("kept", frame=number)
    assert join("carin").is_shown_out()[0] == 4404


def test_nothing_is_taken_after_the_protocol_is_final_and_everyone_is_told(
    join: Join, begun: int, installation: Installation
) -> None:
    (bo,) = at_the_table(join, "bo")
    finish(installation, begun)

    late = bo.send(bo.write("talked", "en sen rad"))
    refused = bo.until("refused", frame=late)

    assert refused["final"] is True
    assert refused["message"].startswith("Protokollet är färdigställt")
    assert final_text(installation)["talked"] == ""


def test_a_line_in_the_minute_before_the_protocol_is_sent_is_kept_once_that_is_taken_back(
    join: Join, begun: int, installation: Installation
) -> None:
    bo, carin = at_the_table(join, "bo", "carin")
    press = f"/protokoll/{protocol_of(installation)}/fardigstallande/"
    assert post(installation, "anna", f"/moten/{begun}/slut/") == 204
    assert post(installation, "anna", press) == 204
    bo.until("event", name="protocol.due")
    state = next(said for said in reversed(bo.said) if said["type"] == "state")
    assert 0 < state["due"] - state["now"] <= 60_000
    update = bo.write("talked", "i sista minuten")

    later = bo.until("later", frame=bo.send(update))
    assert later["message"] == "Protokollet skickas nu. Det du skriver finns kvar här hos dig."
    (ester,) = at_the_table(join, "ester")
    assert ester.reads("talked") == ""
    assert post(installation, "anna", f"{press}anger/") == 204
    bo.until("event", name="protocol.reopened")
    bo.until("kept", frame=bo.send(update))
    carin.until("update")
    finalise(installation, "anna")

    assert carin.reads("talked") == final_text(installation)["talked"] == "i sista minuten"
    assert bo.until("refused", frame=bo.send(bo.write("talked", " och efter")))["final"] is True


def test_a_locked_database_makes_the_line_wait_and_loses_nothing(
    join: Join, begun: int, installation: Installation
) -> None:
    if "DATABASE_URL" in installation.environment:
        pytest.skip("Locking the whole database is SQLite's way; PostgreSQL has no such lock.")
    (bo,) = at_the_table(join, "bo")
    hog = sqlite3.connect(installation.data / "kollegium.sqlite3", isolation_level=None)
    hog.execute("BEGIN IMMEDIATE")

    update = bo.write("talked", "tålmodig")
    number = bo.send(update)
    later = bo.until("later", frame=number)
    pressed = post(installation, "anna", f"/moten/{begun}/steg/")
    hog.execute("ROLLBACK")
    hog.close()
    again = bo.send(update)
    bo.until("kept", frame=again)

    assert pressed == 503
    assert later["message"].startswith("Servern kan inte spara just nu. Det du skriver finns kvar här hos dig")
    (carin,) = at_the_table(join, "carin")
    assert carin.reads("talked") == "tålmodig"


def finish(installation: Installation, meeting: int) -> None:
    assert post(installation, "anna", f"/moten/{meeting}/slut/") == 204
    finalise(installation, "anna")


def test_what_is_stored_is_shared_although_its_line_breaks_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    bo, carin = Connection(room=1, user=2, group=1), Connection(room=1, user=3, group=1)

    async def say_and_break() -> None:
        stored: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(socket.draft_writer, "write", lambda _update: stored)
        sitting = socket.ConnectionHandler(bo, {}, receive=None, send=None)
        sitting.draft = 7
        saying = asyncio.create_task(sitting._take(b"\x01" + (1).to_bytes(4, "big") + b"hej"))
        await asyncio.sleep(0)
        assert not carin.frames, "not before it is stored"
        saying.cancel()
        stored.set_result(Outcome.KEPT)
        await asyncio.sleep(0)

    for connection in (bo, carin):
        socket.hub.add(connection)
    asyncio.run(say_and_break())
    for connection in (bo, carin):
        socket.hub.remove(connection)

    assert list(carin.frames) == [b"\x01hej"]
    assert list(bo.frames) == ['{"type": "kept", "frame": 1}']
