"""A press in a room of ten pages: what the server does for it and for all that the pages then fetch."""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bench.http_client import HttpClient

PAGES = 10
QUIET = 0.3  # seconds without a frame, after which no more is expected


class Fetched(HTMLParser):
    """The addresses that a page fetches again for each event, by its `hx-get` and `hx-trigger`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_event: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        address = attributes.get("hx-get")
        for trigger in (attributes.get("hx-trigger") or "").split(",") if address else ():
            event, _, source = trigger.strip().partition(" ")
            if source.startswith("from:body"):
                self.by_event.setdefault(event.partition("[")[0], []).append(str(address))


class Room:
    """Ten pages with their sockets; when the group has fewer members, some have two pages."""

    def __init__(self, port: int, facts: dict[str, Any]) -> None:
        self.port, self.meeting = port, f"/moten/{facts['meeting']}"
        names = ["anna", *(name for name in facts["memberships"] if name != "anna")]
        self.pages = [HttpClient(port, facts["sessions"][names[n % len(names)]], connections=6) for n in range(PAGES)]
        self.sockets: list[ClientConnection] = []
        self.fetched: list[Fetched] = []

    async def open(self) -> None:
        self.fetched = [Fetched((await page.get(f"{self.meeting}/rum/")).text) for page in self.pages]
        for page in self.pages:
            address, origin = f"ws://localhost:{self.port}{self.meeting}/rum/", f"http://localhost:{self.port}"
            cookie = {"Cookie": f"sessionid={page.session}"}
            self.sockets.append(await connect(address, additional_headers=cookie, origin=origin))
        await asyncio.gather(*(_events(socket) for socket in self.sockets))

    async def press(self, path: str, fields: Mapping[str, Any]) -> int:
        """By the leader, and what the pages fetch for it; returns how many fragments that was."""
        heard = [asyncio.create_task(_events(socket)) for socket in self.sockets]
        await self.pages[0].post(path, fields)
        wanted = [
            (page, path)
            for page, fetched, events in zip(self.pages, self.fetched, await asyncio.gather(*heard), strict=True)
            for path in dict.fromkeys(path for event in events for path in fetched.by_event.get(event, ()))
        ]
        await asyncio.gather(*(page.get(path, is_fragment=True) for page, path in wanted))
        return len(wanted)

    async def close(self) -> None:
        for socket in self.sockets:
            await socket.close()
        for page in self.pages:
            await page.close()


async def _events(socket: ClientConnection) -> list[str]:
    """The names of the events until `QUIET` seconds pass without a frame."""
    names = []
    with contextlib.suppress(TimeoutError):
        while True:
            frame = await asyncio.wait_for(socket.recv(), QUIET)
            if isinstance(frame, str) and (message := json.loads(frame))["type"] == "event":
                names.append(message["name"])
    return names
