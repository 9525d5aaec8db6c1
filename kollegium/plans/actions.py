"""What an owner does with a plan. Nothing is announced: nobody is told when somebody writes."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kollegium.days import last_possible_today
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans import drafts
from kollegium.plans.merging import merged
from kollegium.plans.models import FIELDS, LONGEST_NOTE, PLANNING, REPORT, SHAREABLE, ActionPlan, Note, Opening, Sharing
from kollegium.prepared import Prepared
from kollegium.refusals import Refused

NOTED_IN = "tried"  # the field where one's notes from between two meetings are told


@transaction.atomic
def write(
    plan: ActionPlan,
    *,
    fields: Mapping[str, str | bool],
    bases: Mapping[str, str] | None = None,
) -> ActionPlan:
    """Keep these fields of a plan, as the door found it or as it is to begin; the others stay as they are.

    `bases`: the text that each field was written from. When another device has written since, both keep their words.
    """
    plan = _written(plan)
    prefilled = drafts.expected(drafts.plan_before(plan.meeting, plan.owner)) if "learnt" in fields else ""
    for name, value in fields.items():
        if bases and name in bases and isinstance(value, str):
            theirs = getattr(plan, name) or (prefilled if name == "learnt" else "")
            value = merged(bases[name], value, theirs)
        if name == "learnt" and isinstance(value, str) and value.strip() == prefilled.strip():
            value = ""  # as it stood in the form: nothing is written yet
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    return plan


def _written(plan: ActionPlan) -> ActionPlan:
    """The plan's row, locked. The first write keeps the prefilled words too: they stood in the form."""
    own, meeting = ActionPlan.objects.of(plan.owner), plan.meeting
    if plan.pk is None:
        first = {name: getattr(plan, name) for name in FIELDS}
        _, is_new = own.get_or_create(owner=plan.owner, meeting=meeting, defaults=first)
        if is_new and not meeting.has_ended:  # what is written up afterwards has no notes in it
            drafts.untold(plan.owner).update(told_meeting=meeting)
    written = own.select_for_update().get(meeting=meeting)
    written.owner, written.meeting = plan.owner, meeting
    return written


@transaction.atomic
def write_note(*, by: User, key: UUID, text: str, on: date) -> Note:
    """Jag provade: goes into "Jag har sedan förra mötet provat att" of the next plan, begun or not.

    Where the group already reads that field, the note waits until its owner takes it in: `told_meeting` stays empty.
    """
    if len(text) > LONGEST_NOTE:
        raise Refused(f"Anteckningen får ha högst {LONGEST_NOTE} tecken. Dela upp den i flera.")
    if on > last_possible_today():
        raise Refused("Välj den dag du provade, senast i dag.")
    written, is_new = Note.objects.get_or_create(owner=by, key=key, defaults={"text": text.strip(), "on": on})
    plan = drafts.plan_ahead(by) if is_new else None
    if plan:
        plan = _locked(plan)
        if not plan.sharings.filter(field=NOTED_IN).exists():
            _tell(plan, [written])
    return written


@transaction.atomic
def take_in_notes(plan: ActionPlan, *, seen: int) -> None:
    """The owner has read the notes up to `seen` and puts them into the plan, also where the group reads it."""
    plan = _locked(plan)
    _tell(plan, list(drafts.untold(plan.owner).filter(pk__lte=seen)))


def _locked(plan: ActionPlan) -> ActionPlan:
    own = ActionPlan.objects.of(plan.owner).select_related("meeting")
    return own.select_for_update(of=("self",)).get(pk=plan.pk)  # the meeting's row is the room's


def _tell(plan: ActionPlan, notes: list[Note]) -> None:
    plan.tried = drafts.with_notes(plan.tried, notes)
    plan.save(update_fields=[NOTED_IN])
    Note.objects.of(plan.owner).filter(pk__in=[note.pk for note in notes]).update(told_meeting=plan.meeting)
    for note in notes:
        note.told_meeting = plan.meeting


@transaction.atomic
def remove_note(*, by: User, key: UUID) -> None:
    """The note is gone, also from the plan ahead; what the group may read stands there until it is changed there."""
    note = Note.objects.of(by).filter(key=key).first()
    if note is None:
        return
    plan = drafts.plan_ahead(by)
    if plan and plan.meeting_id == note.told_meeting_id and not plan.sharings.filter(field=NOTED_IN).exists():
        plan = _locked(plan)
        plan.tried = drafts.without_note(plan.tried, note)
        plan.save(update_fields=[NOTED_IN])
    note.delete()


@transaction.atomic
def show(plan: ActionPlan, fields: Collection[str], *, seen: int | None = None) -> None:
    """The group may read these fields from now on; the others stay as they are.

    `seen`: the last note there was when the owner's page was made. A note that came into the field afterwards, from
    another device, has not been read there by the one who now shows it.
    """
    if not set(fields) <= set(SHAREABLE):
        raise Refused("Det fältet går inte att visa för någon.")
    plan = _locked(plan)
    is_shown = plan.sharings.filter(field=NOTED_IN).exists()
    unseen = Note.objects.of(plan.owner).filter(told_meeting=plan.meeting, pk__gt=seen) if seen is not None else None
    if unseen and NOTED_IN in fields and not is_shown:
        raise Refused(
            "Inget är ändrat: det har kommit en anteckning i planen sedan sidan öppnades. "
            "Ladda om sidan, läs planen och gör ditt val igen."
        )
    Sharing.objects.bulk_create([Sharing(plan=plan, field=field) for field in sorted(fields)], ignore_conflicts=True)


@transaction.atomic
def hide(plan: ActionPlan, fields: Collection[str]) -> None:
    """The group reads these fields no more, unless it has read them at a meeting now over."""
    plan = _locked(plan)
    if set(fields) & read_for_good(plan):
        raise Refused("Lärträffen är slut och lärgruppen har läst det du visade. Det går inte att dölja nu.")
    plan.sharings.filter(field__in=fields).delete()


def read_for_good(plan: ActionPlan) -> set[str]:
    """What is shown and can't be hidden again: it was read, and the meeting where it was read is over.

    The report is read at the plan's own meeting, the planning at the next one that the group holds.
    """
    shown = {sharing.field for sharing in plan.sharings.all()}
    read = shown and {field for opening in openings_of(plan) for field in opening.fields} & shown
    if not read:
        return set()
    later = Meeting.objects.held().filter(group=plan.meeting.group_id, starts_at__gt=plan.meeting.starts_at)
    over = {*REPORT} if plan.meeting.has_ended else set()
    over |= {*PLANNING} if later.exists() else set()
    return over & read


def openings_of(plan: ActionPlan) -> list[Opening]:
    """Who has seen what of it, the latest first."""
    return _openings(plan.pk)


@transaction.atomic
def erase(owner: User) -> None:
    """Gallra: the whole thread with what was shown of it and who saw it. Nobody can get it back."""
    ActionPlan.objects.of(owner).delete()
    Note.objects.of(owner).delete()


def record_opening(plan: ActionPlan, *, by: User, fields: list[str]) -> None:
    """Somebody else saw these fields today: told to the owner, and to nobody else."""
    if by.pk == plan.owner_id or not fields:
        return
    today, is_new = timezone.localdate(), False
    opening = _opening.first(plan.pk, by.pk, today)
    if opening is None:
        opening, is_new = Opening.objects.get_or_create(
            plan=plan, reader=by, on=today, defaults={"fields": sorted(fields)}
        )
    if not is_new and not set(fields) <= set(opening.fields):
        opening.fields = sorted({*opening.fields, *fields})
        opening.save(update_fields=["fields"])


_opening: Prepared[Opening] = Prepared(
    lambda plan, reader, on: Opening.objects.filter(plan=plan, reader=reader, on=on), int, int, date
)
_openings: Prepared[Opening] = Prepared(lambda plan: Opening.objects.filter(plan=plan).select_related("reader"), int)
