"""Who asks for a page: somebody who has signed in, or anybody."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from kollegium.people.models import User

Visitor = User | AnonymousUser


class SignedInRequest(HttpRequest):
    """What a view gets unless it says `@login_not_required`: the others were asked to sign in before it was called."""

    user: User
