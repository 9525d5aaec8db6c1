"""The room by plain HTTP: the same door, the same frames, and one who sits there sees a key within two seconds."""

import http.client
import select
import time
from collections.abc import Callable

import pytest

from kollegium.wire.polling import LAST_WORDS
from tests.wire.conftest import Member
from tests.wire.posting import PostedLine
from tests.wire.test_socket import at_the_table, finish
from tests.world import Installation, final_text

Join = Callable[..., Member]


@pytest.fixture
def join_by_post(installation: Installation, meeting: int) -> Join:
    def open_line(key: str, origin: str = "", signed_in: bool = True) -> Member:
        headers = {"Origin": origin or installation.address}
        if signed_in:
            headers["Cookie"] = f"sessionid={installation.facts['sessions'][key]}"
        return Member(key, PostedLine(installation.port, meeting, headers))  # type: ignore[arg-type]

    return open_line


def test_one_who_posts_and_one_with_a_socket_write_the_same_text(join: Join, join_by_post: Join, begun: int) -> None:
    (carin,) = at_the_table(join, "carin")
    (bo,) = at_the_table(join_by_post, "bo")

    began = time.monotonic()
    number = bo.send(bo.write("talked", "Åskan gick. "))
    bo.until("kept", frame=number)
    carin.until("update")
    number = carin.send(carin.write("talked", "Vi såg regnet. 🌩"))
    carin.until("kept", frame=number)
    bo.until("update")

    assert bo.reads("talked") == carin.reads("talked") == "Åskan gick. Vi såg regnet. 🌩"
    assert time.monotonic() - began < 4, "two keys, each seen within two seconds"


@pytest.mark.parametrize("who", ["david", "gunilla", "eva", "inga"])
def test_nobody_outside_the_group_gets_in_by_post(join_by_post: Join, begun: int, who: str) -> None:
    assert join_by_post(who).is_shown_out() == (4404, "Det här rummet är inte öppet för dig.")


def test_one_who_posts_without_being_signed_in_is_told_to_sign_in(join_by_post: Join, begun: int) -> None:
    nobody = join_by_post("bo", signed_in=False)

    assert nobody.is_shown_out() == (4401, "Du är utloggad. Logga in igen, allt du skrivit finns kvar.")


def test_a_page_of_another_site_cannot_post_with_my_cookie(join_by_post: Join, begun: int) -> None:
    assert join_by_post("bo", origin="https://ond.example").is_shown_out()[0] == 4404


def test_a_line_belongs_to_the_one_who_opened_it(join_by_post: Join, begun: int, installation: Installation) -> None:
    bo, anna = join_by_post("bo"), join_by_post("anna")
    bos = f"{bo.line.opening}{bo.line.key}/"

    status, heard = anna.line.post(bos)
    unknown, _ = bo.line.post(f"{bo.line.opening}{'x' * 32}/")
    lured = PostedLine(installation.port, begun, bo.line.headers)
    lured.headers = lured.headers | {"Origin": "https://ond.example"}

    assert (status, heard) == (410, b"")
    assert unknown == 410
    assert lured.post(f"{lured.opening}{lured.key}/")[0] == 410
    assert bo.until("hello")["you"] == installation.facts["people"]["bo"]


@pytest.mark.parametrize(
    "body", [b"\x07\x00\x00\x00\x00", b"\x01\x00\x00\x00\x09hej", b"\x00\x00\x00\x00\x01\xff", b"\x00"]
)
def test_a_body_that_is_not_frames_is_refused_and_the_line_holds(join_by_post: Join, begun: int, body: bytes) -> None:
    (bo,) = at_the_table(join_by_post, "bo")

    assert bo.line.post(f"{bo.line.opening}{bo.line.key}/", body)[0] == 400
    number = bo.send(bo.write("talked", "vidare"))
    bo.until("kept", frame=number)


def test_a_body_of_nine_megabytes_is_not_taken(join_by_post: Join, begun: int) -> None:
    bo = join_by_post("bo")

    assert bo.line.post(f"{bo.line.opening}{bo.line.key}/", b"x" * 9_000_000)[0] == 413


def test_a_line_survives_no_restart_but_what_was_kept_does(
    join_by_post: Join, begun: int, installation: Installation
) -> None:
    (bo,) = at_the_table(join_by_post, "bo")
    number = bo.send(bo.write("talked", "Det här är på disk."))
    bo.until("kept", frame=number)

    installation.kill()
    installation.start()

    assert bo.line.post(f"{bo.line.opening}{bo.line.key}/")[0] == 410
    (again,) = at_the_table(join_by_post, "bo")
    assert again.reads("talked") == "Det här är på disk."


def test_a_hundred_frames_that_gathered_on_a_slow_line_are_no_flood(join_by_post: Join, begun: int) -> None:
    (bo,) = at_the_table(join_by_post, "bo")
    body = b""
    for number in range(1, 151):
        update = b"\x01" + number.to_bytes(4, "big") + bo.write("talked", f"{number} ")
        body += b"\x01" + len(update).to_bytes(4, "big") + update

    assert bo.line.post(f"{bo.line.opening}{bo.line.key}/", body)[0] == 200
    bo.until("kept", frame=150)


def test_one_who_sits_silent_by_post_hears_that_the_protocol_is_final(
    join_by_post: Join, begun: int, installation: Installation
) -> None:
    (bo,) = at_the_table(join_by_post, "bo")
    finish(installation, begun)
    bo.until("event", name="protocol.final")

    late = bo.send(bo.write("talked", "en sen rad"))

    assert bo.until("refused", frame=late)["final"] is True
    assert final_text(installation)["talked"] == ""


def test_one_who_goes_away_without_a_word_leaves_no_seat_behind(
    join_by_post: Join, begun: int, installation: Installation
) -> None:
    (bo,) = at_the_table(join_by_post, "bo")
    line = f"{bo.line.opening}{bo.line.key}/"
    asking = question_nobody_answers(installation.port, line, bo.line.headers)

    asking.close()  # in the middle of a question, as a page that is closed
    time.sleep(LAST_WORDS + 3)

    assert bo.line.post(line)[0] == 410


def question_nobody_answers(port: int, line: str, headers: dict[str, str]) -> http.client.HTTPConnection:
    """A question that hangs because everything that there was to say has been said."""
    asking = http.client.HTTPConnection("localhost", port)
    while True:
        asking.request("POST", line, b"", headers)
        answered, _, _ = select.select([asking.sock], [], [], 1)
        if not answered:
            return asking
        asking.getresponse().read()
