"""The bare view that pages are compared with: Django's own middleware, a session, a user, one query, a short template.

Its server runs `config.asgi` with `bench.bare_settings`, so that it is served exactly as pages are.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from kollegium.models import Group
from kollegium.people.models import UserManager

del UserManager.get  # as Django asks for who is signed in, not our prepared query

TEMPLATE = """<!doctype html>
<html lang="sv">
<head><title>{{ request.path }}</title></head>
<body>
<h1>{{ user.given_name }}</h1>
<ul>
{% for group in groups %}<li>{{ group.name }}</li>{% endfor %}
</ul>
</body>
</html>
"""


@login_required
def page(request: HttpRequest) -> HttpResponse:
    groups = Group.objects.filter(memberships__user=request.user)
    return HttpResponse(_template.render({"groups": groups}, request))


def alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


_template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path("bare/", page), path("halsa/", alive), path("logga-in/", alive, name="sign_in")]
