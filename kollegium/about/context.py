"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest

from kollegium.assets.installing import theme


def installation(request: HttpRequest) -> dict[str, object]:
    return {"is_demo": settings.DEMO, "theme": theme()}
