"""The one domain error, and the middleware that shows it in Swedish with nothing lost."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

log = logging.getLogger("kollegium.refusals")

BUSY = "Servern är upptagen just nu. Inget är ändrat och det du skrev finns kvar. Försök igen om en liten stund."

CANNOT_SAVE = (
    "Servern kan inte spara eller hämta något just nu. Inget är ändrat och det du skrev finns kvar. "
    "Försök igen om en liten stund, och säg till den som sköter servern om det inte går över."
)

CANNOT = (OperationalError, InterfaceError, InternalError)  # a full disk, a database that is away or read-only


class Refused(Exception):
    """A rule of the domain says no; the text says why and what to do."""


class OutOfOrder(Exception):
    """The server can't do it as it is set up; the text says what the one who runs it must do. Nothing is changed."""


class Busy(Exception):
    """Too many want the same at once; the text says to come back in a moment. Nothing is changed."""


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


def is_fragment(request: HttpRequest) -> bool:
    """htmx asks for a part of a page rather than the page."""
    return request.headers.get("HX-Request") == "true"


def is_from_our_page(request: HttpRequest) -> bool:
    """The browser says that the form was on a page of this site."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def written(request: HttpRequest) -> list[str]:
    """The words of a form that was refused, to show again: what our own page sent, and never a password."""
    if request.method != "POST" or not is_from_our_page(request):
        return []
    texts = [value.strip() for name, value in request.POST.items() if "password" not in name]
    return [text for text in texts if len(text.split()) > 1]


def _show(request: HttpRequest, message: str, status: int) -> HttpResponse:
    if is_fragment(request):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    if status == 409 and (back := page_before(request)):
        messages.error(request, message)
        request.was_refused_on = back  # `people.kept_forms` fills the form in again there
        return redirect(back)
    content = {"message": message, "status": status, "written": written(request)}
    try:
        return render(request, "about/refused.html", content, status=status)
    except Error:  # the page asks who is signed in
        return HttpResponse(render_to_string("about/refused_bare.html", content), status=status)


def page_before(request: HttpRequest) -> str | None:
    """The page the form was on, if it is ours and can be shown again."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return None
    path = "/" + referer.split("//", 1)[-1].split("/", 1)[-1]
    if request.method != "POST" and path == request.get_full_path():
        return None  # it has just been asked for, and refuses to be shown
    try:
        resolve(path.split("?")[0])
    except Resolver404:
        return None
    return path
