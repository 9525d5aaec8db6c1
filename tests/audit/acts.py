"""Acts that the security log is to hold, each done as a person does it."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from kollegium.audit.kinds import Kind
from kollegium.demo import PASSWORD, Demo
from kollegium.groups import actions as groups
from kollegium.groups.models import Membership
from kollegium.identity import actions as identity
from kollegium.identity import brake, invitations
from kollegium.identity.browsers import Browser
from kollegium.leaving import actions as leaving
from kollegium.leaving import links, rounds
from kollegium.leaving.models import Departure
from kollegium.live import actions as live
from kollegium.mail.models import Letter
from kollegium.meetings import actions as meetings
from kollegium.people import actions
from kollegium.people.models import Appointment
from kollegium.protocols import actions as protocols
from tests.identity.conftest import empty
from tests.identity.test_passwords import CHOSEN, ask, link_in
from tests.leaving.conftest import decide
from tests.protocols.conftest import finalise

Act = Callable[[Demo, Client], object]
NEW = {"given_name": "Ny", "family_name": "Kollega", "email": "ny@bjorkskolan.example"}


def signing_in(demo: Demo, password: str = PASSWORD) -> object:
    return Client().post("/logga-in/", {"username": demo["bo"].email, "password": password})


def organisation(demo: Demo, **changes: str) -> dict[str, str]:
    now = demo.organisation
    fields = ("name", "protocols_open_to", "protocol_addresses")
    return {field: getattr(now, field) for field in fields} | changes


def by_letter(demo: Demo, inga: Client) -> None:
    ask(demo["bo"].email)
    reader = Client()
    reader.post(reader.get(link_in(Letter.objects.get(about__startswith="password:")))["Location"], CHOSEN)


def slowed(demo: Demo, inga: Client) -> None:
    for _ in range(brake.FROM_THERE.free):
        signing_in(demo, "fel-losenord-helt")


def start_code(demo: Demo, inga: Client) -> None:
    from kollegium.identity import attempts

    attempts.count_wrong([brake.START_CODE.on("everywhere")], kind=Kind.START_CODE_FAILED)


def thread(password: str) -> Act:
    def act(demo: Demo, inga: Client) -> None:
        actions.deactivate(demo["bo"], by=demo["inga"])
        rounds.go()
        departure = Departure.objects.get(person=demo["bo"])
        Client().post(f"/min-trad/{links.token(departure)}/", {"password": password, "kind": "json"})

    return act


def take_post(demo: Demo, inga: Client) -> None:
    post = Appointment.objects.create(user=demo["bo"], post="authority")
    inga.post(f"/huvudman/medarbetare/{demo['bo'].pk}/uppdrag/{post.pk}/bort/")


def end_one(demo: Demo, inga: Client) -> None:
    bo, other = Client(), Client()
    for browser in (bo, other):
        browser.force_login(demo["bo"])
    row = Browser.objects.get(session_key=other.session.session_key)
    bo.post(f"/konto/inloggningar/{row.pk}/slut/")


def signed_in_as(who: str, address: str, typed: dict[str, str]) -> Act:
    def act(demo: Demo, inga: Client) -> None:
        browser = Client()
        browser.force_login(demo[who])
        browser.post(address, typed)

    return act


def person(path: str, **typed: str) -> Act:
    return lambda demo, inga: inga.post(f"/huvudman/medarbetare/{demo['bo'].pk}/{path}", typed)


def reopened(demo: Demo, inga: Client) -> None:
    person("avslut/")(demo, inga)
    person("avslut/anger/")(demo, inga)


def begun(demo: Demo, inga: Client) -> None:
    empty()
    identity.begin(organisation="Nya", email="a@nya.example", given_name="A", family_name="B", password="gul cykel ö")


def membership(demo: Demo) -> Membership:
    """Bo's in the NO group."""
    return demo.group.memberships.get(user=demo["bo"])


def renamed(demo: Demo, inga: Client) -> None:
    demo.group.name = "Naturgruppen"
    groups.change(demo.group, by=demo["anna"])


def relieved(demo: Demo, inga: Client) -> None:
    groups.put_in_lead(membership(demo), True, by=demo["anna"])
    groups.put_in_lead(membership(demo), False, by=demo["anna"])


def uninvited(demo: Demo, inga: Client) -> None:
    meetings.invite_guest(demo.meeting, "Gun Gäst", by=demo["anna"])
    meetings.uninvite_guest(demo.meeting.guests.get(), by=demo["anna"])


def finalised(demo: Demo, inga: Client) -> None:
    live.start(demo.meeting, by=demo["anna"])
    protocol = protocols.begin(demo.meeting)
    live.end(demo.meeting, by=demo["anna"])
    finalise(protocol, by=demo["anna"])


def withdrawn(demo: Demo, inga: Client) -> None:
    decide(demo)
    leaving.withdraw(demo.organisation, by=demo["inga"])


def offered(demo: Demo, inga: Client) -> None:
    actions.deactivate(demo["bo"], by=demo["inga"])
    rounds.go()
    leaving.offered_by_hand(Departure.objects.get(person=demo["bo"]), by=demo["inga"])


ACTS: dict[Kind, Act] = {
    Kind.SIGNED_IN: lambda demo, _: signing_in(demo),
    Kind.SIGN_IN_FAILED: lambda demo, _: signing_in(demo, "fel-losenord-helt"),
    Kind.SLOWED: slowed,
    Kind.PASSWORD_ASKED: lambda demo, _: ask(demo["bo"].email),
    Kind.PASSWORD_CHOSEN: lambda demo, _: Client().post(
        f"/valkommen/{invitations.token(demo['eva'])}/", CHOSEN | {"given_name": "Eva", "family_name": "Ek"}
    ),
    Kind.PASSWORD_CHANGED: signed_in_as("bo", "/konto/losenord/", CHOSEN | {"old_password": PASSWORD}),
    Kind.PASSWORD_RESET: by_letter,
    Kind.OLD_PASSWORD_FAILED: signed_in_as("bo", "/konto/losenord/", CHOSEN | {"old_password": "gissar bara"}),
    Kind.SESSION_ENDED: end_one,
    Kind.SESSIONS_ENDED: signed_in_as("bo", "/konto/inloggningar/slut/", {}),
    Kind.BEGUN: begun,
    Kind.START_CODE_FAILED: start_code,
    Kind.INVITED: lambda _, inga: inga.post("/huvudman/medarbetare/ny/", NEW),
    Kind.INVITED_AGAIN: lambda demo, inga: inga.post(f"/huvudman/medarbetare/{demo['eva'].pk}/inbjudan/"),
    Kind.CHANGED: person("", given_name="Bo", family_name="Bergman"),
    Kind.CLOSED: person("avslut/"),
    Kind.REOPENED: reopened,
    Kind.POST_GIVEN: person("uppdrag/", post="authority"),
    Kind.POST_TAKEN: take_post,
    Kind.OPENNESS_CHANGED: lambda demo, inga: inga.post("/huvudman/", organisation(demo, protocols_open_to="staff")),
    Kind.ADDRESSES_CHANGED: lambda demo, inga: inga.post(
        "/huvudman/", organisation(demo, protocol_addresses="registrator@ekasa.example")
    ),
    Kind.SETTINGS_CHANGED: lambda demo, inga: inga.post("/huvudman/", organisation(demo, name="Nya Byås")),
    Kind.SCHOOL_CHANGED: lambda _, inga: inga.post("/huvudman/skolor/ny/", {"name": "Nya skolan"}),
    Kind.QUESTIONS_CHANGED: lambda _, inga: inga.post("/material/undrande-fragor/", {"texts": "Hur vet vi det?"}),
    Kind.GROUP_CREATED: lambda demo, _: groups.create(by=demo["inga"], name="Språkgruppen", leads=False),
    Kind.GROUP_CHANGED: renamed,
    Kind.MEMBER_ADDED: lambda demo, _: groups.add(demo.group, demo["david"], by=demo["anna"]),
    Kind.MEMBER_LEFT: lambda demo, _: groups.end(membership(demo), on=timezone.localdate(), by=demo["anna"]),
    Kind.LEADER_NAMED: lambda demo, _: groups.put_in_lead(membership(demo), True, by=demo["anna"]),
    Kind.LEADER_RELIEVED: relieved,
    Kind.GUEST_INVITED: lambda demo, _: meetings.invite_guest(demo.meeting, "Gun Gäst", by=demo["anna"]),
    Kind.GUEST_UNINVITED: uninvited,
    Kind.PROTOCOL_FINALISED: finalised,
    Kind.RETENTION_DECIDED: lambda demo, _: decide(demo),
    Kind.RETENTION_WITHDRAWN: withdrawn,
    Kind.THREAD_OFFERED: offered,
    Kind.THREAD_OPENED: thread(PASSWORD),
    Kind.THREAD_FAILED: thread("fel-losenord-helt"),
    Kind.LOG_EXPORTED: lambda _, inga: inga.post("/huvudman/sakerhetslogg/fil/"),
}
ABOUT_NOBODY = {
    *(Kind.START_CODE_FAILED, Kind.OPENNESS_CHANGED, Kind.ADDRESSES_CHANGED, Kind.SETTINGS_CHANGED),
    *(Kind.SCHOOL_CHANGED, Kind.QUESTIONS_CHANGED, Kind.GROUP_CREATED, Kind.GROUP_CHANGED, Kind.GUEST_INVITED),
    *(Kind.GUEST_UNINVITED, Kind.PROTOCOL_FINALISED, Kind.RETENTION_DECIDED, Kind.RETENTION_WITHDRAWN),
    Kind.LOG_EXPORTED,
}
