"""Yjs updates (v1) of somebody who types under one heading, made without a document to be cheap in thousands."""

HEADING = b"talked"
STRING, HAS_LEFT = 4, 128


class Writer:
    """`client` must be one that nobody else has in that draft."""

    def __init__(self, client: int) -> None:
        self.client, self.typed = number(client), 0

    def key(self, letter: bytes = b"a") -> bytes:
        clock, self.typed = self.typed, self.typed + 1
        head = b"\x01\x01" + self.client + number(clock)
        if clock:
            where = bytes([STRING | HAS_LEFT]) + self.client + number(clock - 1)
        else:
            where = bytes([STRING, 1]) + number(len(HEADING)) + HEADING
        return head + where + number(len(letter)) + letter + b"\x00"


def number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
