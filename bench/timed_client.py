"""A signed-in browser that asks for one page at a time over a connection that is kept open, and takes the time."""

import http.client
import sys
import time
from urllib.parse import urlencode

from bench.press import TOKEN


class Browser:
    def __init__(self, port: int, session: str) -> None:
        self._line = http.client.HTTPConnection("localhost", port, timeout=60)
        self._headers = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Accept-Encoding": "gzip",
        }

    def ask(self, path: str, *, is_fragment: bool = False) -> float:
        """Seconds until the last byte."""
        return self._go("GET", path, None, {"HX-Request": "true"} if is_fragment else {}, expected=200)

    def post(self, path: str, fields: dict[str, str]) -> float:
        """As the page does it by itself: nothing comes back but that it is kept."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": TOKEN,
        }
        return self._go("POST", path, urlencode(fields).encode(), headers, expected=204)

    def _go(self, method: str, path: str, body: bytes | None, headers: dict[str, str], expected: int) -> float:
        began = time.perf_counter()
        self._line.request(method, path, body, self._headers | headers)
        answer = self._line.getresponse()
        said = answer.read()
        took = time.perf_counter() - began
        if answer.status != expected:
            sys.exit(f"{method} {path} answered {answer.status}: {said[:300]!r}")
        return took
