"""The door where all that a browser sends becomes text that can be kept: fields, addresses, cookies, content types."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from kollegium.cleaning import UNKEEPABLE, clean

CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)


class CleaningMiddleware:
    """Before anything else reads what is sent: fields, the address and its query, and cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if UNKEEPABLE.search(request.path_info):
            raise Http404  # no address of ours has it
        # Django's types know these two only as Django itself has made them.
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        request.COOKIES = cleaned_cookies(request.COOKIES)
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def without_charset(content_type: str) -> str:
    """Our pages send UTF-8. Django believes another charset, also one that decodes no text, before it can refuse."""
    return CHARSET.sub("", content_type)


def cleaned_cookies(cookies: dict[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in cookies.items()}


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        for value in values:
            cleaned.appendlist(clean(name), clean(value))
    cleaned._mutable = False
    return cleaned
