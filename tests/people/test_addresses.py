"""Which addresses are the huvudman's own: at its domains, or a colleague's."""

import pytest
from django.utils import timezone

from kollegium.demo import Demo
from kollegium.people.addresses import are_own


def test_a_domain_that_is_none_is_refused_and_kept_in_the_form(demo: Demo, sign_in: object) -> None:
    said = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "", "own_domains": "inte en domän"}

    page = sign_in("inga").post("/huvudman/", said).content.decode()

    assert "är ingen domän" in page
    assert "inte en domän</textarea>" in page


OPEN = """gmail.com googlemail.com hotmail.fi hotmail.co.uk hotmail.com.br outlook.dk outlook.se live.no live.com.au
    msn.com icloud.com me.com mac.com yahoo.co.uk yahoo.no yahoo.com.mx ymail.com rocketmail.com proton.me
    protonmail.ch pm.me gmx.at gmx.net aol.de mail.ru yandex.ru tuta.io fastmail.fm web.de telia.com telia.se
    bredband.net bredband2.com bredbandsbolaget.se tele2.se tele2.com comhem.se spray.se passagen.se
    hem.passagen.se swipnet.se mbox301.swipnet.se glocalnet.net ownit.nu ownit.se bahnhof.se home.se mail.dk
    online.no luukku.com HOTMAIL.SE outlook.com"""
OWN = """ekasa.se edu.ekasa.se live.ekasa.se mail.ekasa.se home.ekasa.se hotmailskolan.se min-gmail.se me.ekasa.se
    skolan.me yahooskolan.org com.ekasa.se mail.kommunen.nu"""


@pytest.mark.parametrize("domain", OPEN.split())
def test_where_anyone_can_have_an_address_is_nobodys_own_domain(demo: Demo, sign_in: object, domain: str) -> None:
    demo["karim"].email = f"karim@{domain}"
    demo["karim"].save()
    someone = f"someone@{domain.lower()}"

    assert are_own([someone, f"karim@{domain}"], demo.organisation) == {f"karim@{domain}"}

    demo.organisation.own_domains = domain  # named before this was refused
    assert are_own([someone], demo.organisation) == set()
    said = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "", "own_domains": domain}
    page = sign_in("inga").post("/huvudman/", said).content.decode()
    assert "kan vem som helst ha en adress" in page
    assert f"{domain}</textarea>" in page


@pytest.mark.parametrize("domain", OWN.split())
def test_a_domain_of_a_colleague_who_has_joined_is_own(demo: Demo, domain: str) -> None:
    demo["karim"].email = f"karim@{domain}"
    demo["karim"].save()

    assert are_own([f"someone@{domain}"], demo.organisation)


def test_an_invitation_to_a_mistyped_address_opens_no_domain_until_somebody_has_joined(demo: Demo) -> None:
    mistyped = "eva@bjorksskolan.example"
    demo["eva"].email = mistyped
    demo["eva"].save()
    assert demo["eva"].is_invited

    assert are_own([mistyped, "someone@bjorksskolan.example"], demo.organisation) == set()

    demo["eva"].set_password("fyra ord i rad")
    demo["eva"].joined_on = timezone.localdate()
    demo["eva"].save()
    assert are_own([mistyped, "someone@bjorksskolan.example"], demo.organisation) == {
        mistyped,
        "someone@bjorksskolan.example",
    }


def test_members_and_colleagues_are_own_wherever_their_mail_is(demo: Demo) -> None:
    assert are_own([demo["nils"].email.upper()], demo.organisation) == {demo["nils"].email.upper()}
