"""The huvudman's page about retention, and the page where one without an account fetches the thread."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.leaving import actions, links, queries
from kollegium.leaving.access import departure_for
from kollegium.leaving.forms import OwnPasswordForm, RuleForm
from kollegium.leaving.models import A_YEAR, RetentionRule
from kollegium.people.access import organisation_for
from kollegium.people.requests import SignedInRequest
from kollegium.plans.views.taking_along import file_of


def retention(request: SignedInRequest) -> HttpResponse:
    organisation = organisation_for(request.user)
    rule = queries.rule_of(organisation)
    form = RuleForm(request.POST or None, instance=RetentionRule(days=rule.days if rule else A_YEAR))
    if form.is_valid():
        actions.decide(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, "Beslutet är inskrivet och gäller från och med nu.")
        return redirect("leaving:retention")
    words = {
        "form": form,
        "rule": rule,
        "earlier": organisation.retention_rules.exclude(ended_at=None),
        "unreached": queries.unreached(organisation),
        "unfetchable": queries.unfetchable().filter(person__organisation=organisation).count(),
        "erasures": queries.erasures(organisation),
    }
    return render(request, "leaving/retention.html", words | {"section": "organisation"})


@require_POST
def withdrawal(request: SignedInRequest) -> HttpResponse:
    actions.withdraw(organisation_for(request.user), by=request.user)
    messages.success(request, "Beslutet är upphävt. Ingenting raderas.")
    return redirect("leaving:retention")


@require_POST
def offer(request: SignedInRequest, pk: int) -> HttpResponse:
    departure = departure_for(request.user, pk)
    actions.offered_by_hand(departure, by=request.user)
    messages.success(request, f"Det är antecknat att {departure.person.name} har fått erbjudandet.")
    return redirect("leaving:retention")


@login_not_required
@sensitive_post_parameters("password")
@cache_control(private=True, no_store=True)
def thread(request: HttpRequest, token: str) -> HttpResponse:
    """Opens one thing to one person: no session begins here, so nothing else can be reached."""
    departure = links.read(token)
    if departure is None:
        return render(request, "leaving/thread_closed.html", status=410)
    form = OwnPasswordForm(departure.person, request.META.get("REMOTE_ADDR", ""), request.POST or None)
    if form.is_valid():
        record(Kind.THREAD_OPENED, about=departure.person, by=departure.person)
        return file_of(departure.person, request.POST.get("kind", "pdf"))
    words = {"form": form, "person": departure.person, "day": queries.earliest_day(departure)}
    return render(request, "leaving/thread.html", words)
