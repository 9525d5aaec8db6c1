"""The pages of groups, without JavaScript."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

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


def test_a_colleague_is_chosen_among_those_not_in_the_group(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("anna"), f"/grupper/{demo.group.pk}/medlemmar/ny/"
    choices = browser.get(address).context["form"].fields["person"].queryset
    assert (demo["david"] in choices, demo["carin"] in choices) == (True, False)

    browser.post(address, {"person": demo["david"].pk, "starts_on": str(timezone.localdate())})

    assert demo["david"] in demo.group.members()


def test_a_new_colleague_is_invited(demo: Demo, sign_in: SignIn) -> None:
    said = {"given_name": "Nora", "family_name": "Ny", "email": "ny@skolan.example", "starts_on": "2026-08-20"}

    response = sign_in("anna").post(
        f"/grupper/{demo.group.pk}/medlemmar/inbjudan/", {f"invitation-{name}": said[name] for name in said}
    )

    assert response.status_code == 302
    assert User.objects.get(email="ny@skolan.example").memberships.get().group == demo.group


@pytest.mark.parametrize(("email", "words"), [("ny@", "Skriv hela e-postadressen"), ("carin", "är redan med")])
def test_an_invitation_that_cannot_be_keeps_what_was_typed(demo: Demo, sign_in: SignIn, email: str, words: str) -> None:
    email = demo[email].email if email == "carin" else email
    said = {"given_name": "Nora", "family_name": "Ny", "email": email, "starts_on": str(timezone.localdate())}

    response = sign_in("anna").post(
        f"/grupper/{demo.group.pk}/medlemmar/inbjudan/", {f"invitation-{name}": said[name] for name in said}
    )

    assert words in page(response)
    assert 'value="Nora"' in page(response)


def test_one_colleague_after_another_is_invited_from_the_first_field(demo: Demo, sign_in: SignIn) -> None:
    anna, address = sign_in("anna"), f"/grupper/{demo.group.pk}/medlemmar/inbjudan/"
    said = {"given_name": "Nora", "family_name": "Ny", "email": "ny@skolan.example", "starts_on": "2026-08-20"}

    response = anna.post(address, {f"invitation-{name}": said[name] for name in said} | {"one_more": ""}, follow=True)

    assert response.redirect_chain == [(address, 302)]
    assert "Nora Ny är tillagd i lärgruppen." in page(response)
    assert re.search(r'name="invitation-given_name"[^>]* autofocus', page(response))
    assert page(response).count("autofocus") == 1


def test_a_group_of_one_is_told_to_invite_first(demo: Demo, sign_in: SignIn) -> None:
    eva = sign_in("eva")
    group = actions.create(by=demo["eva"], name="Ny grupp")
    alone = page(eva.get(f"/grupper/{group.pk}/"))

    actions.add(group, demo["david"], by=demo["eva"])
    two = page(eva.get(f"/grupper/{group.pk}/"))

    green = re.compile(r'<a class="button button--primary"[^>]*>([^<]*)</a>')
    assert [green.findall(words) for words in (alone, two)] == [["Bjud in kollegor"], ["Planera lärträff"]]
    assert [words.count(">Bjud in kollegor<") for words in (alone, two)] == [1, 1]


@pytest.mark.parametrize(
    ("who", "name"), [("anna", "Mina lärgrupper"), ("hakan", "Lärgrupper"), ("inga", "Lärgrupper")]
)
def test_the_list_of_groups_has_one_name(demo: Demo, sign_in: SignIn, who: str, name: str) -> None:
    words = page(sign_in(who).get("/grupper/"))

    assert f"<title>{name} – Kollegium" in words
    assert f"<h1>{name}</h1>" in words
    assert re.search(rf'href="/grupper/" aria-current="page">{name}</a>', words)
    assert f"← {name}</a>" in page(sign_in(who).get(f"/grupper/{demo.group.pk}/"))


def test_a_member_becomes_leader_and_another_leaves(demo: Demo, sign_in: SignIn) -> None:
    browser = sign_in("anna")
    bo, anna = (Membership.objects.get(group=demo.group, user=demo[person]).pk for person in ("bo", "anna"))

    browser.post(f"/grupper/{demo.group.pk}/medlemmar/{bo}/", {"is_leader": "on"})
    response = browser.post(
        f"/grupper/{demo.group.pk}/medlemmar/{anna}/slut/", {"on": str(timezone.localdate())}, follow=True
    )

    assert response.redirect_chain[-1][0] == "/grupper/"
    assert list(demo.group.leaders()) == [demo["bo"]]


def test_the_last_leader_is_refused_with_what_to_do(demo: Demo, sign_in: SignIn) -> None:
    anna = Membership.objects.get(group=demo.group, user=demo["anna"]).pk
    address = f"/grupper/{demo.group.pk}/medlemmar/{anna}/"

    response = sign_in("anna").post(
        f"{address}slut/",
        {"on": str(timezone.localdate())},
        follow=True,
        headers={"Referer": f"http://testserver{address}"},
    )

    assert "Gör först någon annan till lärledare" in page(response)


def test_a_membership_is_reached_through_its_own_group_only(demo: Demo, sign_in: SignIn) -> None:
    other = Membership.objects.exclude(group=demo.group).first()

    assert sign_in("anna").get(f"/grupper/{demo.group.pk}/medlemmar/{other.pk}/").status_code == 404


def test_a_big_group_is_told_its_minutes_and_not_stopped(demo: Demo, sign_in: SignIn) -> None:
    for person in ("david", "petra", "henrik"):
        actions.add(demo.group, demo[person], by=demo["anna"])

    assert "Med 12 personer får var och en 1 min 40 s" in page(sign_in("anna").get(f"/grupper/{demo.group.pk}/"))


def test_former_and_coming_members_are_shown_with_their_dates(demo: Demo, sign_in: SignIn) -> None:
    carin = Membership.objects.get(group=demo.group, user=demo["carin"])
    actions.end(carin, on=timezone.localdate(), by=demo["anna"])
    actions.add(demo.group, demo["david"], by=demo["anna"], starts_on=timezone.localdate() + timedelta(days=9))

    context = sign_in("anna").get(f"/grupper/{demo.group.pk}/").context

    assert [membership.user for membership in context["former"]] == [demo["carin"]]
    assert [membership.user for membership in context["coming"]] == [demo["david"]]


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


def test_without_colleagues_to_choose_among_one_is_asked_to_invite(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("anna"), f"/grupper/{demo.group.pk}/medlemmar/ny/"
    assert 'name="person"' in page(browser.get(address))

    User.objects.exclude(pk__in=demo.group.members()).update(is_active=False)

    words = page(browser.get(address))
    assert 'name="person"' not in words
    assert words.count("button--primary") == 1
