"""The ASGI entry: pages by Django, sockets by wire/, and beside them the periodic work."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from asgiref.sync import sync_to_async
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from django.core.exceptions import ImproperlyConfigured

from config import starting

starting.in_words(lambda: django.setup(set_prefix=False))

from django.conf import settings  # noqa: E402  (Django must be set up before the rest is imported)

from config.bodies import bounded  # noqa: E402
from config.pages import Pages  # noqa: E402
from kollegium import events, schedule  # noqa: E402
from kollegium.web.cleaning import without_charset  # noqa: E402
from kollegium.wire import polling  # noqa: E402
from kollegium.wire.socket import broadcaster, hub, meeting_socket, rechecker  # noqa: E402

pages = starting.in_words(lambda: Pages(settings.PAGE_THREADS))
events.listen(broadcaster.on_event)


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    if scope["type"] == "http" and polling.carries(scope["path"]):
        await polling.meeting_frames(scope, receive, send)
    elif scope["type"] == "http":
        await bounded(pages, _in_utf8(scope), receive, send)
    elif scope["type"] == "websocket":
        await meeting_socket(scope, receive, send)
    else:
        await _lifespan(receive, send)


def _in_utf8(scope: HTTPScope) -> HTTPScope:
    headers = [
        (name, without_charset(value.decode("latin-1")).encode("latin-1") if name == b"content-type" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}


async def _lifespan(receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    await receive()
    try:
        await sync_to_async(starting.check)()
    except ImproperlyConfigured as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await broadcaster.open()
    threads = [schedule.jobs(), *([schedule.mail()] if settings.OUTBOX_HERE else [])]
    tasks = schedule.rooms(hub, rechecker)
    for task in tasks:
        task.start()
    for thread in threads:
        thread.start()
    # A full collection over 10,000 sockets stops the process for about a second; what is here now stays.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100_000)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for thread in threads:
        thread.end()
    for thread in threads:
        thread.stop()
    for task in tasks:
        await task.stop()
    await broadcaster.close()
    pages.close()
    await send({"type": "lifespan.shutdown.complete"})
