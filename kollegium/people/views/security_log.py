"""The administrator's page about what has happened to accounts, posts and openness."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kollegium.audit.kinds import IN_WORDS
from kollegium.people.access import organisation_for
from kollegium.people.queries import security_entries
from kollegium.swedish import folded

PER_PAGE = 50


def every(request: HttpRequest) -> HttpResponse:
    organisation = organisation_for(request.user)
    sought, kind = request.GET.get("sok", "").strip()[:100], request.GET.get("slag", "")
    rows = security_entries(organisation)
    if kind in IN_WORDS:
        rows = rows.filter(kind=kind)
    for word in folded(sought).split()[:8]:
        rows = rows.filter(Q(about__found_by__contains=word) | Q(by__found_by__contains=word))
    content = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
        "days": settings.SECURITY_LOG_DAYS,
        "sought": sought,
        "kind": kind,
        "kinds": IN_WORDS.items(),
    }
    return render(request, "people/security_log.html", content | {"section": "organisation"})
