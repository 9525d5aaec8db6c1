"""The socket of an open meeting: who comes in, and what becomes of each frame. It renders and decides nothing."""

import asyncio
import contextlib
import json
import logging
import time
from functools import partial

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope
from django.db import DatabaseError

from kollegium.protocols.headings import WRITTEN
from kollegium.protocols.models import Protocol
from kollegium.protocols.notes import DraftUpdate, Outcome
from kollegium.wire import admission
from kollegium.wire.admission import Scope, in_thread
from kollegium.wire.batch_admission import BatchAdmission
from kollegium.wire.broadcast import Broadcaster
from kollegium.wire.draft_cache import DraftCache
from kollegium.wire.draft_writer import DraftWriter
from kollegium.wire.hub import Connection, Frame, Hub
from kollegium.wire.rate_limit import TokenBucket
from kollegium.wire.recheck import Rechecker
from kollegium.wire.refusal_texts import DUE, LATER, LISTENS, NO_DRAFT, REFUSALS

log = logging.getLogger("kollegium.room")

STATE_VECTOR, UPDATE = 0, 1
LONGEST_TEXT = 1000
LAST_WORDS = 5  # seconds
MOST_PER_SECOND = 100  # frames from one page; a page sends at most 25 updates a second

hub = Hub()
broadcaster = Broadcaster(hub)
draft_writer = DraftWriter()
batch = BatchAdmission()
cached = DraftCache()
rechecker = Rechecker()
limits = admission.AdmissionLimits()
update_requests = TokenBucket(60, back=1)  # for what is missing: a page asks once for each connection it opens
refusals = TokenBucket(30, back=1 / 3)  # a page that is refused comes back after some seconds and tries again
LOOK_AGAIN = (1012, "")  # the database is away for a moment: the page comes back by itself


async def meeting_socket(scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    await receive()  # websocket.connect
    entry = await admit(scope)
    # Not accepted before it is known who comes: one that is refused in words stays open until the peer has heard.
    if isinstance(entry, Connection) or limits.may_be_told(scope):
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
    if isinstance(entry, Connection):
        await ConnectionHandler(entry, scope, receive, send).run()
    else:
        await _close(send, *entry)


async def admit(scope: Scope) -> Connection | admission.CloseReason:
    if not admission.is_ours(scope):
        return admission.NOT_YOURS
    if not limits.may_ask(scope):
        return admission.TOO_OFTEN
    try:
        return await batch.admit(scope)
    except DatabaseError as error:
        log.warning("Nobody can be let in just now: %s", error)
        return LOOK_AGAIN


class ConnectionHandler:
    """Serves one connection: greets it, takes its frames, and closes it."""

    def __init__(
        self, connection: Connection, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        self.connection, self._scope, self._receive, self._send = connection, scope, receive, send
        self.draft: int | None = None  # the protocol's key, once the meeting has started
        self._second, self._frames = 0, 0
        self._over = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Serve this connection until it closes or is closed."""
        hub.add(self.connection)  # before the first state is read, so that no change falls in between
        rechecker.add(self._recheck)
        self.connection.recheck = self._recheck
        listening = asyncio.create_task(self._listen())
        listening.add_done_callback(self._end)
        self.connection.open(self._send_frame, self._end)
        try:
            await self._over
            if self.connection.is_broken and not self.connection.close_reason:
                # A connection that has broken one way may still hold what its page said last.
                await asyncio.wait({listening}, timeout=LAST_WORDS)
            self._tell_trouble(listening)
        finally:
            hub.remove(self.connection)
            if self.connection.room not in hub.rooms:
                cached.release(self.connection.room, self.draft)
            rechecker.remove(self._recheck)
            listening.cancel()
            self.connection.close()
            code, words = self.connection.close_reason or (1000, "")
            with contextlib.suppress(Exception):  # the peer may have gone first, or take nothing
                async with asyncio.timeout(LAST_WORDS):
                    await _close(self._send, code, words)

    def _tell_trouble(self, listening: asyncio.Task[None]) -> None:
        error = listening.exception() if listening.done() and not listening.cancelled() else None
        if isinstance(error, DatabaseError):
            log.warning("A page has to look again: %s", error)
            self.connection.dismiss(*LOOK_AGAIN)
        elif error and not isinstance(error, OSError):  # a peer that has gone is no fault of ours
            log.error("A room's socket broke", exc_info=error)

    def _end(self, *_: object) -> None:
        if not self._over.done():
            self._over.set_result(None)

    async def _send_frame(self, frame: Frame) -> None:
        data = frame if isinstance(frame, bytes) else None
        text = frame if isinstance(frame, str) else None
        await self._send({"type": "websocket.send", "bytes": data, "text": text})

    def _say(self, **what: object) -> None:
        self.connection.send(json.dumps(what))

    def _refuse(self, number: int, message: str, final: bool = False) -> None:
        self._say(type="refused", frame=number, message=message, final=final)
        if not refusals.take(self.connection.user):
            self.connection.dismiss(1008, "")

    async def _recheck(self) -> None:
        """The right to be here can end without an event: a session that runs out, a membership's last day."""
        refusal = await batch.refusal(self._scope)
        if refusal:
            self.connection.dismiss(*refusal)

    async def _listen(self) -> None:
        await self._greet()
        while (message := await self._receive())["type"] == "websocket.receive":
            self.connection.heard_at = time.monotonic()
            if self._is_too_fast():
                self.connection.dismiss(1008, "")
                return
            if (frame := message.get("bytes")) is not None:
                await self._take(frame)
            elif len(text := message.get("text") or "") <= LONGEST_TEXT:
                self._answer(text)
            else:
                self._refuse(0, REFUSALS[Outcome.TOO_LARGE])

    async def _greet(self) -> None:
        greeting = await cached.greeting(self.connection.room)
        facts = greeting.facts
        self.draft = greeting.draft if self.connection.receives_draft else None
        self._say(
            type="hello", you=self.connection.user, writes=self.draft is not None and not facts["final"], now=_now()
        )
        self._say(**facts)
        if self.draft is not None and greeting.vector is not None:
            self.connection.send(bytes([STATE_VECTOR]) + greeting.vector)

    async def _take(self, frame: bytes) -> None:
        if not self.connection.receives_draft:
            self._refuse(0, LISTENS, final=True)
            return
        if self.draft is None:
            self.draft = await in_thread(_draft, self.connection.room)
        kind = frame[0] if frame else None
        if kind == STATE_VECTOR and self.draft is not None:
            if update_requests.take(self.connection.user):
                await self._send_what_is_missing(self.draft, frame[1:])
            else:
                self.connection.dismiss(1008, "")
        elif kind == UPDATE and len(frame) > 5:
            await self._store(int.from_bytes(frame[1:5], "big"), frame[5:])
        elif kind != STATE_VECTOR:
            self._refuse(0, REFUSALS[Outcome.GARBAGE])

    async def _send_what_is_missing(self, draft: int, vector: bytes) -> None:
        update = await cached.missing(draft, vector)
        if update is None:
            self._refuse(0, REFUSALS[Outcome.GARBAGE])
        else:
            self.connection.send(bytes([UPDATE]) + update)

    async def _store(self, number: int, update: bytes) -> None:
        if self.draft is None:
            self._refuse(number, NO_DRAFT)
            return
        stored = draft_writer.write(DraftUpdate(self.draft, self.connection.user, update))
        # Shielded and called back: what has been stored is shared, also when this connection breaks in between.
        stored.add_done_callback(partial(self._share, number, update))
        await asyncio.shield(stored)

    def _share(self, number: int, update: bytes, stored: asyncio.Future[Outcome | None]) -> None:
        if stored.cancelled() or stored.exception():
            return  # told by _listen, which waits for it too
        outcome = stored.result()
        if outcome in (None, Outcome.DUE):
            self._say(type="later", frame=number, message=LATER if outcome is None else DUE)
        elif outcome is Outcome.KEPT:
            # Stored before shared: what anyone has seen is in the database.
            broadcaster.share(self.connection.room, bytes([UPDATE]) + update, but=self.connection.number)
            self._say(type="kept", frame=number)
        else:
            is_over = outcome in (Outcome.FINAL, Outcome.NOT_A_MEMBER)
            self._refuse(number, REFUSALS[outcome], final=is_over)

    def _answer(self, text: str) -> None:
        try:
            message = json.loads(text)
            kind = message["type"]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._refuse(0, REFUSALS[Outcome.GARBAGE])
            return
        if kind == "ping":
            self._say(type="pong", sent=message.get("sent"), now=_now())
        elif kind == "writing" and message.get("heading") in WRITTEN and self.connection.receives_draft:
            writing = {"type": "writing", "who": self.connection.user, "heading": message["heading"]}
            broadcaster.share(self.connection.room, json.dumps(writing), but=self.connection.number)

    def _is_too_fast(self) -> bool:
        second = int(time.monotonic())
        self._frames = self._frames + 1 if second == self._second else 1
        self._second = second
        return self._frames > MOST_PER_SECOND


def _draft(room: int) -> int | None:
    """The draft's key, once the meeting has started; before that there is nothing to write in."""
    begun = Protocol.objects.filter(meeting=room, meeting__started_at__isnull=False)
    return begun.values_list("pk", flat=True).first()


def _now() -> int:
    return round(time.time() * 1000)


async def _close(send: ASGISendCallable, code: int, words: str) -> None:
    await send({"type": "websocket.close", "code": code, "reason": words})
