"""Pages about a lärträff's guests: invite one, and take the invitation back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kollegium.groups.permissions import May
from kollegium.meetings import actions
from kollegium.meetings.access import meeting_for
from kollegium.meetings.forms import GuestForm
from kollegium.people.requests import SignedInRequest


@never_cache
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer to the form holds the link: it is shown this once."""
    meeting = meeting_for(request.user, pk, May.LEAD)
    form = GuestForm(request.POST or None)
    content = {"section": "groups", "meeting": meeting, "form": form, "has_mail": bool(settings.EMAIL_URL)}
    if form.is_valid():
        fields = form.cleaned_data
        content["link"] = actions.invite_guest(meeting, fields["name"], fields["email"], by=request.user)
        return render(request, "meetings/guest_invited.html", content)
    return render(request, "meetings/guest_new.html", content)


@require_POST
def uninvite(request: SignedInRequest, pk: int, guest_pk: int) -> HttpResponse:
    meeting = meeting_for(request.user, pk, May.LEAD)
    guest = get_object_or_404(meeting.guests, pk=guest_pk)
    actions.uninvite_guest(guest, by=request.user)
    messages.success(request, f"Inbjudan till {guest.name} är borttagen. Länken fungerar inte längre.")
    return redirect(meeting)
