"""Members who talk to the real server's socket, frame by frame."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pycrdt import Doc, Text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.world import Installation, post

PATIENCE = 10.0


@dataclass
class Member:
    """One page's line to the room, with the draft as that page has it."""

    key: str
    line: ClientConnection
    doc: Doc = field(default_factory=Doc)
    number: int = 0
    theirs: bytes = b""  # what the server has, as it said last
    said: list[dict[str, Any]] = field(default_factory=list)

    def hear(self) -> str:
        """Takes one frame; gives its type."""
        frame = self.line.recv(timeout=PATIENCE)
        if isinstance(frame, bytes):
            if frame[0] == 1 and frame[1:] != b"\x00\x00":
                self.doc.apply_update(frame[1:])
            self.theirs = frame[1:] if frame[0] == 0 else self.theirs
            return "update" if frame[0] == 1 else "vector"
        self.said.append(json.loads(frame))
        return str(self.said[-1]["type"])

    def until(self, kind: str, **what: Any) -> dict[str, Any]:
        """Listens until such a frame has come."""
        while True:
            if self.hear() == kind and (not what or what.items() <= self.said[-1].items()):
                return self.said[-1] if kind not in ("update", "vector") else {}

    def all_until(self, kind: str) -> set[str]:
        """The types of all that comes, up to and with such a frame."""
        heard = {self.hear()}
        while kind not in heard:
            heard.add(self.hear())
        return heard

    def catch_up(self) -> None:
        self.line.send(b"\x00" + self.doc.get_state())
        self.until("update")

    def write(self, heading: str, words: str) -> bytes:
        """At the end of the heading; the update, not yet sent."""
        before = self.doc.get_state()
        self.doc.get(heading, type=Text).insert(len(self.reads(heading).encode()), words)
        return self.doc.get_update(before)

    def send(self, update: bytes) -> int:
        self.number += 1
        self.line.send(b"\x01" + self.number.to_bytes(4, "big") + update)
        return self.number

    def reads(self, heading: str) -> str:
        return str(self.doc.get(heading, type=Text))

    def is_shown_out(self) -> tuple[int, str]:
        """Listens until the server closes the line."""
        with pytest.raises(ConnectionClosed) as closed:
            self.until("the end")
        return closed.value.rcvd.code, closed.value.rcvd.reason


@pytest.fixture
def join(installation: Installation, meeting: int) -> Iterator[Callable[..., Member]]:
    """`join("bo")` opens Bo's line; the draft is there when the meeting has begun."""
    lines: list[ClientConnection] = []

    def open_line(
        key: str,
        room: int | None = None,
        origin: str = "",
        signed_in: bool = True,
        at: Installation | None = None,
        way: str = "rum",
        cookie: str = "",
    ) -> Member:
        cookie = cookie or f"sessionid={installation.facts['sessions'][key]}"
        line = connect(
            f"ws://localhost:{(at or installation).port}/moten/{room or meeting}/{way}/",
            additional_headers={"Cookie": cookie} if signed_in else {},
            origin=origin or (at or installation).address,
            max_size=None,
            legacy=True,
        )
        lines.append(line)
        return Member(key, line)

    yield open_line
    for line in lines:
        line.close()


@pytest.fixture
def begun(installation: Installation, meeting: int) -> int:
    """The meeting, started by Anna."""
    assert post(installation, "anna", f"/moten/{meeting}/start/") == 204
    return meeting
