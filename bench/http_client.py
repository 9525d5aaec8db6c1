"""A signed-in HTTP client with kept-alive connections: as many requests at once as it has connections."""

import asyncio
import gzip
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench.press import TOKEN

EXPECTED = (200, 204)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes

    @property
    def text(self) -> str:
        is_gzipped = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_gzipped else self.body).decode()


class HttpClient:
    """`session` is empty for who is not signed in. Exits when an answer is neither 200 nor 204."""

    def __init__(self, port: int, session: str = "", connections: int = 1) -> None:
        self.port, self.session, self._connections = port, session, connections
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None] = asyncio.Queue()
        for _ in range(connections):
            self._free.put_nowait(None)

    async def get(self, path: str, *, is_fragment: bool = False) -> Answer:
        return await self._request("GET", path, b"", ["HX-Request: true"] if is_fragment else [])

    async def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        kind = "Content-Type: application/x-www-form-urlencoded"
        return await self._request("POST", path, urlencode(fields).encode(), ["HX-Request: true", kind])

    async def close(self) -> None:
        for _ in range(self._connections):
            if connection := await self._free.get():
                connection[1].close()

    async def _request(self, method: str, path: str, body: bytes, more: list[str]) -> Answer:
        connection = await self._free.get() or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = connection
        writer.write(self._head(method, path, len(body), more) + body)
        answer = await _read(reader)
        self._free.put_nowait(connection)
        if answer.status not in EXPECTED:
            sys.exit(f"{method} {path} answered {answer.status}: {answer.text[:300]!r}")
        return answer

    def _head(self, method: str, path: str, length: int, more: list[str]) -> bytes:
        host = f"localhost:{self.port}"
        cookie = f"Cookie: csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", cookie, *more]
        lines += [f"X-CSRFToken: {TOKEN}", "Accept-Encoding: gzip", f"Content-Length: {length}"]
        return "\r\n".join([*lines, "", ""]).encode()


async def _read(reader: asyncio.StreamReader) -> Answer:
    first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = [line.partition(": ") for line in rest if line]
    headers = {name.lower(): value for name, _, value in pairs}
    return Answer(int(first.split()[1]), headers, await reader.readexactly(int(headers.get("content-length", 0))))
