"""Pages of groups: the list, one group, and who is in it."""

from collections.abc import Mapping
from typing import TypedDict

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kollegium.groups import actions, permissions, queries, size
from kollegium.groups.access import group_for, roles_in
from kollegium.groups.forms import (
    ColleaguesForm,
    EndForm,
    GroupForm,
    InvitationForm,
    LeadForm,
    MemberForm,
    NewGroupForm,
    SchoolFilter,
)
from kollegium.groups.models import Group, Membership
from kollegium.groups.newcomers import Newcomers, Outcome, newcomers
from kollegium.groups.permissions import May
from kollegium.identity import invitations
from kollegium.people.models import User
from kollegium.people.requests import SignedInRequest
from kollegium.refusals import Refused


class GroupPage(TypedDict):
    group: Group
    memberships: list[Membership]
    leaders: list[User]
    coming: QuerySet[Membership]
    former: QuerySet[Membership]
    size_notice: str
    time_each: str
    may: set[May]
    is_alone: bool
    is_member: bool
    # Lärträffar, whose types stand above: see tests/test_hidden_arrows.py.
    next_meeting: Model | None
    unended: QuerySet[Model]
    called_off: QuerySet[Model]
    held: QuerySet[Model]


def all(request: SignedInRequest) -> HttpResponse:
    chosen = SchoolFilter(request.GET, by=request.user)
    school = chosen.cleaned_data["school"] if chosen.is_valid() else None
    content = {
        "groups": queries.groups_with_next(request.user, school),
        "sees_all": request.user.arranges_groups,
        "filter": chosen,
        "school": school,
    }
    return _page(request, "groups/all.html", content)


def new(request: SignedInRequest) -> HttpResponse:
    form = NewGroupForm(request.POST or None, by=request.user)
    if form.is_valid():
        kept = {name: form.cleaned_data[name] for name in ("name", "school", "protocol_addresses")}
        try:
            group = actions.create(by=request.user, leader=form.leader, **kept)
        except Refused as refused:  # of the leader; what was typed stays in the form
            form.add_error("leader_email", str(refused))
        else:
            leader = group.leaders().get()
            by_whom = "" if leader == request.user else f", och {leader.name} leder den"
            messages.success(request, f"Lärgruppen är skapad{by_whom}.")
            return redirect("groups:member_new", group.pk)
    return _page(request, "groups/new.html", {"form": form})


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk)
    memberships = list(group.memberships.current().select_related("user"))
    content: GroupPage = {
        "group": group,
        "memberships": memberships,
        "leaders": [membership.user for membership in memberships if membership.is_leader],
        "coming": group.memberships.to_come().select_related("user"),
        "former": group.memberships.ended().select_related("user"),
        "size_notice": size.notice(len(memberships)),
        "time_each": size.time_each(len(memberships)),
        "may": permissions.allowed(roles_in(group, request.user)),
        "is_alone": len(memberships) < 2,
        "is_member": any(membership.user == request.user for membership in memberships),
        "next_meeting": group.meetings.ahead().prefetch_related("steps", "duties__user").first(),
        "unended": group.meetings.upcoming(),
        "called_off": group.meetings.called_off(),
        "held": group.meetings.held().select_related("protocol"),
    }
    return _page(request, "groups/show.html", content)


def change(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = GroupForm(request.POST or None, instance=group, by=request.user)
    if form.is_valid():
        actions.change(group, by=request.user)
        messages.success(request, "Sparat.")
        return redirect(group)
    return _page(request, "groups/change.html", {"group": group, "form": form})


def member_new(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = MemberForm(request.POST or None, group=group)
    if form.is_valid():
        added = actions.add(group, by=request.user, **form.cleaned_data)
        messages.success(request, f"{added.user.name} är med i lärgruppen.")
        return redirect(group)
    return _member_new(request, group, form=form)


def colleagues(request: SignedInRequest, pk: int) -> HttpResponse:
    """Several in one go: shows what will happen, and does it when that has been `seen`."""
    group = group_for(request.user, pk, May.ARRANGE)
    form = ColleaguesForm(request.POST or None)
    if not form.is_valid():
        return _member_new(request, group, colleagues=form)
    found = newcomers(group, form.cleaned_data["colleagues"], by=request.user)
    if found.ready and found.stamp == request.POST.get("seen"):
        actions.invite_all(group, [row.contact for row in found.ready], by=request.user)
        messages.success(request, _what_happened(found, request.user))
        if not found.troubles:
            return redirect(group)
        found = newcomers(group, [row.contact for row in found.troubles], by=request.user)
    return _page(request, "groups/colleagues.html", {"group": group, "found": found})


def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("starts_on", "is_leader")}
        try:
            added = actions.invite(group, form.contact(), by=request.user, **chosen)
        except Refused as refused:  # what was typed stays in the form
            form.add_error("email", str(refused))
        else:
            letter = invitations.whereabouts(added.user, by=request.user) if added.user.is_invited else ""
            messages.success(request, f"{added.user.name} är tillagd i lärgruppen. {letter}".strip())
            return redirect("groups:invitation", pk) if "one_more" in request.POST else redirect(group)
    return _page(request, "groups/invitation.html", {"group": group, "form": form})


def member(request: SignedInRequest, pk: int, membership_pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    membership = _membership_of(group, membership_pk)
    form = LeadForm(request.POST or None, initial={"is_leader": membership.is_leader})
    if request.method == "POST" and form.is_valid():
        actions.put_in_lead(membership, form.cleaned_data["is_leader"], by=request.user)
        messages.success(request, "Sparat.")
        return _back_to(group, request)
    return _member_page(request, membership, form, EndForm())


@require_POST
def member_end(request: SignedInRequest, pk: int, membership_pk: int) -> HttpResponse:
    group = group_for(request.user, pk, May.ARRANGE)
    membership = _membership_of(group, membership_pk)
    form = EndForm(request.POST)
    if form.is_valid():
        actions.end(membership, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, f"Medlemskapet för {membership.user.name} är avslutat.")
        return _back_to(group, request)
    leading = LeadForm(initial={"is_leader": membership.is_leader})
    return _member_page(request, membership, leading, form)


def _member_page(request: SignedInRequest, membership: Membership, form: LeadForm, end_form: EndForm) -> HttpResponse:
    content = {"group": membership.group, "membership": membership, "form": form, "end_form": end_form}
    return _page(request, "groups/member.html", content)


def _member_new(
    request: SignedInRequest, group: Group, form: MemberForm | None = None, colleagues: ColleaguesForm | None = None
) -> HttpResponse:
    content = {
        "group": group,
        "form": form or MemberForm(group=group),
        "colleagues": colleagues or ColleaguesForm(),
        "is_first": group.memberships.lasting().count() < 2,
    }
    return _page(request, "groups/member_new.html", content)


def _what_happened(done: Newcomers, by: User) -> str:
    invited, joined = [row.contact.email for row in done.invited], len(done.of(Outcome.JOINS))
    sentences = []
    if invited:
        sentences.append("En kollega är inbjuden." if len(invited) == 1 else f"{len(invited)} kollegor är inbjudna.")
        sentences.append(invitations.whereabouts(*User.objects.filter(email__in=invited), by=by))
    if joined:
        sentences.append(f"{'En' if joined == 1 else joined} som redan fanns här är med i lärgruppen.")
    return " ".join(sentences)


def _membership_of(group: Group, pk: int) -> Membership:
    return get_object_or_404(group.memberships.lasting().select_related("user", "group"), pk=pk)


def _back_to(group: Group, request: SignedInRequest) -> HttpResponse:
    """The group's page; the list for one who has just left the group."""
    still = Group.objects.visible_to(request.user).filter(pk=group.pk).exists()
    return redirect(group if still else "groups:all")


def _page(request: SignedInRequest, template: str, content: Mapping[str, object]) -> HttpResponse:
    return render(request, template, {"section": "groups", "all_groups": _name_of_all(request.user), **content})


def _name_of_all(user: User) -> str:
    """What the list is called, as in the menu."""
    return "Lärgrupper" if user.arranges_groups else "Mina lärgrupper"
