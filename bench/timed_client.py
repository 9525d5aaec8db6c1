"""A signed-in HTTP client: one request at a time over a kept-alive connection, in seconds until the answer."""

import http.client
import sys
import time
from urllib.parse import urlencode

from bench.press import TOKEN


class TimedClient:
    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self._headers = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Accept-Encoding": "gzip",
        }

    def time_get(self, path: str, *, is_fragment: bool = False) -> float:
        """Seconds until the last byte."""
        return self._time_request("GET", path, None, {"HX-Request": "true"} if is_fragment else {}, expected=200)

    def time_post(self, path: str, fields: dict[str, str]) -> float:
        """Seconds until the answer, 204, to a post as the page's script makes it."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": TOKEN,
        }
        return self._time_request("POST", path, urlencode(fields).encode(), headers, expected=204)

    def _time_request(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], expected: int
    ) -> float:
        began = time.perf_counter()
        self._connection.request(method, path, body, self._headers | headers)
        answer = self._connection.getresponse()
        answer_body = answer.read()
        took = time.perf_counter() - began
        if answer.status != expected:
            sys.exit(f"{method} {path} answered {answer.status}: {answer_body[:300]!r}")
        return took
