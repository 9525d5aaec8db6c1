"""The open pages of finished protocols, and the group's own: finalising and delivery."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.groups.access import group_for
from kollegium.groups.permissions import May
from kollegium.mail.deliveries import deliveries
from kollegium.mail.outbox import try_again as send_again
from kollegium.meetings.access import may_at
from kollegium.people.requests import SignedInRequest
from kollegium.protocols import actions, queries
from kollegium.protocols.access import finished_protocol_for, needs_sign_in, protocol_for
from kollegium.protocols.forms import Search
from kollegium.protocols.models import Protocol
from kollegium.web.answers import after_press
from kollegium.web.reading import moment

ON_A_PAGE = 20


@login_not_required
def all_finished(request: HttpRequest) -> HttpResponse:
    if queries.is_closed_to(request.user):
        return render(request, "protocols/closed.html", {"section": "protocols"})
    readable = Protocol.objects.readable_by(request.user)
    search = Search(readable, request.GET)
    page = Paginator(queries.newest_first(search.narrow(readable)), ON_A_PAGE).get_page(request.GET.get("sida"))
    asked = request.GET.copy()
    asked.pop("sida", None)
    content = {"section": "protocols", "search": search, "page": page, "asked": asked.urlencode()}
    return render(request, "protocols/all.html", content)


@login_not_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    if needs_sign_in(request.user, pk):
        return redirect_to_login(request.get_full_path())
    protocol = finished_protocol_for(request.user, pk)
    return render(request, "protocols/show.html", {"section": "protocols", **queries.page_of(protocol, request.user)})


@require_POST
def finalise(request: SignedInRequest, pk: int) -> HttpResponse:
    protocol = protocol_for(request.user, pk, May.FINALISE)
    actions.finalise(protocol, by=request.user, seen=request.POST.get("seen", ""))
    return after_press(request, protocol.meeting.room_url)


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    protocol = protocol_for(request.user, pk, May.FINALISE)
    actions.take_back(protocol)
    return after_press(request, protocol.meeting.room_url)


@require_POST
def send_now(request: SignedInRequest, pk: int) -> HttpResponse:
    protocol = protocol_for(request.user, pk, May.FINALISE)
    actions.send_now(protocol, after=moment(request.POST.get("after", "")))
    return after_press(request, protocol.meeting.room_url)


def delivery(request: SignedInRequest, pk: int) -> HttpResponse:
    protocol = protocol_for(request.user, pk)
    return render(
        request,
        "protocols/delivery.html",
        {
            "section": "protocols",
            "protocol": protocol,
            "meeting": protocol.meeting,
            "deliveries": deliveries(queries.letters_of(protocol)),
            "may": may_at(protocol.meeting, request.user),
        },
    )


@require_POST
def try_again(request: SignedInRequest, pk: int, letter_pk: int) -> HttpResponse:
    protocol = protocol_for(request.user, pk, May.FINALISE)
    send_again(get_object_or_404(queries.letters_of(protocol), pk=letter_pk))
    return redirect("protocols:delivery", protocol.pk)


def before_next(request: SignedInRequest, pk: int) -> HttpResponse:
    """A fragment: what the group said last about this lärträff, for the one who plans it."""
    protocol, remarks = queries.last_said_about_next(group_for(request.user, pk))
    return render(request, "protocols/_before_next.html", {"protocol": protocol, "remarks": remarks})
