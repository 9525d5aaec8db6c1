"""{% url %} remembers an address and says the same as Django's own."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.safestring import SafeString


def drawn(source: str, **content: object) -> str:
    return Template(source).render(Context(content))


def test_each_argument_has_its_own_address() -> None:
    for pk in (1, 2, 1):
        assert drawn("{% url 'room:show' pk %}", pk=pk) == f"/moten/{pk}/rum/"
    assert drawn("{% url name 3 %}", name="room:pause") == "/moten/3/paus/"


def test_names_of_arguments_and_variables_are_djangos_own() -> None:
    assert drawn("{% url 'room:show' pk=4 %}") == "/moten/4/rum/"
    assert drawn("{% url 'room:show' 5 as here %}<{{ here }}>") == "</moten/5/rum/>"
    assert drawn("{% url 'room:nowhere' 5 as here %}<{{ here }}>") == "<>"


def test_an_address_that_does_not_exist_is_an_error() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            drawn("{% url 'room:nowhere' 5 %}")


def test_what_comes_from_somebody_is_escaped() -> None:
    assert "<" not in drawn("{% url 'room:join_by_code' code %}", code=SafeString('"<script>'))


def test_below_another_path_the_addresses_are_there() -> None:
    try:
        set_script_prefix("/kollegium/")
        assert drawn("{% url 'room:show' 1 %}") == reverse("room:show", args=[1]) == "/kollegium/moten/1/rum/"
    finally:
        set_script_prefix("/")
    assert drawn("{% url 'room:show' 1 %}") == "/moten/1/rum/"
