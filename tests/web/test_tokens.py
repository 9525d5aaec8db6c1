"""The hidden field against forged posts: drawn once for each page, in every form of it."""

import re

from django.template import Context, Template
from django.template.context_processors import csrf
from django.test import Client, RequestFactory

from kollegium.demo import Demo

TWO_FORMS = Template("{% csrf_token %}{% for one in 'a' %}{% csrf_token %}{% endfor %}")


def test_all_forms_of_a_page_have_its_token_and_the_next_page_another(rf: RequestFactory) -> None:
    pages = [TWO_FORMS.render(Context(csrf(rf.get("/")))) for _ in range(2)]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page) for page in pages]

    assert [(len(found), len({*found})) for found in tokens] == [(2, 1), (2, 1)]
    assert tokens[0] != tokens[1]  # masked anew for each page, as Django does against guessing (BREACH)


def test_a_letter_has_no_token() -> None:
    assert TWO_FORMS.render(Context()) == ""


def test_a_form_of_the_room_is_taken_and_one_without_its_token_is_not(demo: Demo) -> None:
    anna = Client(enforce_csrf_checks=True)
    anna.force_login(demo["anna"])
    page = anna.get(f"/moten/{demo.meeting.pk}/rum/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)[-1]
    path, fields = f"/moten/{demo.meeting.pk}/narvaro/{demo['bo'].pk}/", {"is_here": "1"}

    assert anna.post(path, fields).status_code == 403
    assert anna.post(path, {**fields, "csrfmiddlewaretoken": token}).status_code == 302
