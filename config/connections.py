"""What a connection may take before it has said what it wants: time, bytes and frames. uvicorn itself bounds none."""

import asyncio
import time

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

HEADERS, BODY = 15, 60  # seconds in which all of them, and then all of it, must have come
LONGEST_HEADERS = 64 * 1024  # bytes
MOST_FRAMES = 500  # a second, of every kind; a page sends 25
SLICE = 4 * 1024  # bytes of a socket that are read before its frames are counted


class Http(HttpToolsProtocol):
    """Hangs up on one who never finishes asking."""

    _deadline: asyncio.TimerHandle | None = None
    _headers: int | None = 0  # bytes of them so far; none when all are there

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_within(HEADERS)

    def data_received(self, data: bytes) -> None:
        if self._deadline is None and (self.cycle is None or self.cycle.response_complete):
            self._expect_within(HEADERS)
        are_coming = self._headers is not None
        super().data_received(data)
        if are_coming and self._headers is not None:
            self._headers += len(data)
            if self._headers > LONGEST_HEADERS:
                self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._headers = 0
        self._expect_within(HEADERS)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._headers = None
        self._expect_within(BODY)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._expect_nothing()

    def handle_websocket_upgrade(self) -> None:
        self._expect_nothing()
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        super().connection_lost(exc)

    def _expect_within(self, seconds: float) -> None:
        self._expect_nothing()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None


class Socket(WebSocketsSansIOProtocol):
    """Hangs up on one who floods: each frame costs the loop the same, also an empty one that the room never sees."""

    _second, _frames = 0, 0

    def data_received(self, data: bytes) -> None:
        for at in range(0, len(data), SLICE):
            super().data_received(data[at : at + SLICE])
            if self._frames > MOST_FRAMES:
                self.transport.abort()
            if self.transport.is_closing():
                return

    def handle_text(self, event: Frame) -> None:
        self._count()
        super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        self._count()
        super().handle_bytes(event)

    def handle_cont(self, event: Frame) -> None:
        self._count()
        super().handle_cont(event)

    def handle_ping(self) -> None:
        self._count()
        super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        self._count()
        super().handle_pong(event)

    def _count(self) -> None:
        second = int(time.monotonic())
        self._frames = self._frames + 1 if second == self._second else 1
        self._second = second
