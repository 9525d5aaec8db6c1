"""A line to the room by plain HTTP, shaped as the `websockets` client's."""

import http.client
import json
import time
from collections import deque
from typing import Any

from websockets.exceptions import ConnectionClosedError
from websockets.frames import Close

TEXT, BINARY, CLOSE = 0, 1, 2


class PostedLine:
    def __init__(self, port: int, room: int, headers: dict[str, str]) -> None:
        self.port, self.headers = port, headers
        self.opening = f"/moten/{room}/rum/ramar/"
        self.heard: deque[str | bytes] = deque()
        status, said = self.post(self.opening)
        self.key = json.loads(said).get("key")
        self.closed = json.loads(said).get("closed")
        assert status == (201 if self.key else 403)

    def post(self, path: str, body: bytes = b"") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            connection.request("POST", path, body, self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def send(self, frame: str | bytes) -> None:
        kind, said = (BINARY, frame) if isinstance(frame, bytes) else (TEXT, frame.encode())
        status, _ = self.post(f"{self.opening}{self.key}/", bytes([kind]) + len(said).to_bytes(4, "big") + said)
        assert status == 200

    def recv(self, timeout: float | None = None) -> str | bytes:
        deadline = time.monotonic() + (timeout or 3600)
        while not self.heard:
            if self.closed:
                raise ConnectionClosedError(Close(*self.closed), None)
            if time.monotonic() > deadline:
                raise TimeoutError
            status, body = self.post(f"{self.opening}{self.key}/")
            assert status == 200
            self._take(body)
        return self.heard.popleft()

    def close(self) -> None:
        self.closed = self.closed or (1000, "")

    def _take(self, body: bytes) -> None:
        at = 0
        while at < len(body):
            kind, length = body[at], int.from_bytes(body[at + 1 : at + 5], "big")
            frame: Any = body[at + 5 : at + 5 + length]
            at += 5 + length
            if kind == CLOSE:
                self.closed = (int.from_bytes(frame[:2], "big"), frame[2:].decode())
            else:
                self.heard.append(frame if kind == BINARY else frame.decode())
