"""What a database or a file can't hold is taken out where it comes in, and a new line is one character."""

import unicodedata
from collections.abc import Callable
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django import forms
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kollegium import cleaning
from kollegium.demo import Demo
from kollegium.live.models import Mirror
from kollegium.meetings.models import Guest
from kollegium.people.models import Organisation, School
from kollegium.plans.models import ActionPlan, Note
from kollegium.web.cleaning import CleaningMiddleware

SignIn = Callable[[str], Client]
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too
POISON = "\x00\x01\x08\x0e\x1f\x7f\ufffe\uffff\U0001fffe\ufdd0"


@given(ANY_TEXT)
def test_what_is_left_fits_in_a_database_and_in_xml(words: str) -> None:
    kept = cleaning.clean(words)

    element = etree.Element("words")
    element.text = kept  # refuses what XML can't hold
    assert etree.fromstring(etree.tostring(element)).text in (kept, None)
    assert "\x00" not in kept.encode().decode()
    assert "\r" not in kept
    assert cleaning.clean(kept) == kept


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_no_character_that_there_is_goes_away(words: str) -> None:
    assert cleaning.clean(words) == words


def test_only_noncharacters_of_what_is_unassigned_go_away() -> None:
    gone = {chr(code) for code in range(0x110000) if not cleaning.clean(chr(code))}

    assert {unicodedata.category(each) for each in gone} == {"Cc", "Cs", "Cn"}
    assert len([each for each in gone if unicodedata.category(each) == "Cn"]) == 66
    assert gone.isdisjoint("\t\n\r")


@pytest.mark.parametrize("words", ["a\r\nb", "a\rb", "a\vb", "a\fb"])
def test_every_line_break_is_one_character(words: str) -> None:
    assert cleaning.clean(words) == "a\nb"


@pytest.mark.parametrize("path", ["/\x00", "/med/\ufffe/", "/gast/\x01/"])
def test_an_address_that_holds_it_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get("/" + path.lstrip("/")).status_code == 404


def test_what_is_posted_asked_for_and_carried_is_clean_when_a_page_reads_it() -> None:
    request = RequestFactory().post(f"/?a{POISON}=b%00{POISON}", {f"c{POISON}": [f"d{POISON}\r\n", "e"]})
    request.COOKIES["sessionid"] = f"f{POISON}"

    CleaningMiddleware(HttpResponse)(request)

    assert dict(request.GET.lists()) == {"a": ["b"]}
    assert dict(request.POST.lists()) == {"c": ["d\n", "e"]}
    assert request.COOKIES == {"sessionid": "f"}


@pytest.mark.parametrize("charset", ["zlib", "idna", "UTF-16", '"undefined"', "utf-8", "nonsense"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"])
def test_a_charset_that_decodes_no_text_stops_nothing(kind: str, charset: str) -> None:
    """By the server's own entry: Django reads this header, and the query by it, before any middleware."""
    for query, status in ((b"a=%ff", 403), (b"a&" * 1001, 400)):
        assert async_to_sync(_answer)(query, f"{kind}; charset={charset}") == status  # 403: no CSRF token


async def _answer(query: bytes, content_type: str) -> int:
    from config.asgi import application

    body = b'--b\r\ncontent-disposition: form-data; name="email"\r\n\r\n\xff\r\n--b--\r\n'
    headers = [(b"host", b"localhost"), (b"content-type", content_type.encode())]
    scope = {"type": "http", "http_version": "1.1", "scheme": "http", "server": ("localhost", 80)}
    scope |= {"method": "POST", "path": "/losenord/", "raw_path": b"/losenord/", "query_string": query}
    line = ApplicationCommunicator(application, scope | {"headers": headers})
    await line.send_input({"type": "http.request", "body": body, "more_body": False})
    return int((await line.receive_output(10))["status"])


def test_the_door_stands_before_everything_that_reads_what_is_sent() -> None:
    places = [each.rsplit(".", 1)[-1] for each in settings.MIDDLEWARE]

    assert places.index("CleaningMiddleware") < min(
        places.index(each) for each in ("Sessions", "CsrfViewMiddleware", "CommonMiddleware")
    )


def test_what_is_pasted_with_a_nul_in_it_is_kept_without_it(demo: Demo, sign_in: SignIn) -> None:
    anna, inga, meeting = sign_in("anna"), sign_in("inga"), demo.meeting
    meeting.duties.update_or_create(kind="reflector", defaults={"user": demo["anna"]})
    anna.post(f"/moten/{meeting.pk}/start/")

    answers = [
        anna.post(f"/moten/{meeting.pk}/spegel/ord/", {"words": f"Vi{POISON} frågade"}),
        anna.post(f"/handlingsplaner/{meeting.pk}/", {"tried": f"Jag{POISON} provade"}),
        anna.post("/anteckningar/", {"text": f"En{POISON} rad", "on": "2026-01-02", "key": str(uuid4())}),
        anna.post(f"/moten/{meeting.pk}/gaster/ny/", {"name": f"Gun{POISON} Gäst"}),
        inga.post("/huvudman/skolor/ny/", {"name": f"Nya{POISON} skolan", "protocol_addresses": f"a@b.se{POISON}\r\n"}),
        inga.get("/huvudman/medarbetare/", {"sok": f"An{POISON}na"}),
        sign_in("anyone").get("/", headers={"cookie": 'sessionid="\\000a"; gast="\\000"'}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200, 302, 200, 200]
    assert Mirror.objects.get(meeting=meeting).words == "Vi frågade"
    assert ActionPlan.objects.of(demo["anna"]).get(meeting=meeting).tried.startswith("Jag provade\n")
    assert Note.objects.of(demo["anna"]).get().text == "En rad"
    assert Guest.objects.get(meeting=meeting).name == "Gun Gäst"
    assert School.objects.get(name="Nya skolan").protocol_addresses == "a@b.se"
    assert demo["anna"].name in answers[5].content.decode()


def _text_fields() -> list[tuple[type[forms.BaseForm], str, int]]:
    """Every text field of several rows that has a limit, in every form there is."""
    found = []
    waiting = [forms.Form, forms.ModelForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("kollegium."):
            fields = getattr(form, "base_fields", {})
            found += [
                (form, name, field.max_length)
                for name, field in fields.items()
                if isinstance(field, forms.CharField) and field.max_length and isinstance(field.widget, forms.Textarea)
            ]
    return found


def test_what_the_browser_counts_as_short_enough_the_server_does_too(demo: Demo) -> None:
    """As many UTF-16 units as the field takes, with a new line as one of them: so browsers count."""
    limits = _text_fields()
    assert {name for _, name, _ in limits} >= {"question", "purpose", "summary", "try_it", "text"}

    for form, name, longest in limits:
        rows = "å" * 12 + "\n"
        words = (rows * longest)[: longest - 3] + "😀" + "å"
        assert len(words.encode("utf-16-le")) // 2 == longest
        request = RequestFactory().post("/", {name: words.replace("\n", "\r\n")})  # as browsers send it
        CleaningMiddleware(HttpResponse)(request)
        assert form.base_fields[name].clean(request.POST[name]) == words, (form, name)


def test_a_question_on_many_lines_that_fits_is_taken(demo: Demo, sign_in: SignIn) -> None:
    meeting = demo.meeting
    question = "\n".join(["tolv tecken…"] * 38)[:493]
    moment = {"day": meeting.starts_at.strftime("%Y-%m-%d"), "time": "14.30"}

    answer = sign_in("anna").post(
        f"/moten/{meeting.pk}/andra/", moment | {"question": question.replace("\n", "\r\n"), "purpose": "", "place": ""}
    )

    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert meeting.question == question


def test_no_address_book_breaks_at_a_line_break_of_another_kind(demo: Demo, sign_in: SignIn) -> None:
    fields = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "a@b.se\r\nc@d.se\x0be@f.se"}

    assert sign_in("inga").post("/huvudman/", fields).status_code == 302

    assert Organisation.objects.get().protocol_addresses.split("\n") == ["a@b.se", "c@d.se", "e@f.se"]


def unkeepable_in_the_database() -> list[str]:
    """Every text that a row holds and could not be written to a file."""
    return [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("kollegium").get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField", "EmailField", "URLField", "JSONField")
        for value in model._base_manager.values_list(field.name, flat=True)
        if isinstance(value, str | dict | list) and cleaning.UNKEEPABLE.search(str(value))
    ]
