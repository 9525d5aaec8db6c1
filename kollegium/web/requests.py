"""What a request says of itself: a fragment or a page, from which page of ours, and with which words."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


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
    texts = [str(value).strip() for name, value in request.POST.items() if "password" not in name]
    return [text for text in texts if len(text.split()) > 1]


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
