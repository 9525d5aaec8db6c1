"""Turns away what is longer than any form: Django would lay all of it on the disk before it asked who sends it."""

from typing import Any

from django.conf import settings

TOO_LONG = "Det som skickades är för stort för servern. Gå tillbaka, korta av texten och försök igen."


async def bounded(pages: Any, scope: dict[str, Any], receive: Any, send: Any) -> None:
    longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    length, is_too_long = 0, int(dict(scope["headers"]).get(b"content-length", b"0")) > longest

    async def take() -> dict[str, Any]:
        nonlocal length, is_too_long
        message: dict[str, Any] = await receive()
        length += len(message.get("body", b""))
        is_too_long = length > longest
        return {"type": "http.disconnect"} if is_too_long else message

    if not is_too_long:
        await pages(scope, take, send)
    if is_too_long:
        await _refuse(send)


async def _refuse(send: Any) -> None:
    body = TOO_LONG.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    headers += [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
