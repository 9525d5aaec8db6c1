"""The thread as files: one's own, whole, and readable by a screen reader."""

import io
import json
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from kollegium.demo import Demo
from kollegium.plans import actions
from kollegium.plans.models import FIELDS

SignIn = Callable[[str], Client]


def test_data_holds_every_plan_and_every_field(demo: Demo, sign_in: SignIn) -> None:
    words = {name: f"Ord om {name}: <b>\\ #let *x* åäö" for name in FIELDS}
    actions.write(demo.meeting, by=demo["carin"], fields=words)

    answer = sign_in("carin").get("/trad/min-trad.json")

    content = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="min-roda-trad.json"'
    assert [plan["meeting"] for plan in content["plans"]] == [1, 2, 3, 4]
    assert content["plans"][-1]["words"] == words
    assert content["plans"][-1]["prompts"]["effort"] == "Ange en insats som du ska fokusera på till nästa möte."


def test_the_document_has_real_headings(demo: Demo, sign_in: SignIn) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"effort": "Rita & fråga <först>"})

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


@pytest.mark.parametrize("words", ["Glada 😀 👩‍🏫 🇸🇪", "漢字 och かな", "مرحبا", "a‮b ͸", '\\u00e5 " # $x$'])
def test_a_letter_that_the_fonts_lack_does_not_stop_the_pdf(demo: Demo, sign_in: SignIn, words: str) -> None:
    actions.write(demo.meeting, by=demo["carin"], fields={"tried": words})

    answer = sign_in("carin").get("/trad/min-trad.pdf")

    assert (answer.status_code, answer.content[:8]) == (200, b"%PDF-1.7")
    assert words in json.loads(sign_in("carin").get("/trad/min-trad.json").content)["plans"][-1]["words"]["tried"]


def test_what_one_has_noted_since_comes_along(demo: Demo, sign_in: SignIn) -> None:
    actions.note(by=demo["carin"], key=uuid4(), text="Väntade tre sekunder", on=date(2026, 3, 2))
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
