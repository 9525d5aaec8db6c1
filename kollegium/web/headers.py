"""The headers that every answer has, whoever makes it: Django, WhiteNoise or the room's own frames."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nothing here needs more than the screen; vibrating and keeping awake need no leave, or are our own.
NOT_USED = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# Nothing that a file needs whose name changes with its content: it is no page, and is never asked for again.
NOT_ON_FILES = ("Cross-Origin-Opener-Policy", "ETag", "Last-Modified", "Permissions-Policy", "Referrer-Policy")


class Headers:
    """Outermost, so that what an inner one answers by itself gets them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if "immutable" in response.headers.get("Cache-Control", ""):
            for name in NOT_ON_FILES:
                response.headers.pop(name, None)
        return response


def plain() -> list[tuple[bytes, bytes]]:
    """For an answer that Django does not make."""
    headers = dict(ALWAYS)
    if settings.SECURE_HSTS_SECONDS:
        more = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}{more}"
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
