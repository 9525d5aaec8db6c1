"""Answers pages in threads that stay, each with its own connection to the database.

Django's ASGI handler starts a thread, and so opens a connection, for each request. Here the event loop reads the
request and writes the answer, and one of a fixed number of threads does all in between.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from kollegium.about.health import ADDRESS as ALIVE


class Pages(ASGIHandler):
    """An ASGI application. Requests wait in order for a free thread."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(threads, "page")
        # Whatever restarts the server asks here, and must be answered also while all pages wait for the database.
        self._alive = ThreadPoolExecutor(1, "alive")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  (Django's name)
        """All of it is synchronous, so that nothing changes thread on the way to a view and back."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        threads = self._alive if scope["path"] == ALIVE else self._threads
        answer = asyncio.get_running_loop().run_in_executor(threads, self._answer, scope, body)
        leaving = asyncio.ensure_future(receive())  # with all of the body read, nothing but a disconnect can come
        await asyncio.wait((answer, leaving), return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            leaving.cancel()
            await self.send_response(await answer, send)
        else:
            answer.cancel()  # for nobody: not begun, it is never done; begun, it is done and thrown away

    def close(self) -> None:
        """Requests that wait are dropped; those that have begun are finished."""
        for threads in (self._threads, self._alive):
            threads.shutdown(wait=False, cancel_futures=True)

    def _answer(self, scope: dict[str, Any], body: SpooledTemporaryFile[bytes]) -> HttpResponseBase:
        """Runs in a thread of the pool. The response is closed, and with it the request's use of the database."""
        with body:
            set_script_prefix(get_script_prefix(scope))
            signals.request_started.send(sender=self.__class__, scope=scope)
            request, response = self.create_request(scope, body)
            if request is not None:
                response = self.get_response(request)
            response._handler_class = self.__class__
            try:
                parts = _read(response) if response.streaming else None
            finally:
                response.close()
        if parts is not None:
            response.streaming_content = _each(parts)
        return response


def _read(response: HttpResponseBase) -> list[bytes]:
    """All of a file, as Django's own handler reads it: no thread waits for a slow client, and ours are small."""
    if isinstance(response, FileResponse):
        response.block_size = ASGIHandler.chunk_size
    return list(response)


async def _each(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
