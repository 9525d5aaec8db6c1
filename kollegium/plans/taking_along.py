"""The whole thread as a file for its owner: an accessible PDF, a document to edit, and JSON."""

import io
import json
from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.formats import date_format
from docx import Document
from docx.oxml.ns import qn

from kollegium import pdf
from kollegium.cleaning import clean
from kollegium.groups.models import Group
from kollegium.plans.models import FIELDS, ActionPlan, Note
from kollegium.plans.prompts import prompt_of

TITLE = "Min röda tråd"


class Answer(TypedDict):
    prompt: str
    words: str


class Knot(TypedDict):
    title: str
    where: str
    words: list[Answer]


def as_pdf(name: str, plans: Sequence[ActionPlan], notes: Sequence[Note]) -> bytes:
    knots = _knots(plans) + _since(notes)
    return pdf.document("thread", {"title": TITLE, "name": name, "date": _today(), "knots": knots})


def as_document(name: str, plans: Sequence[ActionPlan], notes: Sequence[Note]) -> bytes:
    """For a word processor, with real headings. Rows written before the door was there may hold what XML can't."""
    document = Document()
    document.core_properties.title, document.core_properties.author = TITLE, clean(name)
    document.core_properties.language = "sv-SE"
    _in_swedish(document)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(f"{clean(name)}, {_today()}")
    # Looked up once: by its name, each heading would look through all hundred and sixty styles.
    of_meeting, of_prompt = document.styles["Heading 1"], document.styles["Heading 2"]
    for knot in _knots(plans) + _since(notes):
        document.add_paragraph(knot["title"], of_meeting)
        document.add_paragraph(clean(knot["where"]))
        for answer in knot["words"]:
            document.add_paragraph(clean(answer["prompt"]), of_prompt)
            for line in clean(answer["words"]).split("\n"):
                document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_data(name: str, plans: Sequence[ActionPlan], notes: Sequence[Note]) -> bytes:
    content = {
        "format": "kollegium-thread-1",
        "name": name,
        "plans": [
            {
                "meeting": plan.meeting.number,
                "date": timezone.localdate(plan.meeting.starts_at).isoformat(),
                "group": plan.meeting.group.name,
                "school": school.name if (school := plan.meeting.group.school) else None,
                "question": plan.meeting.question,
                "prompts": {field: prompt_of(plan, field)["text"] for field in FIELDS},
                "words": {field: getattr(plan, field) for field in FIELDS},
                "nothing_less": plan.nothing_less,
                "shown": sorted(sharing.field for sharing in plan.sharings.all()),
            }
            for plan in plans
        ],
        "notes": [
            {"date": note.on.isoformat(), "words": note.words, "told": note.told_meeting is not None} for note in notes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _knots(plans: Sequence[ActionPlan]) -> list[Knot]:
    return [
        {
            "title": f"Lärträff {plan.meeting.number}, {date_format(timezone.localdate(plan.meeting.starts_at))}",
            "where": _where(plan.meeting.group),
            "words": [
                {"prompt": prompt_of(plan, field)["text"], "words": words}
                for field in FIELDS
                if (
                    words := getattr(plan, field) or ("Inget just nu." if field == "less" and plan.nothing_less else "")
                )
            ],
        }
        for plan in plans
    ]


def _where(group: Group) -> str:
    return f"{group.name}, {group.school.name}" if group.school else group.name


def _since(notes: Sequence[Note]) -> list[Knot]:
    """What no plan has taken in yet."""
    words: list[Answer] = [
        {"prompt": date_format(note.on), "words": note.words} for note in notes if note.told_meeting is None
    ]
    return [{"title": "Jag provade", "where": "Anteckningar efter den senaste planen", "words": words}] if words else []


def _today() -> str:
    return date_format(timezone.localdate())


def _in_swedish(document: Any) -> None:
    """Or the word processor reads it aloud, and marks every word as misspelt, in English."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")
