"""Answers pages in threads that stay, each with its own connection to the database.

Django's ASGI handler starts a thread, and so opens a connection, for each request. Here the event loop reads the
request and writes the answer, and one of a fixed number of threads does all in between.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import get_resolver, set_script_prefix

from kollegium.about.health import ADDRESS as ALIVE


class Pages(ASGIHandler):
    """An ASGI application. Requests wait in order for a free thread."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        get_resolver().url_patterns  # noqa: B018  (imports every view now, or the first who comes waits half a second)
        self._threads = ThreadPoolExecutor(threads, "page")
        # Whatever restarts the server asks here, and must be answered also while all pages wait for the database.
        self._alive = ThreadPoolExecutor(1, "alive")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  (Django's name)
        """All of it is synchronous, so that nothing changes thread on the way to a view and back."""
        super().load_middleware(is_async=False)

    async def __call__(  # type: ignore[override]  # Django's own types know no more of a scope than that it is a dict
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
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
            await self.send_response(await answer, send)  # type: ignore[arg-type]  # nor of an event
        else:
            answer.cancel()  # for nobody: not begun, it is never done; begun, it is done and thrown away

    def close(self) -> None:
        """Requests that wait are dropped; those that have begun are finished."""
        for threads in (self._threads, self._alive):
            threads.shutdown(wait=False, cancel_futures=True)

    def _answer(self, scope: HTTPScope, body: IO[bytes]) -> HttpResponseBase:
        """Runs in a thread of the pool. The response is closed, and with it the request's use of the database."""
        with body:
            set_script_prefix(get_script_prefix(scope))
            signals.request_started.send(sender=self.__class__, scope=scope)
            request, refused = self.create_request(scope, body)
            response = self.get_response(request) if request is not None else refused
            assert response is not None, "it is the one or the other"
            response._handler_class = self.__class__  # type: ignore[attr-defined]  # as Django's own handler does
            try:
                parts = _read(response) if isinstance(response, StreamingHttpResponse) else None
            finally:
                response.close()
        if isinstance(response, StreamingHttpResponse) and parts is not None:
            response.streaming_content = _each(parts)
        return response


def _read(response: StreamingHttpResponse) -> list[bytes]:
    """All of a file, as Django's own handler reads it: no thread waits for a slow client, and ours are small."""
    if isinstance(response, FileResponse):
        response.block_size = ASGIHandler.chunk_size
    return list(response)


async def _each(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
