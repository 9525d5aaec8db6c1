"""What the start page knows of somebody who has left. Asked only by a page that shows it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kollegium.leaving.queries import farewell


def departure(request: HttpRequest) -> dict[str, object]:
    return {"farewell": SimpleLazyObject(lambda: farewell(request.user) if request.user.is_authenticated else None)}
