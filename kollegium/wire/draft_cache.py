"""The drafts and the states that this process has at hand, so that a room full of newcomers need not be read ten times.

Nothing here is believed without the database: it is asked each time how far the draft and the meeting have come.
"""

import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pycrdt import Doc, Text

from kollegium.live import state
from kollegium.meetings.models import Meeting
from kollegium.protocols import notes
from kollegium.protocols.updates import is_state_vector
from kollegium.wire.batching import Batcher

MOST_AT_ONCE = 100
MOST_BYTES = 64 * 1024 * 1024  # of updates in the drafts at hand
MOST_STATES = 2000


@dataclass(frozen=True)
class Greeting:
    """What a page is told when it comes in. `draft` and `vector`: of the draft, once the meeting has started."""

    facts: state.State
    draft: int | None
    vector: bytes | None


@dataclass
class _CachedDraft:
    doc: Doc[Text]
    newest: int  # key of the last row that is in it
    rows: int
    bytes: int


class DraftCache:
    """All reading is done in one thread: a document belongs to the thread that made it."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[int, _CachedDraft] = OrderedDict()
        self._states: OrderedDict[int, tuple[int, state.State]] = OrderedDict()
        self._bytes = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="draft-cache")
        self._greetings: Batcher[int, Greeting] = Batcher(self.greet, self._thread, MOST_AT_ONCE)
        self._gaps: Batcher[tuple[int, bytes], bytes | None] = Batcher(self.fill, self._thread, MOST_AT_ONCE)

    async def greeting(self, room: int) -> Greeting:
        return await self._greetings.submit(room)

    async def missing(self, draft: int, vector: bytes) -> bytes | None:
        """What the draft has beyond `vector`; None for a vector that can't be read."""
        return await self._gaps.submit((draft, vector))

    def release(self, room: int, draft: int | None) -> None:
        """Nobody sits in the room any more."""
        self._thread.submit(self._forget, room, draft)

    def greet(self, rooms: list[int]) -> list[Greeting]:
        rows = Meeting.objects.filter(pk__in=set(rooms)).values_list("pk", "version", "started_at", "protocol")
        versions: dict[int, int] = {}
        drafts: dict[int, int] = {}
        for room, version, started_at, protocol in rows:
            versions[room] = version
            if started_at and protocol:
                drafts[room] = protocol
        newest = notes.newest(drafts.values())
        vectors = {room: self._draft(draft, newest.get(draft)).get_state() for room, draft in drafts.items()}
        states = self._all_states(versions)
        return [Greeting(states[room], drafts.get(room), vectors.get(room)) for room in rooms]

    def fill(self, gaps: list[tuple[int, bytes]]) -> list[bytes | None]:
        newest = notes.newest(draft for draft, _ in gaps)
        return [_update(self._draft(draft, newest.get(draft)), vector) for draft, vector in gaps]

    def _all_states(self, versions: dict[int, int]) -> dict[int, state.State]:
        old = [room for room in versions if room not in self._states or self._states[room][0] != versions[room]]
        for room, facts in state.of_all(old).items() if old else ():
            self._states[room] = (facts["version"], facts)
        now = round(time.time() * 1000)
        states: dict[int, state.State] = {room: {**self._states[room][1], "now": now} for room in versions}
        for room in versions:
            self._states.move_to_end(room)
        while len(self._states) > MOST_STATES:
            self._states.popitem(last=False)
        return states

    def _draft(self, draft: int, newest: int | None) -> Doc[Text]:
        held = self._drafts.pop(draft, None)
        self._bytes -= held.bytes if held else 0
        if newest is None:  # frozen and erased, or not begun
            return Doc()
        if held is None or held.rows > notes.MANY:
            held = _CachedDraft(*notes.read(draft))
        elif held.newest != newest:
            for key, update in notes.rows(draft, after=held.newest):
                held.doc.apply_update(update)
                held.newest, held.rows, held.bytes = key, held.rows + 1, held.bytes + len(update)
        self._drafts[draft] = held
        self._bytes += held.bytes
        while self._bytes > MOST_BYTES and len(self._drafts) > 1:
            self._bytes -= self._drafts.popitem(last=False)[1].bytes
        return held.doc

    def _forget(self, room: int, draft: int | None) -> None:
        self._states.pop(room, None)
        held = self._drafts.pop(draft, None) if draft else None
        self._bytes -= held.bytes if held else 0


def _update(doc: Doc[Text], vector: bytes) -> bytes | None:
    if not is_state_vector(vector):
        return None
    try:
        return bytes(doc.get_update(vector))
    except Exception:  # pycrdt raises ValueError and others
        return None
