"""The administrator's list of those who work for the huvudman."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from kollegium.people import queries
from kollegium.people.access import organisation_for
from kollegium.people.requests import SignedInRequest

PER_PAGE = 50


def list_colleagues(request: SignedInRequest) -> HttpResponse:
    organisation = organisation_for(request.user)
    sought = request.GET.get("sok", "").strip()
    people = queries.colleagues(organisation, sought)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "people/colleagues.html", {"page": page, "sought": sought, "section": "organisation"})
