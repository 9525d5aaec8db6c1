"""The open rooms of this process: who sits in which, and how a frame reaches them all."""

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Frame = str | bytes
MOST_SEATS = 8  # pages that one person has open in a room: more is no meeting
MOST_WAITING = 500  # frames; a phone that has fallen this far behind reconnects and catches up instead


@dataclass(eq=False)
class Seat:
    """One open page: its person, and the frames on their way to it."""

    room: int
    user: int
    group: int
    hears_draft: bool = True  # not the big screen, nor a guest: they follow the meeting and never the draft
    is_guest: bool = False
    number: int = field(default_factory=lambda: secrets.randbits(53))  # its own in all processes
    frames: asyncio.Queue[Frame | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    sat_at: float = field(default_factory=time.monotonic)
    heard_at: float = field(default_factory=time.monotonic)  # when its page last said something: it is awake
    is_asked: bool = False  # whether to take the helm, as nobody steers
    parting: tuple[int, str] | None = None  # close code and Swedish words, once it has to go

    def give(self, frame: Frame) -> None:
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            self.dismiss(1013, "")

    def dismiss(self, code: int, words: str) -> None:
        """The frames already waiting are dropped: the page may not see them, or will ask for them anew."""
        self.parting = self.parting or (code, words)
        while not self.frames.empty():
            self.frames.get_nowait()
        self.frames.put_nowait(None)

    async def deliver(self, send: Callable[[Frame], Awaitable[None]]) -> None:
        """Carries frames until the seat is dismissed."""
        while (frame := await self.frames.get()) is not None:
            await send(frame)


class Hub:
    """Seats by room. All calls on the event loop's thread."""

    def __init__(self) -> None:
        self.rooms: defaultdict[int, set[Seat]] = defaultdict(set)

    def sit(self, seat: Seat) -> None:
        own = [other for other in self.rooms[seat.room] if other.user == seat.user]
        if len(own) >= MOST_SEATS:
            min(own, key=lambda other: other.sat_at).dismiss(1008, "")
        self.rooms[seat.room].add(seat)

    def rise(self, seat: Seat) -> None:
        self.rooms[seat.room].discard(seat)
        if not self.rooms[seat.room]:
            del self.rooms[seat.room]

    def share(self, room: int, frame: Frame, but: int | None = None, of_draft: bool = False) -> None:
        """To everyone in the room; `but`: the number of the seat it came from."""
        for seat in list(self.rooms.get(room, ())):
            if seat.number != but and (seat.hears_draft or not of_draft):
                seat.give(frame)

    def see_guests_out(self, room: int) -> None:
        """They look again, and the door tells those who may not come back."""
        for seat in list(self.rooms.get(room, ())):
            if seat.is_guest:
                seat.dismiss(1012, "")

    def dismiss(self, user: int, group: int | None, words: str) -> None:
        """Out at once: of the group's rooms for one who is no longer a member, of all rooms when no group is said."""
        for seats in list(self.rooms.values()):
            for seat in list(seats):
                if seat.user == user and group in (None, seat.group):
                    seat.dismiss(4403, words)
