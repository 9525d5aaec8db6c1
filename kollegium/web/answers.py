"""The answer to a press: nothing for htmx, whose page is told by the room's socket; else the way back to the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kollegium.web.requests import is_fragment


def after_press(request: HttpRequest, page: str) -> HttpResponse:
    """204 for a fragment; for a whole page a redirect to `page`, the address it was pressed on."""
    return HttpResponse(status=204) if is_fragment(request) else redirect(page)
