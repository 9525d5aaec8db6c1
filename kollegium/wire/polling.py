"""The room's frames by plain HTTP, for networks that let no WebSocket through: posted up, and down in the answers."""

import asyncio
import contextlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Iterator

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    ASGISendEvent,
    HTTPScope,
    WebSocketReceiveEvent,
)
from django.conf import settings
from django.http import parse_cookie

from kollegium.web.headers import plain
from kollegium.web.reading import KEY
from kollegium.wire import admission
from kollegium.wire.admission import Scope
from kollegium.wire.hub import MOST_WAITING, Connection
from kollegium.wire.socket import ConnectionHandler, admit

PATH = re.compile(rf"(/moten/{KEY}/rum/)ramar/(?:([A-Za-z0-9_-]{{32}})/)?")
TEXT, BINARY, CLOSE = 0, 1, 2  # kinds of frame in a body; each has four bytes of length and then itself
LONGEST = 1024 * 1024  # bytes in one body, as in one WebSocket message
MOST_ASKING = 3  # questions that wait at one link; a page has one, and perhaps one that broke on its way
MOST_DOWN = 1024 * 1024  # bytes after which an answer is sent off
PATIENCE = 10  # seconds that a question waits for something to say
FORGOTTEN = 30  # seconds after which a link that nobody asks at is given up
LAST_WORDS = 5  # seconds for what a page that has gone may have said last
BREATH = 0.015  # seconds between frames that came in one body: gathered on a slow connection, they are no flood

links: dict[str, "_Link"] = {}


def carries(path: str) -> bool:
    return PATH.fullmatch(path) is not None


async def meeting_frames(scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """POST `…/ramar/` opens a link and gives its key; POST `…/ramar/<key>/` says, or when it says nothing, listens."""
    if scope["method"] != "POST":
        await _answer(send, 405)
        return
    place = PATH.fullmatch(scope["path"])
    room, key = place.groups() if place else ("", None)
    # To those at the door it is the same as a socket at the page's own path.
    as_socket: HTTPScope = {**scope, "path": room}
    if key is None:
        await _open(as_socket, send)
    elif key in links and admission.is_ours(as_socket) and links[key].is_held_by(as_socket):
        await _carry(links[key], receive, send)
    else:
        await _answer(send, 410)  # of another process, or from before a restart: the page opens anew


async def _open(scope: HTTPScope, send: ASGISendCallable) -> None:
    entry = await admit(scope)
    if isinstance(entry, Connection):
        link = _Link(scope)
        link.hold(entry)
        await _answer(send, 201, json.dumps({"key": link.key}).encode(), b"application/json")
    else:
        await _answer(send, 403, json.dumps({"closed": entry}).encode(), b"application/json")


async def _carry(link: "_Link", receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    body = await _body(receive)
    if body is None:
        await _answer(send, 413)
        return
    if body:
        try:
            link.take(list(_unpacked(body)))
        except ValueError:
            await _answer(send, 400)
        else:
            await _answer(send, 200)
        return
    if link.has_enough_asking:
        await _answer(send, 429)
        return
    asking = asyncio.create_task(link.ask())
    leaving = asyncio.create_task(_gone(receive))
    await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    if asking.done():
        await _answer(send, 200, asking.result())
    else:
        asking.cancel()
        await asyncio.wait({asking})
        link.leave_soon()


class _Link:
    """A sitting whose frames come and go in the bodies of requests."""

    def __init__(self, scope: Scope) -> None:
        self.key = secrets.token_urlsafe(24)
        self._scope = scope
        self._up: asyncio.Queue[ASGIReceiveEvent] = asyncio.Queue(MOST_WAITING)
        self._down: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        self._asking = 0
        self._ends_at = time.monotonic() + FORGOTTEN
        self._task: asyncio.Task[None] | None = None

    def hold(self, connection: Connection) -> None:
        links[self.key] = self
        self._task = asyncio.create_task(self._sit(connection))

    def is_held_by(self, scope: Scope) -> bool:
        return hmac.compare_digest(_session(scope), _session(self._scope))

    @property
    def has_enough_asking(self) -> bool:
        return self._asking >= MOST_ASKING

    def take(self, messages: list[WebSocketReceiveEvent]) -> None:
        self._ends_at = time.monotonic() + FORGOTTEN
        for message in messages:
            try:
                self._up.put_nowait(message)
            except asyncio.QueueFull:
                self._hang_up()
                return

    async def ask(self) -> bytes:
        """What there is to say; waits a while when there is nothing."""
        self._asking += 1
        try:
            frames = bytearray(await asyncio.wait_for(self._down.get(), PATIENCE))
            while not self._down.empty() and len(frames) < MOST_DOWN:
                frames += self._down.get_nowait()
            return bytes(frames)
        except TimeoutError:
            return b""
        finally:
            self._asking -= 1
            self._ends_at = time.monotonic() + FORGOTTEN

    def leave_soon(self) -> None:
        self._ends_at = time.monotonic() + LAST_WORDS

    async def _sit(self, connection: Connection) -> None:
        watching = asyncio.create_task(self._hang_up_when_forgotten())
        try:
            await ConnectionHandler(connection, self._scope, self._receive, self._send).run()
            if connection.close_reason:
                await asyncio.sleep(FORGOTTEN)  # the page has yet to hear why it was closed
        finally:
            watching.cancel()
            del links[self.key]

    async def _hang_up_when_forgotten(self) -> None:
        while time.monotonic() < self._ends_at or self._asking:
            await asyncio.sleep(1)
        self._hang_up()

    def _hang_up(self) -> None:
        while self._up.full():
            self._up.get_nowait()
        self._up.put_nowait({"type": "websocket.disconnect", "code": 1006, "reason": None})

    async def _receive(self) -> ASGIReceiveEvent:
        message = await self._up.get()
        if not self._up.empty():
            await asyncio.sleep(BREATH)
        return message

    async def _send(self, message: ASGISendEvent) -> None:
        if message["type"] == "websocket.close":
            while self._down.full():
                self._down.get_nowait()
            self._down.put_nowait(
                _packed(CLOSE, message["code"].to_bytes(2, "big") + (message["reason"] or "").encode())
            )
        elif message["type"] == "websocket.send":
            frame, text = message["bytes"], message["text"] or ""
            await self._down.put(_packed(TEXT, text.encode()) if frame is None else _packed(BINARY, frame))


def _packed(kind: int, frame: bytes) -> bytes:
    return bytes([kind]) + len(frame).to_bytes(4, "big") + frame


def _unpacked(body: bytes) -> Iterator[WebSocketReceiveEvent]:
    at = frames = 0
    while at < len(body):
        frames += 1
        if frames > MOST_WAITING:
            raise ValueError("more frames than a link holds")
        kind, length = body[at], int.from_bytes(body[at + 1 : at + 5], "big")
        frame = body[at + 5 : at + 5 + length]
        at += 5 + length
        if at > len(body) or kind not in (TEXT, BINARY):
            raise ValueError("not frames")
        if kind == BINARY:
            yield {"type": "websocket.receive", "bytes": frame, "text": None}
        else:
            yield {"type": "websocket.receive", "bytes": None, "text": frame.decode()}


def _session(scope: Scope) -> bytes:
    cookies = parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    return cookies.get(settings.SESSION_COOKIE_NAME, "").encode()


async def _body(receive: ASGIReceiveCallable) -> bytes | None:
    """None when it is too long."""
    body = bytearray()
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if len(body) > LONGEST:
            return None
        if not message.get("more_body"):
            break
    return bytes(body)


async def _gone(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(
    send: ASGISendCallable, status: int, body: bytes = b"", kind: bytes = b"application/octet-stream"
) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    headers += plain()
    with contextlib.suppress(OSError):  # the page may have gone meanwhile
        await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
        await send({"type": "http.response.body", "body": body, "more_body": False})
