"""/halsa/: the process answers, whatever else may be wrong. For whatever restarts it, which asks often."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

ADDRESS, ANSWER = "/halsa/", b"ok"
PLAIN = ("GET", "HEAD")


@login_not_required
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    length = {"Content-Length": str(len(ANSWER))}  # else it would be sent in chunks
    return HttpResponse(ANSWER, content_type="text/plain; charset=utf-8", headers=length)


class Health:
    """A short way to the same answer: inside the headers and the policy, before cookies, sessions and forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != ADDRESS or request.method not in PLAIN:
            return self.get_response(request)
        request.get_host()  # refused here, too, when it is none of ours
        return alive(request)
