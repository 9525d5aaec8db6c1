"""Buttons pressed by lärledare: real posts to the real pages, over kept-alive connections."""

import asyncio
import time
from typing import Any

TOKEN = "t" * 32


class Presser:
    """`connections`: the most presses under way at once. `refused` counts answers that are not 204."""

    def __init__(self, port: int, connections: int = 20) -> None:
        self.port, self.refused = port, 0
        self._free: asyncio.Queue[tuple[Any, Any] | None] = asyncio.Queue()
        for _ in range(connections):
            self._free.put_nowait(None)

    async def press(self, path: str, session: str) -> None:
        connection = await self._free.get() or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = connection
        host = f"localhost:{self.port}"
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nHX-Request: true\r\n"
            f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            "Content-Length: 0\r\n\r\n".encode()
        )
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 204 " not in head.partition(b"\r\n")[0]:
                self.refused += 1
                self._free.put_nowait(None)
                writer.close()
                return
        except (OSError, asyncio.IncompleteReadError):
            self.refused += 1
            self._free.put_nowait(None)
            return
        self._free.put_nowait(connection)

    async def pause_or_go_on(self, room: Any) -> None:
        """Alternately, by the room's lärledare; its pages see the version that this gives."""
        noun = "fortsattning" if room.is_paused else "paus"
        room.is_paused = not room.is_paused
        room.awaited, room.pressed_at = room.version + 1, time.perf_counter()
        await self.press(f"/moten/{room.meeting}/{noun}/", room.clients[0].session)
