"""The thread as files: one's own, whole, and readable by a screen reader."""

import io
import json
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kollegium.demo import Demo
from kollegium.groups.models import Group
from kollegium.library.models import AgendaTemplate
from kollegium.meetings.models import Meeting
from kollegium.plans import actions
from kollegium.plans.drafts import plan_at
from kollegium.plans.models import FIELDS, ActionPlan, Note
from kollegium.plans.taking_along import as_document, as_pdf

SignIn = Callable[[str], Client]


def test_data_holds_every_plan_and_every_field(demo: Demo, sign_in: SignIn) -> None:
    words = {name: f"Ord om {name}: <b>\\ #let *x* åäö" for name in FIELDS}
    actions.write(plan_at(demo.meeting, demo["carin"]), fields=words)

    answer = sign_in("carin").get("/trad/min-trad.json")

    content = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="min-roda-trad.json"'
    assert [plan["meeting"] for plan in content["plans"]] == [1, 2, 3, 4]
    assert content["plans"][-1]["words"] == words
    assert content["plans"][-1]["prompts"]["effort"] == "Ange en insats som du ska fokusera på till nästa möte."


def test_the_document_has_real_headings(demo: Demo, sign_in: SignIn) -> None:
    actions.write(plan_at(demo.meeting, demo["carin"]), fields={"effort": "Rita & fråga <först>"})

    document = Document(io.BytesIO(sign_in("carin").get("/trad/min-trad.docx").content))

    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Rita & fråga <först>" in said
    assert len([each for each in document.paragraphs if each.style.name == "Heading 1"]) == 4
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"sv-SE"}


def test_the_pdf_is_tagged_and_says_its_language_and_title(demo: Demo, sign_in: SignIn) -> None:
    answer = sign_in("carin").get("/trad/min-trad.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    for mark in (b"/Marked true", b"/Lang(sv", b"/StructTreeRoot", b"pdfuaid:part"):
        assert mark in answer.content


@pytest.mark.parametrize(
    "words",
    [
        "Glada 😀 👩‍🏫 🇸🇪 1️⃣",
        "漢字 och かな",
        "مرحبا",
        "a‮b ͸",
        '\\u00e5 " # $x$',
        "a⃗b⃡ x̄",
        "สวัสดี",
        "தமிழ்",
        "ភាសាខ្មែរ",
        "မြန်မာ",
        "བོད་ཡིག",
        "".join(map(chr, range(0x4E00, 0x55DC))),  # 1,500 letters that no font has
    ],
)
@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_no_text_that_can_be_pasted_stops_a_file(demo: Demo, sign_in: SignIn, kind: str, words: str) -> None:
    carin = sign_in("carin")
    carin.post(f"/handlingsplaner/{demo.meeting.pk}/", {"tried": f"\ufffe\x00{words}\r\n\x0b"})

    answer = carin.get(f"/trad/min-trad.{kind}")

    assert answer.status_code == 200
    if kind == "pdf":
        assert answer.content.startswith(b"%PDF-1.7")
    if kind == "docx":
        assert words in [each.text for each in Document(io.BytesIO(answer.content)).paragraphs]
    if kind == "json":
        assert json.loads(answer.content)["plans"][-1]["words"]["tried"] == words


@given(words=st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=40)
def test_nor_what_was_kept_before_it_was_cleaned(words: str) -> None:
    """On SQLite a row may hold what no form lets through any more."""
    meeting = Meeting(number=1, starts_at=timezone.now(), group=Group(name=words), template=AgendaTemplate())
    meeting.template.prompts = {"texts": {field: {"text": f"Fråga {words}"} for field in FIELDS}}
    plans = [ActionPlan(meeting=meeting, **dict.fromkeys(FIELDS, words))]
    notes = [Note(text=words, on=date(2026, 1, 2))]

    assert as_pdf(words, plans, notes).startswith(b"%PDF-1.7")
    assert Document(io.BytesIO(as_document(words[:200], plans, notes))).paragraphs


def test_what_one_has_noted_since_comes_along(demo: Demo, sign_in: SignIn) -> None:
    actions.write_note(by=demo["carin"], key=uuid4(), text="Väntade tre sekunder", on=date(2026, 3, 2))
    carin = sign_in("carin")

    document = Document(io.BytesIO(carin.get("/trad/min-trad.docx").content))
    content = json.loads(carin.get("/trad/min-trad.json").content)

    assert [each.text for each in document.paragraphs][-2:] == ["2 mars 2026", "Väntade tre sekunder"]
    assert content["notes"] == [{"date": "2026-03-02", "words": "Väntade tre sekunder", "told": False}]


@pytest.mark.parametrize("kind", ["pdf", "docx", "json"])
def test_one_who_is_not_signed_in_gets_no_file(demo: Demo, sign_in: SignIn, kind: str) -> None:
    assert sign_in("anyone").get(f"/trad/min-trad.{kind}").status_code == 302


def test_another_kind_is_not_found(demo: Demo, sign_in: SignIn) -> None:
    assert sign_in("carin").get("/trad/min-trad.xlsx").status_code == 404
