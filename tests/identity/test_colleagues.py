"""The administrator's page of a colleague's account, and one's own name."""

from kollegium.demo import PASSWORD, Demo
from kollegium.mail.models import Letter
from kollegium.people.models import User
from tests.people.test_organisation import address


def test_the_administrator_invites_a_colleague(demo: Demo, sign_in: object) -> None:
    school = demo.schools["bjorkskolan"]
    words = {"given_name": "Ny", "family_name": "Nilsson", "email": "ny@bjorkskolan.example", "school": school.pk}

    response = sign_in("inga").post("/huvudman/medarbetare/ny/", words)

    person = User.objects.get(email="ny@bjorkskolan.example")
    assert response["Location"] == "/huvudman/medarbetare/"
    assert (person.organisation, person.school, person.is_invited) == (demo.organisation, school, True)
    assert Letter.objects.filter(about=f"invitation:{person.pk}").count() == 1


def test_only_the_invited_are_invited_again(demo: Demo, sign_in: object) -> None:
    sign_in("inga").post(address(demo, "eva", "inbjudan/"))
    refused = sign_in("inga").post(address(demo, "anna", "inbjudan/"))

    assert refused.status_code == 409
    assert [letter.to for letter in Letter.objects.filter(about__startswith="invitation:")] == [demo["eva"].email]


def test_a_deactivated_colleague_is_out_at_once_and_can_come_back(demo: Demo, sign_in: object) -> None:
    anna, inga = sign_in("anna"), sign_in("inga")

    inga.post(address(demo, "anna", "avslut/"))
    out = anna.get("/konto/").status_code
    inga.post(address(demo, "anna", "avslut/anger/"))
    back = sign_in("anyone").post("/logga-in/", {"username": demo["anna"].email, "password": PASSWORD})

    assert (out, back.status_code) == (302, 302)


def test_one_changes_ones_own_name_and_nothing_else(demo: Demo, sign_in: object) -> None:
    words = {"given_name": "Annika", "family_name": "Ask", "email": "annan@x.example", "organisation": "1"}

    sign_in("anna").post("/konto/", words)

    anna = User.objects.get(pk=demo["anna"].pk)
    assert (anna.name, anna.email, anna.organisation) == ("Annika Ask", demo["anna"].email, demo.organisation)
