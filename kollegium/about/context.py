"""What every page knows of the installation, and what some show of it. The lazy ones are asked only by those."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kollegium.about.demo_people import demo_people
from kollegium.about.first_steps import FirstSteps, first_steps
from kollegium.assets.installing import theme


def installation(_request: HttpRequest) -> dict[str, object]:
    return {"is_demo": settings.DEMO, "theme": theme()}


def beginning(request: HttpRequest) -> dict[str, object]:
    """`demo_people` for whoever is to sign in, `first_steps` for an administrator.

    Pages of slices below the lärträffar show them, and those may not ask about lärträffar themselves.
    """

    def steps() -> FirstSteps | None:
        return first_steps(request.user.organisation) if request.user.is_authenticated else None

    return {"demo_people": SimpleLazyObject(demo_people), "first_steps": SimpleLazyObject(steps)}
