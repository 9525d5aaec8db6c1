"""Who comes into a group and leaves it, on its page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.groups import actions
from kollegium.groups.models import Membership
from kollegium.people.models import User
from tests.groups.test_views import SignIn, page


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


def test_without_colleagues_to_choose_among_one_is_asked_to_invite(demo: Demo, sign_in: SignIn) -> None:
    browser, address = sign_in("anna"), f"/grupper/{demo.group.pk}/medlemmar/ny/"
    assert 'name="person"' in page(browser.get(address))

    User.objects.exclude(pk__in=demo.group.members()).update(is_active=False)

    words = page(browser.get(address))
    assert 'name="person"' not in words
    assert words.count("button--primary") == 1
