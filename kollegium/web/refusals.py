"""The middleware that answers with the domain's errors, and with the database's, in Swedish and with nothing lost."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from kollegium.refusals import Busy, OutOfOrder, Refused
from kollegium.web.requests import is_fragment, page_before, written

log = logging.getLogger("kollegium.refusals")

BUSY = "Servern är upptagen just nu. Inget är ändrat och det du skrev finns kvar. Försök igen om en liten stund."

CANNOT_SAVE = (
    "Servern kan inte spara eller hämta något just nu. Inget är ändrat och det du skrev finns kvar. "
    "Försök igen om en liten stund, och säg till den som sköter servern om det inte går över."
)

CANNOT = (OperationalError, InterfaceError, InternalError)  # a full disk, a database that is away or read-only


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return _show(request, str(error), status=409)
        if isinstance(error, PermissionDenied):
            return _show(request, str(error) or "Det här får du inte göra.", status=403)
        if isinstance(error, Busy):
            return _show(request, str(error), status=503)
        if isinstance(error, OutOfOrder):
            log.error("%s", error)
            return _show(request, str(error), status=503)
        return out_of_reach(request, error)


def out_of_reach(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer when it was the database that failed; a middleware's question to it comes here, too."""
    while error and not isinstance(error, CANNOT):
        error = error.__context__  # Django calls a session that could not be saved one that was deleted
    if isinstance(error, OperationalError) and "locked" in str(error):
        return _show(request, BUSY, status=503)
    if isinstance(error, CANNOT):
        log.error("The database refused: %s", error)
        return _show(request, CANNOT_SAVE, status=503)
    return None


def _show(request: HttpRequest, message: str, status: int) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    if status == 409 and (back := page_before(request)):
        messages.error(request, message)
        # Our own: `identity.kept_forms` fills the form in again there.
        request.was_refused_on = back  # type: ignore[attr-defined]
        return redirect(back)
    content = {"message": message, "status": status, "written": written(request)}
    try:
        return render(request, "about/refused.html", content, status=status)
    except Error:  # the page asks who is signed in
        return HttpResponse(render_to_string("about/refused_bare.html", content), status=status)
