"""Turns away what is longer than any form: Django would lay all of it on the disk before it asked who sends it."""

from collections.abc import Awaitable, Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from asgiref.typing import ASGIReceiveCallable, ASGIReceiveEvent, ASGISendCallable, HTTPScope
from django.conf import settings

from kollegium.web.headers import plain

TOO_LONG = "Det som skickades är för stort för servern. Gå tillbaka, korta av texten och försök igen."


Pages = Callable[[HTTPScope, ASGIReceiveCallable, ASGISendCallable], Awaitable[None]]


async def bounded(pages: Pages, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    length, is_too_long = 0, _is_too_long(dict(scope["headers"]).get(b"content-length", b"").decode("latin-1"))

    async def take() -> ASGIReceiveEvent:
        nonlocal length, is_too_long
        message = await receive()
        if message["type"] == "http.request":
            length += len(message.get("body", b""))
        is_too_long = length > longest
        return {"type": "http.disconnect"} if is_too_long else message

    if not is_too_long:
        await pages(scope, take, send)
    if is_too_long:
        await _refuse(send)


def bounded_wsgi(pages: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """As above. A body that does not say how long it is, Django does not read there."""
    if not _is_too_long(environ.get("CONTENT_LENGTH", "")):
        return pages(environ, start_response)
    headers = [(name.decode(), value.decode()) for name, value in _headers()]
    start_response("413 Content Too Large", headers)
    return [TOO_LONG.encode()]


def _is_too_long(said: str) -> bool:
    """By what is said of the length, which may be anything."""
    digits = said.strip().lstrip("0")
    if not (digits.isascii() and digits.isdigit()):
        return False
    return len(digits) > 18 or int(digits) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


async def _refuse(send: ASGISendCallable) -> None:
    await send({"type": "http.response.start", "status": 413, "headers": _headers(), "trailers": False})
    await send({"type": "http.response.body", "body": TOO_LONG.encode(), "more_body": False})


def _headers() -> list[tuple[bytes, bytes]]:
    length = str(len(TOO_LONG.encode())).encode()
    own = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", length),
        (b"cache-control", b"no-store"),
    ]
    return [*own, *plain()]
