"""The open rooms of this process: who sits in which, and how a frame reaches them all."""

import asyncio
import logging
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from kollegium.live.state import seen_by_guests
from kollegium.wire.eager_tasks import start_eagerly

log = logging.getLogger("kollegium.room")

Frame = str | bytes
MOST_IN_A_ROOM = 8  # pages that one person has open in a room: more is no meeting
MOST_IN_ALL = 24  # and in all rooms together
MOST_WAITING = 500  # frames; a phone that has fallen this far behind reconnects and catches up instead


@dataclass(eq=False, slots=True)
class Connection:
    """One open page: its person, and the frames on their way to it."""

    room: int
    user: int
    group: int
    receives_draft: bool = True  # not the big screen, nor a guest: they follow the meeting and never the draft
    is_guest: bool = False
    number: int = field(default_factory=lambda: secrets.randbits(53))  # its own in all processes
    frames: deque[Frame] = field(default_factory=deque)
    opened_at: float = field(default_factory=time.monotonic)
    heard_at: float = field(default_factory=time.monotonic)  # when its page last said something: it is awake
    is_asked: bool = False  # whether to take the helm, as nobody steers
    close_reason: tuple[int, str] | None = None  # close code and Swedish words, once it has to go
    is_broken: bool = False  # the connection can't carry more
    recheck: Callable[[], Awaitable[None]] | None = None  # asks whether its page may still be here
    _send: Callable[[Frame], Awaitable[None]] | None = None
    _over: Callable[[], None] | None = None
    _is_carrying: bool = False
    _carrying: asyncio.Task[None] | None = None  # kept: the loop holds its tasks by weak references only

    def open(self, send: Callable[[Frame], Awaitable[None]], over: Callable[[], None]) -> None:
        """`over` is called once when the connection breaks, or is dismissed and nothing is under way."""
        self._send, self._over = send, over
        self._set_out()

    def send(self, frame: Frame) -> None:
        if self.close_reason or self.is_broken:
            return
        if self.is_guest and isinstance(frame, str):
            frame = seen_by_guests(frame)
        if len(self.frames) >= MOST_WAITING:
            self.dismiss(1013, "")
            return
        self.frames.append(frame)
        self._set_out()

    def dismiss(self, code: int, words: str) -> None:
        """The frames already waiting are dropped: the page may not see them, or will ask for them anew."""
        self.close_reason = self.close_reason or (code, words)
        self.frames.clear()
        if self._over:
            self._over()

    def close(self) -> None:
        """Nothing more is carried, nor is what is under way."""
        self.is_broken = True
        if self._carrying:
            self._carrying.cancel()

    def _set_out(self) -> None:
        if self.frames and self._send and not self._is_carrying:
            self._is_carrying = True  # before it begins: it may be over when `begun` returns
            self._carrying = start_eagerly(self._carry(self._send))

    async def _carry(self, send: Callable[[Frame], Awaitable[None]]) -> None:
        try:
            while self.frames:
                await send(self.frames.popleft())
        except Exception as error:
            if not isinstance(error, OSError):  # a peer that has gone is no fault of ours
                log.error("A room's socket broke", exc_info=error)
            self.is_broken = True
            self.frames.clear()
            if self._over:
                self._over()
        finally:
            self._is_carrying = False


class Hub:
    """Seats by room. All calls on the event loop's thread."""

    def __init__(self) -> None:
        self.rooms: defaultdict[int, set[Connection]] = defaultdict(set)
        self._looking: set[asyncio.Future[None]] = set()
        self._people: defaultdict[int, set[Connection]] = defaultdict(set)

    def add(self, connection: Connection) -> None:
        # One that has been dismissed is on its way out, and is no longer counted.
        own = [other for other in self._people[connection.user] if not other.close_reason]
        here = [other for other in own if other.room == connection.room]
        if len(here) >= MOST_IN_A_ROOM:
            _oldest(here).dismiss(1008, "")
        elif len(own) >= MOST_IN_ALL:
            _oldest(own).dismiss(1008, "")
        self.rooms[connection.room].add(connection)
        self._people[connection.user].add(connection)

    def remove(self, connection: Connection) -> None:
        for places, key in ((self.rooms, connection.room), (self._people, connection.user)):
            places[key].discard(connection)
            if not places[key]:
                del places[key]

    def share(self, room: int, frame: Frame, but: int | None = None, of_draft: bool = False) -> None:
        """To everyone in the room; `but`: the number of the connection it came from."""
        for connection in list(self.rooms.get(room, ())):
            if connection.number != but and (connection.receives_draft or not of_draft):
                connection.send(frame)

    def close_guests(self, room: int) -> None:
        """They look again, and the door tells those who may not come back."""
        for connection in list(self.rooms.get(room, ())):
            if connection.is_guest:
                connection.dismiss(1012, "")

    def dismiss(self, user: int, group: int | None, words: str) -> None:
        """Out at once: of the group's rooms for one who is no longer a member, of all rooms when no group is said."""
        for connections in list(self.rooms.values()):
            for connection in list(connections):
                if connection.user == user and group in (None, connection.group):
                    connection.dismiss(4403, words)

    def recheck_person(self, user: int) -> None:
        """Somewhere the person has been signed out: each of their pages is asked about now, not within a minute."""
        for connections in list(self.rooms.values()):
            for connection in list(connections):
                if connection.user == user and connection.recheck:
                    looking = asyncio.ensure_future(connection.recheck())
                    self._looking.add(looking)
                    looking.add_done_callback(self._looked)

    def _looked(self, looking: "asyncio.Future[None]") -> None:
        self._looking.discard(looking)
        if not looking.cancelled() and (error := looking.exception()):
            log.warning("Could not look at who may stay: %s", error)  # the rechecker asks again

    def ask_to_reconnect(self, room: int | None = None) -> None:
        """A page that reconnects catches up on what was lost; `room`: only that one's."""
        for connections in list(self.rooms.values()):
            for connection in list(connections):
                if room in (None, connection.room):
                    connection.dismiss(1012, "")


def _oldest(connections: list[Connection]) -> Connection:
    return min(connections, key=lambda connection: connection.opened_at)
