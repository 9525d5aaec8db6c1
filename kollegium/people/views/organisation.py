"""The administrator's pages about the huvudman and its schools."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kollegium.people import actions
from kollegium.people.access import organisation_for, school_for
from kollegium.people.forms.arrangements import OrganisationForm, SchoolForm
from kollegium.people.models import School
from kollegium.people.requests import SignedInRequest


def show(request: SignedInRequest) -> HttpResponse:
    organisation = organisation_for(request.user)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if form.is_valid():
        actions.change_organisation(form.instance, by=request.user)
        messages.success(request, "Sparat.")
        return redirect("people:organisation")
    words = {
        "form": form,
        "schools": organisation.schools.all(),
        "colleagues": organisation.people.filter(is_active=True).count(),
    }
    return render(request, "people/organisation.html", words | {"section": "organisation"})


def school_new(request: SignedInRequest) -> HttpResponse:
    return _school(request, School(organisation=organisation_for(request.user)))


def school(request: SignedInRequest, pk: int) -> HttpResponse:
    return _school(request, school_for(request.user, pk))


def _school(request: SignedInRequest, school: School) -> HttpResponse:
    is_first = school.pk is None and not school.organisation.schools.exists()
    form = SchoolForm(request.POST or None, instance=school)
    if form.is_valid():
        actions.keep_school(form.instance, by=request.user)
        messages.success(request, "Sparat.")
        return redirect("identity:first_run" if is_first and not request.user.is_demo else "people:organisation")
    return render(request, "people/school.html", {"form": form, "section": "organisation"})
