"""The finished protocol goes with names to the huvudman's own, and with the number to others."""

import pytest

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.people.addresses import normal
from tests.mail.test_letters import finalised


@pytest.mark.parametrize(
    ("address", "named", "has_names"),
    [
        ("protokoll@bjorkskolan.example", "", True),
        ("registrator@edu.bjorkskolan.example", "", True),
        ("Rektor@BJORKSKOLAN.example", "", True),
        ("nagon@gmail.com", "", False),
        ("nagon@tidningen.example", "", False),
        ("nagon@bjorkskolan.example.evil.example", "", False),
        ("nagon@elakbjorkskolan.example", "", False),
        ("protokoll@bjorkskolan.example", "ekasa.example", False),
        ("namnd@ekasa.example", "@ekasa.example\nekasa.se", True),
    ],
)
def test_names_go_to_the_huvudmans_own_and_the_number_to_others(
    demo: Demo, address: str, named: str, has_names: bool
) -> None:
    demo.organisation.own_domains = named
    demo.organisation.save()
    demo.group.organisation.own_domains = named
    demo["karim"].email = "karim@gmail.com"  # a colleague there makes the host nobody's own
    demo["karim"].save()
    demo.group.protocol_addresses = address
    demo.group.save()

    finalised(demo)

    for to in (address, "carin@bjorkskolan.example", "karim@gmail.com"):
        letter = Letter.objects.get(to=normal(to), about__startswith="protocol:", text__contains="Syftet")
        for words in (letter.text, letter.html):
            shown = [person for person in ("Anna Ask", "Bo Berg", "Carin Ceder") if person in words]
            expected = has_names if to == address else True
            assert (len(shown) == 3) == expected, to
            assert ("Tre deltagare" in words) != expected, to
            assert expected or shown == []


def test_where_addresses_are_typed_it_is_said_who_gets_the_names(demo: Demo, sign_in: object) -> None:
    words = "utanför huvudmannens domäner får antalet deltagare"
    for who, address in (
        ("anna", f"/grupper/{demo.group.pk}/andra/"),
        ("inga", "/huvudman/"),
        ("inga", f"/huvudman/skolor/{demo.group.school_id}/"),
    ):
        assert words in sign_in(who).get(address).content.decode(), address
