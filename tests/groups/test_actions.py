"""Forming a group, and who is in it from when to when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kollegium.audit.models import SecurityEntry
from kollegium.demo import Demo
from kollegium.groups import actions
from kollegium.groups.models import Group, Membership
from kollegium.mail.models import Letter
from kollegium.meetings.models import Meeting
from kollegium.people.contacts import Contact
from kollegium.people.models import Organisation, User
from kollegium.refusals import Refused


def membership(demo: Demo, person: str) -> Membership:
    return Membership.objects.current().get(group=demo.group, user=demo[person])


def today() -> object:
    return timezone.localdate()


def test_the_one_who_makes_a_group_leads_it(demo: Demo) -> None:
    group = actions.create(by=demo["carin"], name="Ny grupp")

    assert list(group.leaders()) == [demo["carin"]]
    assert group.organisation == demo.organisation


def test_a_group_made_for_others_has_no_members_yet(demo: Demo) -> None:
    group = actions.create(by=demo["hakan"], name="Ny grupp", leads=False)

    assert not group.members().exists()


def test_an_added_colleague_is_in_from_that_day(demo: Demo) -> None:
    actions.add(demo.group, demo["david"], by=demo["anna"])
    actions.add(demo.group, demo["petra"], by=demo["anna"], starts_on=today() + timedelta(days=3))

    assert demo.group in Group.objects.of(demo["david"])
    assert demo.group not in Group.objects.of(demo["petra"])
    assert SecurityEntry.objects.get(kind="member_added", about=demo["david"]).by == demo["anna"]


def test_nobody_is_in_the_same_group_twice(demo: Demo) -> None:
    with pytest.raises(Refused):
        actions.add(demo.group, demo["carin"], by=demo["anna"])


def test_one_who_left_can_come_back(demo: Demo) -> None:
    actions.end(membership(demo, "carin"), on=today(), by=demo["anna"])
    assert demo.group not in Group.objects.of(demo["carin"])

    actions.add(demo.group, demo["carin"], by=demo["anna"])

    assert demo.group in Group.objects.of(demo["carin"])


def test_one_from_another_huvudman_or_with_a_closed_account_is_refused(demo: Demo) -> None:
    stranger = User.objects.create(organisation=Organisation.objects.create(name="Annan"), email="x@annan.example")
    demo["david"].is_active = False

    for person in (stranger, demo["david"]):
        with pytest.raises(Refused):
            actions.add(demo.group, person, by=demo["anna"])


def test_an_invited_colleague_gets_a_letter_and_a_place(demo: Demo) -> None:
    added = actions.invite(demo.group, Contact("ny@bjorkskolan.example", "Nora", "Ny"), by=demo["anna"])

    assert (added.user.organisation, added.user.school) == (demo.organisation, demo.group.school)
    assert added.user in demo.group.members()
    assert demo.group.name in Letter.objects.get(to="ny@bjorkskolan.example").text


def test_inviting_somebody_who_is_here_already_adds_them(demo: Demo) -> None:
    people = User.objects.count()

    added = actions.invite(demo.group, Contact(demo["david"].email.upper(), "D", "D"), by=demo["anna"])

    assert added.user == demo["david"]
    assert (User.objects.count(), Letter.objects.filter(to=demo["david"].email).count()) == (people, 0)


def pasted(demo: Demo, *keys: str) -> list[Contact]:
    """New ones, and colleagues who are here already."""
    known = {key: person.email for key, person in demo.people.items()}
    return [Contact(known.get(key, f"{key}@bjorkskolan.example"), key.title(), "Ny") for key in keys]


def test_colleagues_are_added_in_one_go_from_today(demo: Demo) -> None:
    added = actions.invite_all(demo.group, pasted(demo, "nora", "david", "oda"), by=demo["anna"])

    assert {membership.starts_on for membership in added} == {today()}
    assert {demo["david"], *User.objects.filter(family_name="Ny")} <= {*demo.group.members()}
    told = Letter.objects.values_list("to", flat=True)
    assert sorted(told) == ["nora@bjorkskolan.example", "oda@bjorkskolan.example"]
    assert SecurityEntry.objects.filter(kind="member_added", by=demo["anna"]).count() == 3


def test_when_one_of_them_cannot_be_nobody_is_added(demo: Demo) -> None:
    people = User.objects.count()

    with pytest.raises(Refused, match="redan med"):
        actions.invite_all(demo.group, pasted(demo, "nora", "carin", "oda"), by=demo["anna"])

    assert (User.objects.count(), Letter.objects.count()) == (people, 0)


@pytest.mark.parametrize(("who", "number"), [("inga", 9), ("anna", 0)])
def test_one_letter_tells_each_of_those_who_were_there_before(demo: Demo, who: str, number: int) -> None:
    before = sorted(demo.group.members().values_list("email", flat=True))

    actions.invite_all(demo.group, pasted(demo, "nora", "david", "oda"), by=demo[who])

    told = Letter.objects.filter(about__startswith="member:")
    assert sorted(told.values_list("to", flat=True)) == (before if number else [])
    assert told.count() == number
    for letter in told:
        assert letter.subject == f"3 kollegor är tillagda i {demo.group.name}"
        assert "David" in letter.text
        assert "Nora Ny (nora@bjorkskolan.example) och Oda Ny (oda@bjorkskolan.example)" in letter.text


def test_who_arranges_groups_is_not_among_those_she_adds(demo: Demo) -> None:
    with pytest.raises(Refused, match="Be någon i lärgruppen"):
        actions.invite_all(demo.group, pasted(demo, "inga"), by=demo["inga"])


def test_the_last_leader_stays_until_there_is_another(demo: Demo) -> None:
    anna = membership(demo, "anna")
    for attempt in (
        lambda: actions.end(anna, on=today(), by=demo["anna"]),
        lambda: actions.put_in_lead(anna, False, by=demo["anna"]),
    ):
        with pytest.raises(Refused, match="Gör först någon annan till lärledare"):
            attempt()

    actions.put_in_lead(membership(demo, "bo"), True, by=demo["anna"])
    actions.end(anna, on=today(), by=demo["anna"])

    assert list(demo.group.leaders()) == [demo["bo"]]


def test_a_leader_who_is_about_to_leave_does_not_count_as_another(demo: Demo) -> None:
    bo = actions.put_in_lead(membership(demo, "bo"), True, by=demo["anna"])
    actions.end(bo, on=today() + timedelta(days=5), by=demo["anna"])

    with pytest.raises(Refused):
        actions.end(membership(demo, "anna"), on=today(), by=demo["anna"])


def test_a_membership_does_not_end_before_it_began(demo: Demo) -> None:
    carin = membership(demo, "carin")

    with pytest.raises(Refused):
        actions.end(carin, on=carin.starts_on - timedelta(days=1), by=demo["anna"])


def test_one_who_has_left_no_longer_sees_the_lartraffar(demo: Demo) -> None:
    assert demo.meeting in Meeting.objects.visible_to(demo["carin"])

    actions.end(membership(demo, "carin"), on=today(), by=demo["anna"])

    assert demo.meeting not in Meeting.objects.visible_to(demo["carin"])
    assert SecurityEntry.objects.get(kind="member_left").about == demo["carin"]
