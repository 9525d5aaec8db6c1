"""A row that tells how an employer's system knows somebody: one person for each, and erased with the person."""

import pytest
from django.db import IntegrityError, transaction

from kollegium.demo import Demo
from kollegium.identity.models import Identity

ISSUER = "https://inloggning.ekasa.example"


def test_one_subject_at_one_issuer_is_one_person(demo: Demo) -> None:
    Identity.objects.create(user=demo["anna"], issuer=ISSUER, subject="a1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(user=demo["bo"], issuer=ISSUER, subject="a1")

    assert Identity.objects.get(issuer=ISSUER, subject="a1").user == demo["anna"]


@pytest.mark.parametrize(("issuer", "subject"), [(ISSUER, "A1"), (ISSUER, "a2"), ("https://annan.example", "a1")])
def test_another_subject_or_issuer_is_somebody_else(demo: Demo, issuer: str, subject: str) -> None:
    Identity.objects.create(user=demo["anna"], issuer=ISSUER, subject="a1")

    Identity.objects.create(user=demo["bo"], issuer=issuer, subject=subject)

    assert Identity.objects.get(issuer=issuer, subject=subject).user == demo["bo"]


@pytest.mark.parametrize(("issuer", "subject"), [("", "a1"), (ISSUER, "")])
def test_half_an_identity_is_nobodys(demo: Demo, issuer: str, subject: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(user=demo["anna"], issuer=issuer, subject=subject)


def test_it_goes_with_its_person_and_nobody_elses_does(demo: Demo) -> None:
    for who in ("eva", "bo"):
        Identity.objects.create(user=demo[who], issuer=ISSUER, subject=who)

    demo["eva"].delete()

    assert [identity.subject for identity in Identity.objects.all()] == ["bo"]


def test_no_name_leads_from_a_person_to_it(demo: Demo) -> None:
    """Only who asks for it by issuer and subject, or by its own model, finds it."""
    assert [name for name in dir(demo["anna"]) if "identit" in name.lower()] == []
