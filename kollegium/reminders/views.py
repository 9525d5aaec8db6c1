"""One's own reminder: choose, turn off, and put it into one's own calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kollegium.people.requests import SignedInRequest
from kollegium.reminders import actions, letters
from kollegium.reminders.access import reminder_for
from kollegium.reminders.calendar_entry import entry
from kollegium.reminders.forms import ReminderForm
from kollegium.reminders.models import Reminder
from kollegium.reminders.queries import starts_for

NO_MEETING = "Nästa lärträff är inte planerad än. Välj en veckodag, eller kom tillbaka när den är planerad."


def show(request: SignedInRequest) -> HttpResponse:
    form = ReminderForm(request.POST or None, reminder=reminder_for(request.user))
    if not form.is_valid():
        return _show(request, form)
    actions.turn_on(by=request.user, **form.cleaned_data)
    messages.success(request, "Påminnelsen är på.")
    return redirect("reminders:show")


@require_POST
def turn_off(request: SignedInRequest) -> HttpResponse:
    actions.turn_off(by=request.user)
    messages.success(request, "Påminnelsen är av. Du får inga fler mejl.")
    return redirect("reminders:show")


@require_POST
def calendar(request: SignedInRequest) -> HttpResponse:
    """What the form says, as a file; nothing is kept here."""
    form = ReminderForm(request.POST, reminder=reminder_for(request.user))
    if not form.is_valid():
        return _show(request, form, status=422)
    now, chosen = timezone.now(), Reminder(owner=request.user, **form.cleaned_data)
    moment = chosen.looks_again(now) if chosen.is_weekly else chosen.coming(starts_for(request.user, now), now)
    if moment is None:
        form.add_error("days", NO_MEETING)
        return _show(request, form, status=422)
    headers = {"Content-Disposition": 'attachment; filename="det-jag-provar.ics"'}
    file = entry(request.user, moment, now=now)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def _show(request: SignedInRequest, form: ReminderForm, status: int = 200) -> HttpResponse:
    reminder, now = reminder_for(request.user), timezone.now()
    coming = reminder.coming(starts_for(request.user, now), now) if reminder else None
    letter = letters.reminder_beforehand(request.user)
    content = {"section": "thread", "form": form, "reminder": reminder, "coming": coming, "letter": letter}
    return render(request, "reminders/show.html", content, status=status)
