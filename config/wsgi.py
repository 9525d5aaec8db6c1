"""The WSGI entry for page processes beside the one that holds the rooms; it reaches them through Redis."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application

from config import starting

pages = starting.in_words(get_wsgi_application)
starting.in_words(starting.check)

from config.bodies import bounded_wsgi  # noqa: E402  (Django must be set up before the rest is imported)
from kollegium import events  # noqa: E402
from kollegium.web.cleaning import without_charset  # noqa: E402
from kollegium.wire.socket import broadcaster  # noqa: E402

events.listen(broadcaster.on_event)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return bounded_wsgi(pages, environ, start_response)
