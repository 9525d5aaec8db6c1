"""A disk that is full under a running server: what is said, to whom, and that all goes on when there is room again."""

import json
import resource
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.wire.conftest import Member
from tests.world import Installation, post, wait_until

Fill = Callable[[bool], None]


@pytest.fixture
def fill(installation: Installation) -> Fill:
    """No file of the server's may grow past its first bytes, which SQLite meets as it meets a full disk."""
    if "DATABASE_URL" in installation.environment:
        pytest.skip("PostgreSQL writes its files itself: only its own server could be given a full disk.")
    assert installation.process
    process = installation.process.pid
    _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)

    def filled(is_full: bool) -> None:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (4096 if is_full else most, most))

    return filled


def asked(installation: Installation, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(installation.address + path) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_full_disk_is_told_to_the_watcher_and_to_those_who_write_and_costs_no_word(
    join: Callable[..., Member], begun: int, installation: Installation, fill: Fill
) -> None:
    bo = join("bo")
    bo.until("vector")
    bo.catch_up()
    fill(True)

    update = bo.write("talked", "tålmodig")
    later = bo.until("later", frame=bo.send(update))
    pressed = post(installation, "anna", f"/moten/{begun}/steg/")
    alive, ready = asked(installation, "/halsa/"), asked(installation, "/halsa/beredskap/")
    again = asked(installation, "/om/")

    assert later["message"].startswith("Servern kan inte spara just nu.")
    assert pressed == 503
    assert alive == (200, "ok")
    assert ready[0] == 503
    assert json.loads(ready[1])["trouble"] == ["Databasen kan inte spara. Är disken full?"]
    assert again[0] == 200

    for _ in range(40):
        bo.until("later", frame=bo.send(update))
    fill(False)
    bo.until("kept", frame=bo.send(update))
    wait_until(lambda: asked(installation, "/halsa/beredskap/")[0] == 200, "the server is ready again")
    assert installation.log().count("The drafts could not be written just now") == 1
    carin = join("carin")
    carin.until("vector")
    carin.catch_up()
    assert carin.reads("talked") == "tålmodig"
