"""Pages are answered by a fixed number of threads, in order, and not for those who have left."""

import asyncio
import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started

from config.pages import Pages
from tests.world import Installation

pytestmark = pytest.mark.same_on_both_databases
OPEN, ALIVE = "/vem-ser-vad/", "/halsa/"  # neither asks anything of the database when nobody is signed in
PATIENCE = 10


class Visit:
    """One request to an ASGI application."""

    def __init__(self, path: str) -> None:
        headers = [(b"host", b"localhost")]
        self.scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
        self.sent: list[dict[str, Any]] = []
        self.has_left = asyncio.Event()
        self._has_asked = False

    async def receive(self) -> dict[str, Any]:
        if self._has_asked:
            await self.has_left.wait()
            return {"type": "http.disconnect"}
        self._has_asked = True
        return {"type": "http.request"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def made(self, pages: Pages) -> int:
        await asyncio.wait_for(pages(self.scope, self.receive, self.send), PATIENCE)
        return int(self.sent[0]["status"]) if self.sent else 0


class Begun:
    """Which requests have begun, by which thread; while `may_go_on` is not set they get no further, but `/halsa/`."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []
        self.finished: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def note(self, scope: dict[str, Any], **_: Any) -> None:
        self.requests.append((scope["path"], threading.current_thread().name))
        if scope["path"] != ALIVE:
            assert self.may_go_on.wait(PATIENCE)

    def note_end(self, **_: Any) -> None:
        self.finished.append(threading.current_thread().name)


@pytest.fixture
def begun() -> Iterator[Begun]:
    begun = Begun()
    request_started.connect(begun.note, sender=Pages)
    request_finished.connect(begun.note_end, sender=Pages)
    yield begun
    request_started.disconnect(begun.note, sender=Pages)
    request_finished.disconnect(begun.note_end, sender=Pages)


@pytest.fixture
def pages() -> Iterator[Pages]:
    pages = Pages(2)
    yield pages
    pages.close()


def test_many_who_ask_at_once_are_answered_by_the_same_few_threads(pages: Pages, begun: Begun) -> None:
    async def ask() -> list[int]:
        return await asyncio.gather(*(Visit(OPEN).made(pages) for _ in range(20)))

    assert asyncio.run(ask()) == [200] * 20
    threads = {thread for _, thread in begun.requests}
    assert len(begun.requests) == len(begun.finished) == 20
    assert len(threads) <= 2
    assert set(begun.finished) == threads  # where the connections are that end with a request


def test_whoever_watches_the_server_is_answered_while_all_pages_wait(pages: Pages, begun: Begun) -> None:
    async def ask() -> tuple[int, list[int]]:
        begun.may_go_on.clear()
        waiting = [asyncio.create_task(Visit(OPEN).made(pages)) for _ in range(5)]
        alive = await Visit(ALIVE).made(pages)
        begun.may_go_on.set()
        return alive, await asyncio.gather(*waiting)

    assert asyncio.run(ask()) == (200, [200] * 5)


def test_nothing_is_begun_for_one_who_leaves_while_waiting(pages: Pages, begun: Begun) -> None:
    async def ask() -> list[int]:
        begun.may_go_on.clear()
        first = [asyncio.create_task(Visit(OPEN).made(pages)) for _ in range(2)]
        impatient = Visit("/om/")
        leaving = asyncio.create_task(impatient.made(pages))
        await asyncio.sleep(0)
        impatient.has_left.set()
        answers = [await leaving]
        begun.may_go_on.set()
        return [*answers, *await asyncio.gather(*first)]

    assert asyncio.run(ask()) == [0, 200, 200]
    assert [path for path, _ in begun.requests] == [OPEN, OPEN]


def test_what_has_begun_is_finished_also_when_nobody_waits_for_it(pages: Pages, begun: Begun) -> None:
    async def ask() -> None:
        begun.may_go_on.clear()
        impatient = Visit(OPEN)
        leaving = asyncio.create_task(impatient.made(pages))
        while not begun.requests:
            await asyncio.sleep(0.01)
        impatient.has_left.set()
        assert await leaving == 0
        begun.may_go_on.set()
        await Visit(OPEN).made(pages)
        while len(begun.finished) < 2:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(ask(), PATIENCE))


def test_one_who_leaves_in_the_middle_of_asking_is_not_answered(pages: Pages, begun: Begun) -> None:
    async def ask() -> int:
        visit = Visit(OPEN)
        visit._has_asked = True
        visit.has_left.set()
        return await visit.made(pages)

    assert asyncio.run(ask()) == 0
    assert begun.requests == []


def test_a_real_server_says_how_long_a_page_is_without_the_page_and_sends_files_whole(
    installation: Installation,
) -> None:
    line = http.client.HTTPConnection("127.0.0.1", installation.port)

    def ask(method: str, path: str) -> tuple[int, str | None, int]:
        line.request(method, path)
        answer = line.getresponse()
        return answer.status, answer.getheader("Content-Length"), len(answer.read())

    file = next(path for path in (installation.data / "static" / "kollegium").rglob("*.svg"))
    path = f"/static/{file.relative_to(installation.data / 'static')}"
    size = file.stat().st_size

    assert ask("GET", path) == (200, str(size), size)
    assert ask("HEAD", path) == (200, str(size), 0)
    assert ask("HEAD", "/om/") == (200, ask("GET", "/om/")[1], 0)


def test_the_first_who_comes_does_not_wait_for_the_views_to_be_imported(tmp_path: Path) -> None:
    command = (
        "import sys, config.asgi; print('kollegium.room.views' in sys.modules, 'kollegium.plans.views' in sys.modules)"
    )
    data = {"KOLLEGIUM_DATA": str(tmp_path / "data")}

    said = subprocess.run([sys.executable, "-c", command], env=os.environ | data, check=True, capture_output=True)

    assert said.stdout.decode().split() == ["True", "True"]
