"""The crowd: thousands of pages' lines to their rooms from one process, each with its own person's cookie."""

import asyncio
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench import yjs

UPDATE, VECTOR = 1, 0
VERSION = b'"version": '
NO_MASK = bytes(4)  # a mask of zeros is a mask too, and saves the crowd's time for the measuring


@dataclass
class Room:
    meeting: int
    draft: int
    lines: list["Line"] = field(default_factory=list)
    version: int = 0  # the newest one that anyone here has seen
    pressed_at: float = 0.0  # when the last button was pressed
    awaited: int = 0  # the version which that press gives
    is_paused: bool = False


class Crowd:
    """All lines, and what they have measured. `seen`: seconds from sending to seeing, a sample per receiver."""

    crowds = 0

    def __init__(self, rooms: list[dict[str, Any]], ports: list[int], is_greeted: bool = True) -> None:
        Crowd.crowds += 1
        self.is_greeted = is_greeted  # the bare server says nothing to those who come
        self.rooms = [Room(room["meeting"], room["draft"]) for room in rooms]
        self.lines: list[Line] = []
        for room, facts in zip(self.rooms, rooms, strict=True):
            for place, person in enumerate(facts["people"]):
                line = Line(self, room, person, ports[place % len(ports)])
                room.lines.append(line)
                self.lines.append(line)
        self.forget()

    def forget(self) -> None:
        """What has been measured so far; the next figures begin here."""
        self.sent: dict[bytes, float] = {}
        self.seen, self.pressed = array("d"), array("d")
        self.kept_after = array("d")
        self.delivered = self.refused = self.lost = self.later = 0

    async def come(self, lines: list["Line"], at_once: int = 200) -> None:
        """All of them in; one that is not let in yet tries again, as a page does."""
        gate = asyncio.Semaphore(at_once)

        async def one(line: Line) -> None:
            async with gate:
                while not await line.open():
                    await asyncio.sleep(0.2)

        await asyncio.gather(*(one(line) for line in lines))

    async def go(self) -> None:
        for line in self.lines:
            line.leave()
        await asyncio.sleep(0.5)


class Line(asyncio.Protocol):
    """One page: comes in, says what it has, is told what is missing, and listens."""

    def __init__(self, crowd: Crowd, room: Room, person: dict[str, Any], port: int) -> None:
        self.crowd, self.room, self.session, self.port = crowd, room, person["session"], port
        self.writer = yjs.Writer(person["user"] * 16 + crowd.crowds)  # nobody else's, nor of an earlier crowd
        self.transport: Any = None
        self.is_in, self.number, self.kept, self.sent_at = False, 0, 0, 0.0
        self._buffer, self._is_open, self._entered = b"", False, None
        self.seen_version = 0

    async def open(self) -> bool:
        loop = asyncio.get_running_loop()
        self._entered = loop.create_future()
        self._buffer, self._is_open = b"", False
        try:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
            await asyncio.wait_for(self._entered, 60)
        except (OSError, TimeoutError):
            if self.transport:
                self.transport.abort()
        return self.is_in

    def leave(self) -> None:
        if self.transport:
            self.transport.abort()

    def write(self) -> None:
        """One key, as an update of its own."""
        update = self.writer.key()
        self.number += 1
        self.crowd.sent[update] = self.sent_at = time.perf_counter()
        self._send(2, b"\x01" + self.number.to_bytes(4, "big") + update)

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        host = f"localhost:{self.port}"
        transport.write(
            f"GET /moten/{self.room.meeting}/rum/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={'t' * 32}\r\n\r\n".encode()
        )

    def connection_lost(self, _error: Exception | None) -> None:
        if self.is_in:
            self.crowd.lost += 1
        self.is_in, self.transport = False, None
        if self._entered and not self._entered.done():
            self._entered.set_result(None)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        buffer = self._buffer + data if self._buffer else data
        if not self._is_open:
            head, found, buffer = buffer.partition(b"\r\n\r\n")
            if not found:
                self._buffer = head
                return
            self._is_open = True
            if b" 101 " not in head[:20]:
                self.transport.abort()
                return
            if self.crowd.is_greeted:
                self._send(1, b'{"type": "ping", "sent": 1}')
            else:
                self._enter()
        read = 0
        for kind, body, end in frames(buffer):
            self._take(kind, body, now)
            read = end
        self._buffer = buffer[read:]

    def _take(self, kind: int, body: bytes, now: float) -> None:
        crowd = self.crowd
        if kind == 2 and body[0] == UPDATE:
            sent = crowd.sent.get(body[1:])
            if sent is not None:
                crowd.seen.append(now - sent)
                crowd.delivered += 1
            elif not self.is_in:
                self._enter()
        elif kind == 2:
            self._send(2, bytes(2))  # "I have nothing": the draft comes
        elif kind == 1:
            self._hear(body, now)
        elif kind == 9:
            self._send(10, body)
        elif kind == 8:
            self.transport.close()

    def _hear(self, body: bytes, now: float) -> None:
        crowd, room = self.crowd, self.room
        if body.startswith(b'{"type": "kept"'):
            self.kept += 1
            crowd.delivered += 1
            crowd.kept_after.append(now - self.sent_at)
        elif body.startswith(b'{"type": "state"'):
            start = body.index(VERSION) + len(VERSION)
            version = int(body[start : body.index(b",", start)])
            crowd.delivered += 1
            if room.pressed_at and version >= room.awaited > self.seen_version:
                crowd.pressed.append(now - room.pressed_at)
            self.seen_version = version
            room.version = max(room.version, version)
        elif body.startswith(b'{"type": "refused"'):
            crowd.refused += 1
        elif body.startswith(b'{"type": "later"'):
            crowd.later += 1
        elif body.startswith(b'{"type": "event"'):
            crowd.delivered += 1

    def _enter(self) -> None:
        self.is_in = True
        if self._entered and not self._entered.done():
            self._entered.set_result(None)

    def _send(self, kind: int, body: bytes) -> None:
        size = len(body)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        if self.transport:
            self.transport.write(bytes([0x80 | kind]) + length + NO_MASK + body)


def frames(buffer: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Opcode, body and where the next one begins, for each whole frame; none of ours is in parts."""
    at, end = 0, len(buffer)
    while end - at >= 2:
        size, start = buffer[at + 1], at + 2
        if size == 126:
            size, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
        elif size == 127:
            size, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
        if start > end or start + size > end:
            return
        yield buffer[at] & 15, buffer[start : start + size], start + size
        at = start + size
