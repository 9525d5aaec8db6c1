"""The plan as a form, its prompts word for word from the template that the meeting follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

from django import forms
from django.http import QueryDict
from django.utils.html import escape

from kollegium import privacy
from kollegium.cleaning import clean
from kollegium.people.models import User
from kollegium.plans.actions import read_for_good
from kollegium.plans.drafts import expected
from kollegium.plans.models import FIELDS, LONGEST, LONGEST_NOTE, SHAREABLE, ActionPlan, Note
from kollegium.plans.prompts import prompt_of
from kollegium.prepared import Prepared

MAY_NAME = ("helper",)  # where a name is the answer
SHORT = 200  # one insats, in one breath


class Words(forms.CharField):
    """What somebody has typed or pasted, as the door lets it through: so also what comes another way."""

    def to_python(self, value: Any) -> str:
        return super().to_python(clean(value or "")) or ""


def bases(posted: QueryDict) -> dict[str, str]:
    """The texts that the posted fields were written from, as the page knew them (`base-effort` and so on)."""
    return {name: Words(required=False).clean(posted[f"base-{name}"]) for name in FIELDS if f"base-{name}" in posted}


class PlanForm(forms.Form):
    """All eight prompts, or only those that were posted: the page sends a field as it is typed."""

    def __init__(self, plan: ActionPlan, posted: QueryDict | None = None, *, before: ActionPlan | None = None) -> None:
        written = {name: getattr(plan, name) for name in FIELDS}
        if not plan.learnt and not (plan.pk and plan.meeting.has_ended):
            written["learnt"] = expected(before)  # to write on from: not kept until it is more than this
        super().__init__(posted, initial=written, auto_id="plan-%s")
        for name in FIELDS:
            if posted is None or name in posted:
                self.fields[name] = _field(name, prompt_of(plan, name))
        if posted is None or "nothing_less_asked" in posted:
            self.fields["nothing_less"] = forms.BooleanField(label="Inget just nu", required=False)
            self.initial["nothing_less"] = plan.nothing_less


class NoteForm(forms.Form):
    """Jag provade: the day, and a line if one likes."""

    key = forms.UUIDField(required=False)
    text = Words(
        label="Vad provade du?",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": "Anteckningen får ha högst %(limit_value)d tecken, men har %(show_value)d. Dela upp den.",
        },
    )
    on = forms.DateField(
        label="När?",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Välj den dag du provade.", "invalid": "Skriv dagen så här: 2026-11-24."},
    )


class SeenForm(forms.Form):
    """The last note there was when the page was made."""

    seen = forms.IntegerField()


class ShowingForm(forms.Form):
    """The field that the group may read or may read no more; neither the pupils nor "Hur vet jag det?" is a choice."""

    field = forms.ChoiceField(choices=[(name, name) for name in SHAREABLE])
    seen = forms.IntegerField(required=False)  # see actions.show


@dataclass(frozen=True)
class Showing:
    """Whether the group reads a field, as it stands."""

    name: str
    prompt: str
    is_shown: bool
    is_read_for_good: bool


@dataclass(frozen=True)
class Prompt:
    field: forms.BoundField
    hint: str  # that something in it may point out a pupil
    reminder: str
    showing: Showing | None  # none can be shown of the pupils


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    prompts: list[Prompt]


class Prompted(TypedDict):
    plan: ActionPlan
    form: PlanForm
    prompts: list[Section]
    is_first: bool
    seen: int  # the key of the last note


def prompted(plan: ActionPlan, form: PlanForm | None = None, before: ActionPlan | None = None) -> Prompted:
    """What `plans/_form.html` draws: the plan, and its sections with their prompts as fields.

    `before`: the plan before, whose "Hur vet jag det?" is asked back.
    """
    form = form or PlanForm(plan, before=before)
    shown = showings(plan)
    reminders = {"known": f"Förra gången: ”{before.known}”"} if before and before.known else {}
    sections = [
        Section(
            section["key"],
            section["title"],
            [
                Prompt(form[name], _hint(plan, name), reminders.get(name, ""), shown.get(name))
                for name in _with_ours(section["prompts"])
                if name in form.fields
            ],
        )
        for section in plan.meeting.template.prompts["sections"]
    ]
    is_first = plan.meeting.number == 1 and before is None
    return {"plan": plan, "form": form, "prompts": sections, "is_first": is_first, "seen": last_note(plan.owner)}


def showings(plan: ActionPlan) -> dict[str, Showing]:
    shown = {sharing.field for sharing in plan.sharings.all()} if plan.pk else set()
    for_good = read_for_good(plan) if shown else set()
    return {name: Showing(name, prompt_of(plan, name)["text"], name in shown, name in for_good) for name in SHAREABLE}


def last_note(owner: User) -> int:
    """The last line there is of "Jag provade": what its owner has seen when the page is made."""
    last = _last_note.first(owner.pk)
    return last.pk if last else 0


def _hint(plan: ActionPlan, name: str) -> str:
    """In the same words as the browser's <calm-hint>."""
    words = getattr(plan, name) if name in FIELDS else ""
    found = [(each.words, each.kind) for each in privacy.findings({name: words})]
    found += [(each, "namn") for each in ([] if name in MAY_NAME else privacy.names(words))]
    warnings = [f"”{written}” ser ut som {privacy.LOOKS_LIKE[kind]}" for written, kind in found]
    return f"Beskriv behovet, inte eleven. {', '.join(warnings)}." if warnings else ""


def _with_ours(names: Iterable[str]) -> list[str]:
    """Our own question stands under the one that it follows up, and the choice of nothing under its field."""
    after = {"learnt": ["known"], "less": ["nothing_less"]}
    return [each for name in names for each in (name, *after.get(name, ()))]


def _field(name: str, prompt: dict[str, str]) -> Words:
    is_short = name == "effort"
    field = Words(
        label=prompt["text"],
        help_text=escape(prompt.get("help", "")),
        required=False,
        max_length=SHORT if is_short else LONGEST,
        widget=forms.Textarea(attrs={"rows": 2 if is_short else 3}),
        error_messages={"max_length": _too_long(is_short)},
    )
    # Allow five times what is kept, so that the server can say what is too long; a browser cuts without a word.
    field.widget.attrs["maxlength"] = 5 * LONGEST
    if name in MAY_NAME:
        field.widget.attrs["data-may-name"] = True
    return field


def _too_long(is_short: bool) -> str:
    advice = "Välj en insats och korta texten." if is_short else "Korta texten."
    return "Texten får ha högst %(limit_value)d tecken, men har %(show_value)d. " + advice


_last_note: Prepared[Note] = Prepared(lambda owner: Note.objects.of(owner).only("owner").order_by("-pk")[:1], int)
