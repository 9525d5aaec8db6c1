"""Thousands of WebSocket clients in one process, each signed in as a person of its own."""

import asyncio
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench import yjs

UPDATE, VECTOR = 1, 0
VERSION = b'"version": '
NO_MASK = bytes(4)  # a mask of zeros is a mask too, and saves the clients' time for the measuring


@dataclass
class Room:
    meeting: int
    draft: int
    clients: list["Client"] = field(default_factory=list)
    version: int = 0  # the newest that any client here has seen
    pressed_at: float = 0.0  # when the last button was pressed
    awaited: int = 0  # the version which that press gives
    is_paused: bool = False


class ClientPool:
    """All clients, and what they have measured. Latencies in seconds, a sample per receiver."""

    instances = 0  # pools made so far in this process

    def __init__(self, rooms: list[dict[str, Any]], ports: list[int], has_greeting: bool = True) -> None:
        ClientPool.instances += 1
        self.has_greeting = has_greeting  # the baseline server sends nothing when a client connects
        self.rooms = [Room(room["meeting"], room["draft"]) for room in rooms]
        self.clients: list[Client] = []
        for room, facts in zip(self.rooms, rooms, strict=True):
            for place, person in enumerate(facts["people"]):
                client = Client(self, room, person, ports[place % len(ports)])
                room.clients.append(client)
                self.clients.append(client)
        self.reset_samples()

    def reset_samples(self) -> None:
        """What has been measured so far; the next figures begin load."""
        self.sent: dict[bytes, float] = {}
        self.edit_latencies, self.press_latencies = array("d"), array("d")
        self.save_latencies = array("d")
        self.delivered = self.refused = self.lost = self.postponed = 0

    async def connect_all(self, clients: list["Client"], at_once: int = 200) -> None:
        """Connect all, `at_once` at a time; a client that is turned away tries again, as a page does."""
        limit = asyncio.Semaphore(at_once)

        async def one(client: Client) -> None:
            async with limit:
                while not await client.connect():
                    await asyncio.sleep(0.2)

        await asyncio.gather(*(one(client) for client in clients))

    async def disconnect_all(self) -> None:
        for client in self.clients:
            client.disconnect()
        await asyncio.sleep(0.5)


class Client(asyncio.Protocol):
    """One page's connection: opens the socket, catches up with the draft, then listens."""

    def __init__(self, pool: ClientPool, room: Room, person: dict[str, Any], port: int) -> None:
        self.pool, self.room, self.session, self.port = pool, room, person["session"], port
        self.writer = yjs.Writer(person["user"] * 16 + pool.instances)  # unique, also among earlier pools
        self.transport: Any = None
        self.is_connected, self.number, self.kept, self.sent_at = False, 0, 0, 0.0
        self._buffer, self._is_open, self._entered = b"", False, None
        self.seen_version = 0

    async def connect(self) -> bool:
        loop = asyncio.get_running_loop()
        self._entered = loop.create_future()
        self._buffer, self._is_open = b"", False
        try:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
            await asyncio.wait_for(self._entered, 60)
        except (OSError, TimeoutError):
            if self.transport:
                self.transport.abort()
        return self.is_connected

    def disconnect(self) -> None:
        if self.transport:
            self.transport.abort()

    def type_key(self) -> None:
        """Send one key as an update of its own."""
        update = self.writer.key()
        self.number += 1
        self.pool.sent[update] = self.sent_at = time.perf_counter()
        self._send_frame(2, b"\x01" + self.number.to_bytes(4, "big") + update)

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
        if self.is_connected:
            self.pool.lost += 1
        self.is_connected, self.transport = False, None
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
            if self.pool.has_greeting:
                self._send_frame(1, b'{"type": "ping", "sent": 1}')
            else:
                self._enter_room()
        read = 0
        for kind, body, end in frames(buffer):
            self._receive_frame(kind, body, now)
            read = end
        self._buffer = buffer[read:]

    def _receive_frame(self, kind: int, body: bytes, now: float) -> None:
        pool = self.pool
        if kind == 2 and body[0] == UPDATE:
            sent = pool.sent.get(body[1:])
            if sent is not None:
                pool.edit_latencies.append(now - sent)
                pool.delivered += 1
            elif not self.is_connected:
                self._enter_room()
        elif kind == 2:
            self._send_frame(2, bytes(2))  # an empty state vector: the whole draft comes
        elif kind == 1:
            self._receive_message(body, now)
        elif kind == 9:
            self._send_frame(10, body)
        elif kind == 8:
            self.transport.close()

    def _receive_message(self, body: bytes, now: float) -> None:
        pool, room = self.pool, self.room
        if body.startswith(b'{"type": "kept"'):
            self.kept += 1
            pool.delivered += 1
            pool.save_latencies.append(now - self.sent_at)
        elif body.startswith(b'{"type": "state"'):
            start = body.index(VERSION) + len(VERSION)
            version = int(body[start : body.index(b",", start)])
            pool.delivered += 1
            if room.pressed_at and version >= room.awaited > self.seen_version:
                pool.press_latencies.append(now - room.pressed_at)
            self.seen_version = version
            room.version = max(room.version, version)
        elif body.startswith(b'{"type": "refused"'):
            pool.refused += 1
        elif body.startswith(b'{"type": "later"'):
            pool.postponed += 1
        elif body.startswith(b'{"type": "event"'):
            pool.delivered += 1

    def _enter_room(self) -> None:
        self.is_connected = True
        if self._entered and not self._entered.done():
            self._entered.set_result(None)

    def _send_frame(self, kind: int, body: bytes) -> None:
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
