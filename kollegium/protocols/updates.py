"""What one Yjs update may hold: text written and deleted under the nine headings, and nothing else. Pure.

The engine trusts what it is given: a deeply nested value overflows its stack, a part hung on another part breaks every
later load, and it takes memory for as many entries as are announced. Our own page sends nothing of that, so the bytes
are read here first, in time and memory that follow their length. Format: Yjs update v1, and its state vectors.
"""

import re

from kollegium.protocols.headings import WRITTEN

GC, DELETED, STRING, SKIP = 0, 1, 4, 10  # kinds of struct
KIND = 31  # the bits that tell it
HAS_KEY, HAS_RIGHT, HAS_LEFT = 32, 64, 128
FARTHEST = 2**31  # clocks count characters; beyond this the engine overflows
GREATEST = 2**53  # a client's number stays below: a browser counts no further, and the engine cuts off the rest
GOES_ON = bytes(range(128, 256))  # a byte of a number that is not its last
ENDLESS = re.compile(rb"[\x80-\xff]{10}")


def is_text_only(update: bytes) -> bool:
    try:
        reader = _Reader(update)
        return _structs_are_text(reader) and _deletions_are_near(reader) and reader.is_at_end
    except (IndexError, ValueError):
        return False


def is_state_vector(vector: bytes) -> bool:
    """As many clients and clocks as it announces, to the last byte."""
    try:
        announced = _Reader(vector).number()
    except (IndexError, ValueError):
        return False
    numbers = len(vector.translate(None, delete=GOES_ON))  # each ends with a byte below 128
    return vector[-1] < 128 and numbers == 1 + 2 * announced and not ENDLESS.search(vector)


def takes_only_away(update: bytes) -> bool:
    """Nothing is written in it, of an update that `is_text_only`."""
    reader = _Reader(update)
    for _ in range(reader.number()):
        structs, _client, _clock = reader.number(), reader.number(), reader.number()
        for _ in range(structs):
            if reader.update[reader.at] & KIND == STRING:
                return False
            _length_of_struct(reader)
    return True


def clocks(vector: bytes) -> dict[int, int]:
    """How far each client has come, by a state vector that the engine has made."""
    reader = _Reader(vector)
    return {reader.number(): reader.number() for _ in range(reader.number())}


def reaches_beyond(update: bytes, clocks: dict[int, int]) -> bool:
    """Something in it waits for an update that has not come, when what has come is told by `clocks`."""
    reader = _Reader(update)
    for _ in range(reader.number()):
        structs, client, clock = reader.number(), reader.number(), reader.number()
        clock += sum(_length_of_struct(reader) for _ in range(structs))
        if clock > clocks.get(client, 0):
            return True
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            if reader.number() + reader.number() > clocks.get(client, 0):
                return True
    return False


class _Reader:
    def __init__(self, update: bytes) -> None:
        self.update, self.at = update, 0

    @property
    def is_at_end(self) -> bool:
        return self.at == len(self.update)

    def byte(self) -> int:
        self.at += 1
        return self.update[self.at - 1]

    def number(self) -> int:
        """Seven bits a byte, the lowest first."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
            if shift > 63:
                raise ValueError("a number without end")

    def client(self) -> None:
        if self.number() >= GREATEST:
            raise ValueError("no client's number")

    def place(self) -> None:
        """A client and a clock."""
        self.client()
        if self.number() > FARTHEST:
            raise ValueError("too far away")

    def words(self) -> str:
        length = self.number()
        words = self.update[self.at : self.at + length]
        if len(words) < length:
            raise ValueError("words cut short")
        self.at += length
        return words.decode()


def _structs_are_text(reader: _Reader) -> bool:
    for _ in range(reader.number()):
        structs = reader.number()
        reader.client()
        clock = reader.number()
        for _ in range(structs):
            clock += _length_of_struct(reader)
            if clock > FARTHEST:
                return False
    return True


def _length_of_struct(reader: _Reader) -> int:
    info = reader.byte()
    kind = info & KIND
    if info in (GC, SKIP):
        return reader.number()
    if kind not in (DELETED, STRING) or info & HAS_KEY:
        raise ValueError("not text")
    for neighbour in (HAS_LEFT, HAS_RIGHT):
        if info & neighbour:
            reader.place()
    stands_alone = not info & (HAS_LEFT | HAS_RIGHT)
    if stands_alone and (reader.number() != 1 or reader.words() not in WRITTEN):
        raise ValueError("not under a heading")
    return reader.number() if kind == DELETED else len(reader.words().encode("utf-16-le")) // 2


def _deletions_are_near(reader: _Reader) -> bool:
    for _ in range(reader.number()):
        reader.client()
        for _ in range(reader.number()):
            if reader.number() + reader.number() > FARTHEST:
                return False
    return True
