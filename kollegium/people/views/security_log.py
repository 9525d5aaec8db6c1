"""The administrator's page about what has happened to accounts, posts and openness."""

from collections.abc import ItemsView
from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kollegium.audit.csv_file import csv_lines
from kollegium.audit.kinds import IN_WORDS, Kind
from kollegium.audit.models import SecurityEntry, SecurityEntryQuerySet
from kollegium.audit.recording import record
from kollegium.people.access import organisation_for
from kollegium.people.queries import security_entries
from kollegium.people.requests import SignedInRequest
from kollegium.swedish import folded

PER_PAGE = 50


class SecurityLog(TypedDict):
    section: str
    page: Page[SecurityEntry]
    days: int  # that a row is kept
    sought: str
    kind: str
    kinds: ItemsView[str, str]


def list_entries(request: SignedInRequest) -> HttpResponse:
    chosen = _Chosen.of(request)
    content: SecurityLog = {
        "section": "organisation",
        "page": Paginator(chosen.rows, PER_PAGE).get_page(request.GET.get("sida")),
        "days": settings.SECURITY_LOG_DAYS,
        "sought": chosen.sought,
        "kind": chosen.kind,
        "kinds": IN_WORDS.items(),
    }
    return render(request, "people/security_log.html", content)


@require_POST
def as_file(request: SignedInRequest) -> StreamingHttpResponse:
    """What the page has chosen, as a table for a spreadsheet. That it has been fetched is in the log from then on."""
    chosen = _Chosen.of(request)
    record(Kind.LOG_EXPORTED, by=request.user)
    headers = {"Content-Disposition": 'attachment; filename="sakerhetslogg.csv"'}
    return StreamingHttpResponse(csv_lines(chosen.rows), content_type="text/csv; charset=utf-8", headers=headers)


@dataclass(frozen=True)
class _Chosen:
    """The rows that somebody has asked for, by words in a name or an address and by what happened."""

    sought: str
    kind: str
    rows: SecurityEntryQuerySet

    @classmethod
    def of(cls, request: SignedInRequest) -> "_Chosen":
        asked = request.POST if request.method == "POST" else request.GET
        sought, kind = asked.get("sok", "").strip()[:100], asked.get("slag", "")
        rows = security_entries(organisation_for(request.user))
        if kind in IN_WORDS:
            rows = rows.filter(kind=kind)
        for word in folded(sought).split()[:8]:
            rows = rows.filter(Q(about__found_by__contains=word) | Q(by__found_by__contains=word))
        return cls(sought, kind, rows)
