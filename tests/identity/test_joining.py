"""Who has joined is a fact of its own: somebody without a password here may have, and somebody invited has not.

Carin signs in by the employer's system and has no password; Eva is invited; Anna has a password.
"""

from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kollegium.demo import PASSWORD, Demo
from kollegium.groups.models import Membership
from kollegium.identity import actions, invitations
from kollegium.identity.passwords import letter_tokens
from kollegium.leaving import rounds
from kollegium.leaving.models import Departure
from kollegium.leaving.queries import has_left, people_who_left
from kollegium.mail.models import Letter
from kollegium.people import actions as people
from kollegium.people.addresses import are_own
from kollegium.people.models import Appointment, User
from kollegium.refusals import Refused
from tests.identity.test_passwords import CHOSEN, ask, link_in

ADMINISTRATOR = Appointment.Post.ADMINISTRATOR


@pytest.fixture
def carin(demo: Demo) -> User:
    """Has joined, without a password."""
    User.objects.filter(pk=demo["carin"].pk).update(password=make_password(None))
    return User.objects.get(pk=demo["carin"].pk)


@pytest.fixture
def eva(demo: Demo) -> User:
    """Is invited."""
    return demo["eva"]


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def moved(person: User, *, to: str, by: User) -> None:
    people.change(person, given_name="X", family_name="Y", school=None, email=to, by=by)


def page_of(person: User, browser: Client) -> str:
    return browser.get(f"/huvudman/medarbetare/{person.pk}/").content.decode()


def test_only_the_invited_can_be_moved_to_another_address(demo: Demo, carin: User, eva: User) -> None:
    Membership.objects.filter(user=carin).delete()  # or her lärgrupp would stop it

    moved(eva, to="eva.ek@bjorkskolan.example", by=demo["inga"])
    for person in (carin, demo["anna"]):
        with pytest.raises(Refused, match="E-postadressen kan bara ändras innan"):
            moved(person, to="inga2@ekasa.example", by=demo["inga"])

    assert fresh(eva).email == "eva.ek@bjorkskolan.example"
    assert fresh(carin).email == carin.email


def test_only_the_invited_have_an_address_to_fill_in_and_an_invitation_to_hand_over(
    demo: Demo, carin: User, eva: User, sign_in: object, settings: object
) -> None:
    settings.EMAIL_URL = ""
    Membership.objects.filter(user=carin).delete()

    hers, invited = (page_of(person, sign_in("inga")) for person in (carin, eva))

    assert ("/valkommen/" in invited, 'name="email"' in invited) == (True, True)
    assert ("/valkommen/" in hers, 'name="email"' in hers) == (False, False)
    assert ("Inbjuden" in invited, "Inbjuden" in hers) == (True, False)


def test_only_the_invited_are_shown_as_invited(demo: Demo, carin: User, sign_in: object) -> None:
    listed = {person: sign_in("inga").get(f"/huvudman/medarbetare/?sok={person}") for person in ("carin", "eva")}

    tags = {who: "Inbjuden" in page.content.decode() for who, page in listed.items()}
    assert tags == {"carin": False, "eva": True}


def test_nobody_who_has_joined_is_invited_again(demo: Demo, carin: User, eva: User, sign_in: object) -> None:
    for person in (carin, eva):
        sign_in("inga").post(f"/huvudman/medarbetare/{person.pk}/inbjudan/")

    assert [letter.to for letter in Letter.objects.filter(about__startswith="invitation:")] == [eva.email]


def test_an_invitation_from_before_opens_nothing_for_one_who_has_joined_without_a_password(
    demo: Demo, eva: User, client: Client
) -> None:
    link = f"/valkommen/{invitations.token(eva)}/"
    assert 'name="password1"' in client.get(link).content.decode()

    User.objects.filter(pk=eva.pk).update(joined_on=timezone.localdate())

    names = {"given_name": "Eva", "family_name": "Ek"}
    assert 'name="password1"' not in client.post(link, CHOSEN | names).content.decode()
    with pytest.raises(Refused):
        actions.accept(eva, **names, password=CHOSEN["password1"])
    assert not fresh(eva).has_usable_password()


def test_one_who_has_joined_without_a_password_counts_as_the_last_administrator(
    demo: Demo, carin: User, eva: User
) -> None:
    post = demo["inga"].appointments.get(post=ADMINISTRATOR)
    people.give_post(eva, post=ADMINISTRATOR, by=demo["inga"])
    with pytest.raises(Refused, match="behöver en administratör"):
        people.take_post(post, by=demo["inga"])

    people.give_post(carin, post=ADMINISTRATOR, by=demo["inga"])
    people.take_post(post, by=demo["inga"])

    with pytest.raises(Refused, match="behöver en administratör"):
        people.take_post(carin.appointments.get(post=ADMINISTRATOR), by=demo["anna"])


def test_one_who_has_joined_without_a_password_is_offered_the_thread(demo: Demo, carin: User, eva: User) -> None:
    Membership.objects.create(group=demo.group, user=eva, starts_on=timezone.localdate())
    Membership.objects.filter(user__in=[carin, eva]).update(ends_on=timezone.localdate())

    rounds.go()

    assert [has_left(carin), has_left(eva)] == [True, False]
    assert set(Departure.objects.values_list("person", flat=True)) == {carin.pk}
    assert [letter.to for letter in Letter.objects.all()] == [carin.email]


def test_without_an_account_and_a_password_the_link_tells_how_and_opens_nothing(
    demo: Demo, carin: User, client: Client
) -> None:
    people.deactivate(carin, by=demo["inga"])
    people.deactivate(demo["bo"], by=demo["inga"])
    rounds.go()
    from kollegium.leaving import links

    hers, bos = (f"/min-trad/{links.token(Departure.objects.get(person=person))}/" for person in (carin, demo["bo"]))

    page = client.get(hers).content.decode()
    assert ("har inget lösenord" in page, 'name="password"' in page) == (True, False)
    other = client.get(bos).content.decode()
    assert ("har inget lösenord" in other, 'name="password"' in other) == (False, True)
    for said in (PASSWORD, "", "!"):
        assert "Content-Disposition" not in client.post(hers, {"password": said, "kind": "json"})
    assert "Content-Disposition" in client.post(bos, {"password": PASSWORD, "kind": "json"})
    assert carin in people_who_left()


def test_names_are_sent_to_all_who_have_joined_and_to_no_address_that_is_only_invited(
    demo: Demo, carin: User, eva: User
) -> None:
    for person, address in ((carin, "carin@gmail.com"), (eva, "eva@gmail.com")):
        User.objects.filter(pk=person.pk).update(email=address)

    assert are_own(["carin@gmail.com", "eva@gmail.com"], demo.organisation) == {"carin@gmail.com"}


def test_a_letter_about_a_new_password_goes_to_those_who_have_one_or_are_invited(
    demo: Demo, carin: User, eva: User
) -> None:
    answers = {ask(person.email) for person in (demo["anna"], eva, carin)}

    assert len(answers) == 1  # and the page tells nobody which
    assert {letter.to for letter in Letter.objects.all()} == {demo["anna"].email, eva.email}


def test_a_letter_from_before_sets_no_password_for_one_who_has_joined_without_one(
    demo: Demo, eva: User, client: Client
) -> None:
    ask(eva.email)
    link = link_in(Letter.objects.get(about=f"password:{eva.pk}"))
    form = client.get(link)["Location"]

    User.objects.filter(pk=eva.pk).update(joined_on=timezone.localdate())

    assert letter_tokens.check_token(fresh(eva), link.split("/")[3])  # by itself the link would still open
    assert 'name="password1"' not in client.post(form, CHOSEN).content.decode()
    assert 'name="password1"' not in Client().get(link, follow=True).content.decode()
    with pytest.raises(Refused, match="inget lösenord"):
        actions.choose_password(eva, CHOSEN["password1"])
    assert not fresh(eva).has_usable_password()


def test_on_the_account_page_no_password_is_set_where_there_is_none(demo: Demo, carin: User, sign_in: object) -> None:
    for old in ("", "!", carin.password):
        sign_in("carin").post("/konto/losenord/", CHOSEN | {"old_password": old})

    assert fresh(carin).password == carin.password


def test_an_invited_who_asks_for_a_password_by_letter_has_joined_by_choosing_it(demo: Demo, client: Client) -> None:
    ask(demo["eva"].email)
    form = client.get(link_in(Letter.objects.get(about=f"password:{demo['eva'].pk}")))["Location"]
    assert fresh(demo["eva"]).is_invited

    client.post(form, CHOSEN)

    assert fresh(demo["eva"]).joined_on == timezone.localdate()


def test_accepting_is_joining_and_the_day_stays_when_the_password_is_changed(demo: Demo, client: Client) -> None:
    names = {"given_name": "Eva", "family_name": "Ek"}
    client.post(f"/valkommen/{invitations.token(demo['eva'])}/", CHOSEN | names)
    assert fresh(demo["eva"]).joined_on == timezone.localdate()

    User.objects.filter(pk=demo["eva"].pk).update(joined_on=date(2025, 8, 18))
    actions.choose_password(fresh(demo["eva"]), "en helt annan lång fras")

    assert fresh(demo["eva"]).joined_on == date(2025, 8, 18)


def test_a_password_belongs_to_somebody_who_has_joined(demo: Demo, eva: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=eva.pk).update(password=demo["anna"].password)
    User.objects.filter(pk=eva.pk).update(password=demo["anna"].password, joined_on=timezone.localdate())
