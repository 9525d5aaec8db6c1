"""The pages of groups, without JavaScript."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.groups import actions
from kollegium.groups.models import Group, Membership
from kollegium.mail.models import Letter
from kollegium.people.models import User

SignIn = Callable[[str], Client]
ARRANGERS = [
    ("anna", 200),
    ("hakan", 200),
    ("inga", 200),
    ("carin", 403),
    ("david", 404),
    ("gunilla", 404),
    ("anyone", 302),
]


def page(response: object) -> str:
    return response.content.decode()


@pytest.mark.parametrize(("who", "status"), ARRANGERS)
@pytest.mark.parametrize("path", ["andra/", "medlemmar/ny/", "medlemmar/inbjudan/", "medlemmar/{bo}/"])
def test_leaders_and_those_who_arrange_groups_change_them(
    demo: Demo, sign_in: SignIn, who: str, status: int, path: str
) -> None:
    bo = Membership.objects.get(group=demo.group, user=demo["bo"]).pk
    address = f"/grupper/{demo.group.pk}/{path.format(bo=bo)}"

    assert sign_in(who).get(address).status_code == status
    if status != 200:
        assert sign_in(who).post(address).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("carin", 200), ("hakan", 200), ("inga", 200), ("david", 404), ("gunilla", 404), ("anyone", 302)],
)
def test_a_group_is_seen_by_its_members_and_those_who_arrange_groups(
    demo: Demo, sign_in: SignIn, who: str, status: int
) -> None:
    assert sign_in(who).get(f"/grupper/{demo.group.pk}/").status_code == status


def test_one_sees_ones_own_groups(demo: Demo, sign_in: SignIn) -> None:
    words = page(sign_in("carin").get("/grupper/"))

    assert demo.group.name in words
    assert demo.groups["svenska" if "svenska" in demo.groups else list(demo.groups)[-1]].name not in words


def test_one_without_a_group_is_told_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    words = page(sign_in("eva").get("/grupper/"))

    assert "Be din lärledare lägga till dig." in words
    assert 'href="/grupper/ny/"' in words


def test_an_administrator_before_the_first_group_is_told_to_make_it(demo: Demo, sign_in: SignIn) -> None:
    inga = sign_in("inga")
    assert 'name="school"' in page(inga.get("/grupper/"))
    Group.objects.all().delete()

    words = page(inga.get("/grupper/"))

    assert "Ingen lärgrupp än" in words
    assert "Be din lärledare" not in words
    assert 'name="school"' not in words


def test_the_development_leader_sees_all_groups_or_those_of_a_school(demo: Demo, sign_in: SignIn) -> None:
    browser, school = sign_in("hakan"), demo.schools["tallbacken"]

    everything = browser.get("/grupper/").context["groups"]
    chosen = browser.get(f"/grupper/?school={school.pk}").context["groups"]

    assert len(everything) == len(demo.groups)
    assert {group.school for group in chosen} == {school}


def test_the_school_filter_shows_nobody_more_than_their_own(demo: Demo, sign_in: SignIn) -> None:
    groups = sign_in("carin").get(f"/grupper/?school={demo.schools['tallbacken'].pk}").context["groups"]

    assert list(groups) == []


def test_the_development_leader_reads_no_question_of_a_group(demo: Demo, sign_in: SignIn) -> None:
    words = page(sign_in("hakan").get(f"/grupper/{demo.group.pk}/"))

    assert demo.meeting.question in page(sign_in("carin").get(f"/grupper/{demo.group.pk}/"))
    assert demo.meeting.question not in words
    assert f"/moten/{demo.meeting.pk}/" not in words


def test_any_teacher_makes_a_group_and_leads_it(demo: Demo, sign_in: SignIn) -> None:
    eva = sign_in("eva")
    assert 'name="leads"' not in page(eva.get("/grupper/ny/"))

    response = eva.post("/grupper/ny/", {"name": "Ny grupp", "leads": "other", "leader_name": "X Y"}, follow=True)

    group = Group.objects.get(name="Ny grupp")
    assert list(group.leaders()) == list(group.members()) == [demo["eva"]]
    assert response.redirect_chain[-1][0] == f"/grupper/{group.pk}/medlemmar/ny/"


def test_who_arranges_groups_is_asked_who_leads(demo: Demo, sign_in: SignIn) -> None:
    hakan = sign_in("hakan")

    assert "Välj vem som leder gruppen." in page(hakan.post("/grupper/ny/", {"name": "Ny grupp"}))
    assert not Group.objects.filter(name="Ny grupp").exists()

    hakan.post("/grupper/ny/", {"name": "Ny grupp", "leads": "me"})
    assert list(Group.objects.get(name="Ny grupp").leaders()) == [demo["hakan"]]


@pytest.mark.parametrize("email", ["nora.ny@skolan.example", "david"])
def test_somebody_else_is_invited_to_lead_and_whoever_asked_is_in_no_group(
    demo: Demo, sign_in: SignIn, email: str
) -> None:
    email = demo[email].email if email == "david" else email
    said = {"name": "Ny grupp", "leads": "other", "leader_name": "Nora von Ny", "leader_email": email}

    words = page(sign_in("inga").post("/grupper/ny/", said, follow=True))

    [leader] = Group.objects.get(name="Ny grupp").members()
    assert (leader.email, leader.memberships.get(group__name="Ny grupp").is_leader) == (email, True)
    assert f"och {leader.name} leder den" in words
    assert Letter.objects.filter(to=email).exists() == leader.is_invited
    assert leader == demo["david"] or (leader.given_name, leader.family_name) == ("Nora", "von Ny")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"leader_name": "Nora"}, "Skriv både för- och efternamn."),
        ({"leader_name": "Nora " + "N" * 61}, "Namnet är för långt."),
        ({"leader_email": "bo"}, "Det finns redan en medarbetare med den e-postadressen."),
        ({"leader_email": ""}, "Skriv lärledarens e-postadress."),
        ({"leader_email": "nora@"}, "Skriv hela e-postadressen"),
        ({"leader_email": "INGA"}, "Det är din egen adress."),
    ],
)
def test_a_leader_who_cannot_be_invited_makes_no_group(
    demo: Demo, sign_in: SignIn, said: dict[str, str], words: str
) -> None:
    whole = {"name": "Ny grupp", "leads": "other", "leader_name": "Nora Ny", "leader_email": "nora@skolan.example"}
    User.objects.filter(pk=demo["bo"].pk).update(is_active=False)
    if said.get("leader_email") in ("INGA", "bo"):
        said = {"leader_email": demo[said["leader_email"].lower()].email.upper()}

    assert words in page(sign_in("inga").post("/grupper/ny/", whole | said))
    assert not Group.objects.filter(name="Ny grupp").exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "Ge lärgruppen ett namn"),
        ({"protocol_addresses": "rektor@skolan.example\ninte en adress"}, "är ingen e-postadress"),
        ({"school": "999999"}, "Något behöver rättas"),
    ],
)
def test_what_cannot_be_is_said_in_words(demo: Demo, sign_in: SignIn, said: dict[str, str], words: str) -> None:
    response = sign_in("eva").post("/grupper/ny/", {"name": "Ny grupp"} | said)

    assert words in page(response)
    assert not Group.objects.filter(name="Ny grupp").exists()


def test_a_group_is_changed(demo: Demo, sign_in: SignIn) -> None:
    sign_in("anna").post(
        f"/grupper/{demo.group.pk}/andra/", {"name": "NO 4–6", "protocol_addresses": "no@skolan.example"}
    )

    group = Group.objects.get(pk=demo.group.pk)
    assert (group.name, group.school, group.protocol_addresses) == ("NO 4–6", None, "no@skolan.example")


@pytest.mark.parametrize(
    ("who", "name"), [("anna", "Mina lärgrupper"), ("hakan", "Lärgrupper"), ("inga", "Lärgrupper")]
)
def test_the_list_of_groups_has_one_name(demo: Demo, sign_in: SignIn, who: str, name: str) -> None:
    words = page(sign_in(who).get("/grupper/"))

    assert f"<title>{name} – Kollegium" in words
    assert f"<h1>{name}</h1>" in words
    assert re.search(rf'href="/grupper/" aria-current="page">{name}</a>', words)
    assert f"← {name}</a>" in page(sign_in(who).get(f"/grupper/{demo.group.pk}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_more_groups(
    demo: Demo, sign_in: SignIn, number: int, django_assert_max_num_queries: Callable
) -> None:
    for place in range(number):
        actions.create(by=demo["eva"], name=f"Grupp {place}")
    browser = sign_in("eva")

    with django_assert_max_num_queries(8):
        assert len(browser.get("/grupper/").context["groups"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_group_costs_the_same_with_more_lartraffar(
    demo: Demo, sign_in: SignIn, number: int, django_assert_max_num_queries: Callable
) -> None:
    for meeting in demo.meetings["no"][number:]:
        meeting.delete()
    browser = sign_in("anna")

    with django_assert_max_num_queries(20):
        browser.get(f"/grupper/{demo.group.pk}/")


def test_the_only_school_is_chosen_from_the_start(demo: Demo, sign_in: SignIn) -> None:
    hakan = demo["hakan"]
    assert hakan.school is None
    assert sign_in("hakan").get("/grupper/ny/").context["form"]["school"].value() is None

    keep = demo.group.school
    Group.objects.update(school=keep)
    hakan.organisation.schools.exclude(pk=keep.pk).delete()

    assert sign_in("hakan").get("/grupper/ny/").context["form"]["school"].value() == keep.pk
