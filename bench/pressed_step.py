"""A press in a room of ten pages: what the server does for it and for all that the pages then fetch."""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
        self._promise_steps: dict[str, list[str]] = {}  # by address: in other steps <talk-round> does not ask
        self.feed(page)

    def after(self, heard: "Heard") -> list[str]:
        """What the page fetches, each address once."""
        wanted = dict.fromkeys(path for event in heard.events for path in self.by_event.get(event, ()))
        return [path for path in wanted if path not in self._promise_steps or self._asks_for_promise(path, heard)]

    def _asks_for_promise(self, path: str, heard: "Heard") -> bool:
        """As <talk-round> does: of another speaker than before, and in the steps in which it is told."""
        speaker, before = _speaker(heard.state), _speaker(heard.state_before)
        is_told = bool(speaker) and str(heard.state["step"]) in self._promise_steps[path]
        is_at_hand = speaker == before and str(heard.state_before["step"]) in self._promise_steps[path]
        return is_told and (not is_at_hand or "sharing.changed" in heard.events)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        address = attributes.get("hx-get")
        if address and (steps := attributes.get("data-promise-steps")) is not None:
            self._promise_steps[address] = steps.split()
        for trigger in (attributes.get("hx-trigger") or "").split(",") if address else ():
            event, _, source = trigger.strip().partition(" ")
            if source.startswith("from:body"):
                self.by_event.setdefault(event.partition("[")[0], []).append(str(address))


@dataclass
class Heard:
    """What came to one page by its socket: the names of the events, and the room's state before and after them."""

    state_before: dict[str, Any]
    state: dict[str, Any]
    events: list[str] = field(default_factory=list)


class Room:
    """Ten pages with their sockets; when the group has fewer members, some have two pages."""

    def __init__(self, port: int, facts: dict[str, Any]) -> None:
        self.port, self.meeting = port, f"/moten/{facts['meeting']}"
        names = ["anna", *(name for name in facts["memberships"] if name != "anna")]
        self.pages = [HttpClient(port, facts["sessions"][names[n % len(names)]], connections=6) for n in range(PAGES)]
        self.sockets: list[ClientConnection] = []
        self.fetched: list[Fetched] = []
        self.states: list[dict[str, Any]] = []

    async def open(self) -> None:
        self.fetched = [Fetched((await page.get(f"{self.meeting}/rum/")).text) for page in self.pages]
        for page in self.pages:
            address, origin = f"ws://localhost:{self.port}{self.meeting}/rum/", f"http://localhost:{self.port}"
            cookie = {"Cookie": f"sessionid={page.session}"}
            self.sockets.append(await connect(address, additional_headers=cookie, origin=origin))
        self.states = [heard.state for heard in await self._hear()]

    async def press(self, path: str, fields: Mapping[str, Any]) -> int:
        """By the leader, and what the pages fetch for it; returns how many fragments that was."""
        hearing = asyncio.create_task(self._hear())
        await self.pages[0].post(path, fields)
        pages = zip(self.pages, self.fetched, await hearing, strict=True)
        wanted = [(page, path) for page, fetched, told in pages for path in fetched.after(told)]
        await asyncio.gather(*(page.get(path, is_fragment=True) for page, path in wanted))
        return len(wanted)

    async def _hear(self) -> list[Heard]:
        states = self.states or [{}] * PAGES
        return await asyncio.gather(*(_hear(socket, state) for socket, state in zip(self.sockets, states, strict=True)))

    async def close(self) -> None:
        for socket in self.sockets:
            await socket.close()
        for page in self.pages:
            await page.close()


async def _hear(socket: ClientConnection, state: dict[str, Any]) -> Heard:
    """Until `QUIET` seconds pass without a frame. `state`: as the page has it."""
    heard = Heard(state, state)
    with contextlib.suppress(TimeoutError):
        while True:
            frame = await asyncio.wait_for(socket.recv(), QUIET)
            message = json.loads(frame) if isinstance(frame, str) else {"type": "draft"}
            if message["type"] == "event":
                heard.events.append(message["name"])
            elif message["type"] == "state":
                heard.state = message
    return heard


def _speaker(state: dict[str, Any]) -> int | None:
    return state["round"] and state["round"]["speaker"]
