"""The pages of the library, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.library import templates
from kollegium.library.models import AgendaTemplate, Material
from kollegium.people.models import Organisation

SignIn = Callable[[str], Client]


@pytest.fixture
def mine(demo: Demo) -> Material:
    return Material.objects.create(
        organisation=demo.organisation, kind="experience", title="Zebrametoden", added_by=demo["carin"]
    )


def page(response: object) -> str:
    return response.content.decode()


def filled(**said: str) -> dict[str, str]:
    return {"kind": "research", "title": "Ny artikel", "link": "", "minutes": "12"} | said


@pytest.mark.parametrize(
    ("query", "found"), [("words=zebra", 1), ("words=zebra+xyz", 0), ("kind=research&words=zebra", 0)]
)
def test_material_is_found_by_kind_and_words(
    demo: Demo, sign_in: SignIn, mine: Material, query: str, found: int
) -> None:
    assert len(sign_in("eva").get(f"/material/?{query}").context["materials"]) == found


def test_nothing_found_says_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    assert "Pröva med färre ord" in page(sign_in("eva").get("/material/?words=finnsinte"))


def test_an_empty_library_says_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    Material.objects.all().delete()

    assert "Inget material än" in page(sign_in("eva").get("/material/"))


def test_an_unknown_kind_shows_everything(demo: Demo, sign_in: SignIn) -> None:
    assert len(sign_in("eva").get("/material/?kind=unknown").context["materials"]) == Material.objects.count()


def test_any_colleague_adds_material(demo: Demo, sign_in: SignIn) -> None:
    response = sign_in("gunilla").post("/material/ny/", filled(link="skolan.example/artikel"))

    material = Material.objects.get(title="Ny artikel")
    assert response["Location"] == f"/material/{material.pk}/"
    assert (material.added_by, material.organisation) == (demo["gunilla"], demo.organisation)
    assert material.link == "https://skolan.example/artikel"


@pytest.mark.parametrize(
    ("back", "location"), [("/moten/{}/", "/moten/{}/?material="), ("https://annan.example/", "/material/")]
)
def test_one_comes_back_to_a_page_of_ours_only(demo: Demo, sign_in: SignIn, back: str, location: str) -> None:
    pk = demo.meeting.pk

    response = sign_in("anna").post(f"/material/ny/?next={back.format(pk)}", filled())

    assert response["Location"].startswith(location.format(pk))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "poem"}, "Något behöver rättas"),
        ({"title": ""}, "Ge materialet en titel."),
        ({"minutes": "tolv"}, "Skriv antalet minuter med siffror."),
        ({"minutes": "-3"}, "Skriv minst 1 minut."),
        ({"minutes": "99999"}, "Skriv högst 600 minuter"),
        ({"link": "javascript:alert(1)"}, "Skriv hela länken"),
    ],
)
def test_what_cannot_be_is_said_in_words(demo: Demo, sign_in: SignIn, said: dict[str, str], words: str) -> None:
    response = sign_in("eva").post("/material/ny/", filled(**said))

    assert words in page(response)
    assert not Material.objects.filter(title="Ny artikel").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("carin", 302), ("hakan", 302), ("inga", 302), ("anna", 403), ("gunilla", 403), ("anyone", 302)]
)
def test_the_adder_and_the_development_leader_change_it(
    demo: Demo, sign_in: SignIn, mine: Material, who: str, status: int
) -> None:
    response = sign_in(who).post(f"/material/{mine.pk}/andra/", filled(title="Ändrad"))

    assert response.status_code == status
    changed = Material.objects.get(pk=mine.pk).title == "Ändrad"
    assert changed == (status == 302 and who != "anyone")


def test_the_library_of_another_huvudman_is_not_here(demo: Demo, sign_in: SignIn) -> None:
    other = Organisation.objects.create(name="Annan")
    theirs = Material.objects.create(organisation=other, kind="research", title="Deras")

    assert "Deras" not in page(sign_in("hakan").get("/material/"))
    assert sign_in("hakan").get(f"/material/{theirs.pk}/").status_code == 404
    assert sign_in("hakan").post(f"/material/{theirs.pk}/andra/", filled()).status_code == 404


def test_a_summary_is_shown_as_text(demo: Demo, sign_in: SignIn, mine: Material) -> None:
    mine.summary = "<script>x</script>"
    mine.save()

    assert "&lt;script&gt;" in page(sign_in("eva").get(f"/material/{mine.pk}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_more_material(
    demo: Demo, sign_in: SignIn, number: int, django_assert_max_num_queries: Callable
) -> None:
    keep = Material.objects.values_list("pk", flat=True)[:number]
    Material.objects.exclude(pk__in=list(keep)).delete()
    browser = sign_in("eva")

    with django_assert_max_num_queries(5):
        assert len(browser.get("/material/").context["materials"]) == number


def test_the_default_template_is_one_row_until_its_texts_change(demo: Demo) -> None:
    first = templates.default()
    assert templates.default() == first
    AgendaTemplate.objects.filter(pk=first.pk).update(prompts={})

    second = templates.default()

    assert (second.version, second.minutes) == (first.version + 1, 90)
