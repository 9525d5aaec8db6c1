"""The open pages, and the pages that say what went wrong."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from kollegium.about import views
from kollegium.demo import Demo


@pytest.mark.parametrize("page", ["/om/", "/vem-ser-vad/", "/stilguide/", "/halsa/"])
@pytest.mark.parametrize("who", ["anyone", "anna"])
def test_the_open_pages_are_open(demo: Demo, sign_in: object, page: str, who: str) -> None:
    assert sign_in(who).get(page).status_code == 200


@pytest.mark.parametrize("who", ["anyone", "anna"])
def test_a_page_that_is_not_there_leads_back(demo: Demo, sign_in: object, who: str) -> None:
    response = sign_in(who).get("/finns-inte/")

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()
    assert "Sidan finns inte, eller så är den inte öppen för dig." in response.content.decode()


def test_the_page_about_what_went_wrong_needs_no_session_and_no_database() -> None:
    response = views.broken(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Det du har sparat finns kvar" in response.content.decode()


def test_when_even_the_ordinary_page_fails_a_bare_one_is_shown() -> None:
    request = RequestFactory().get("/finns-inte/")
    request.user = _Broken()

    response = views.not_found(request, Exception())

    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()
    assert "<nav" not in response.content.decode()


class _Broken:
    @property
    def is_authenticated(self) -> bool:
        raise DatabaseError("away")


@pytest.mark.django_db
def test_a_fragment_gets_plain_words(client: Client) -> None:
    response = client.get("/finns-inte/", headers={"HX-Request": "true"})

    assert response.content.decode() == "Sidan finns inte, eller så är den inte öppen för dig."
