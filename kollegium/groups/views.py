"""Pages of groups: the list, one group, and who is in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.groups import actions, permissions, queries, size
from kollegium.groups.access import group_for, roles_in
from kollegium.groups.forms import (
    EndForm,
    GroupForm,
    InvitationForm,
    LeadForm,
    MemberForm,
    NewGroupForm,
    SchoolFilter,
)
from kollegium.groups.models import Group, Membership
from kollegium.groups.permissions import May
from kollegium.people import invitations
from kollegium.people.models import Appointment
from kollegium.refusals import Refused


def all(request: HttpRequest) -> HttpResponse:
    chosen = SchoolFilter(request.GET, by=request.user)
    school = chosen.cleaned_data["school"] if chosen.is_valid() else None
    content = {
        "groups": queries.groups_with_next(request.user, school),
        "sees_all": request.user.holds(Appointment.Post.ADMINISTRATOR, Appointment.Post.DEVELOPMENT_LEADER),
        "filter": chosen,
        "school": school,
    }
    return _page(request, "groups/all.html", content)


def new(request: HttpRequest) -> HttpResponse:
    form = NewGroupForm(request.POST or None, by=request.user)
    if form.is_valid():
        group = actions.create(by=request.user, **form.cleaned_data)
        messages.success(request, "Lärgruppen är skapad. Lägg till kollegorna som ska vara med.")
        return redirect(group)
    return _page(request, "groups/new.html", {"form": form})


def show(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk)
    memberships = list(group.memberships.current().select_related("user"))
    content = {
        "group": group,
        "memberships": memberships,
        "leaders": [membership.user for membership in memberships if membership.is_leader],
        "coming": group.memberships.to_come().select_related("user"),
        "former": group.memberships.ended().select_related("user"),
        "size_notice": size.notice(len(memberships)),
        "time_each": size.time_each(len(memberships)),
        "may": permissions.allowed(roles_in(group, request.user)),
        "is_member": any(membership.user == request.user for membership in memberships),
        "next_meeting": group.meetings.ahead().prefetch_related("steps", "duties__user").first(),
        "unended": group.meetings.upcoming(),
        "called_off": group.meetings.called_off(),
        "held": group.meetings.held().select_related("protocol"),
    }
    return _page(request, "groups/show.html", content)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = GroupForm(request.POST or None, instance=group, by=request.user)
    if form.is_valid():
        actions.change(group, by=request.user)
        messages.success(request, "Sparat.")
        return redirect(group)
    return _page(request, "groups/change.html", {"group": group, "form": form})


def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = MemberForm(request.POST or None, group=group)
    if form.is_valid():
        added = actions.add(group, by=request.user, **form.cleaned_data)
        messages.success(request, f"{added.user.name} är med i lärgruppen.")
        return redirect(group)
    return _page(request, "groups/member_new.html", {"group": group, "form": form, "invitation": InvitationForm()})


@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            added = actions.invite(group, by=request.user, **form.cleaned_data)
        except Refused as refused:  # what was typed stays in the form
            form.add_error("email", str(refused))
        else:
            letter = invitations.whereabouts(added.user, by=request.user)
            messages.success(request, f"{added.user.name} är tillagd i lärgruppen. {letter}")
            return redirect(group)
    content = {"group": group, "form": MemberForm(group=group), "invitation": form}
    return _page(request, "groups/member_new.html", content)


def member(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    membership = _membership_of(group, membership_pk)
    form = LeadForm(request.POST or None, initial={"is_leader": membership.is_leader})
    if request.method == "POST" and form.is_valid():
        actions.put_in_lead(membership, form.cleaned_data["is_leader"], by=request.user)
        messages.success(request, "Sparat.")
        return _back_to(group, request)
    content = {"group": group, "membership": membership, "form": form, "end_form": EndForm()}
    return _page(request, "groups/member.html", content)


@require_POST
def member_end(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    membership = _membership_of(group, membership_pk)
    form = EndForm(request.POST)
    if form.is_valid():
        actions.end(membership, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, f"Medlemskapet för {membership.user.name} är avslutat.")
        return _back_to(group, request)
    leading = LeadForm(initial={"is_leader": membership.is_leader})
    content = {"group": group, "membership": membership, "form": leading, "end_form": form}
    return _page(request, "groups/member.html", content)


def _membership_of(group: Group, pk: int) -> Membership:
    return get_object_or_404(group.memberships.lasting().select_related("user", "group"), pk=pk)


def _back_to(group: Group, request: HttpRequest) -> HttpResponse:
    """The group's page; the list for one who has just left the group."""
    still = Group.objects.visible_to(request.user).filter(pk=group.pk).exists()
    return redirect(group if still else "groups:all")


def _page(request: HttpRequest, template: str, content: dict[str, object]) -> HttpResponse:
    return render(request, template, {"section": "groups"} | content)
