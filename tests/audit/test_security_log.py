"""The security log: every act has its row and its line, the right one reads it, and nobody changes it."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kollegium.audit.kinds import IN_WORDS, WITHOUT_HOUR, Kind
from kollegium.audit.models import SecurityEntry
from kollegium.audit.recording import record
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
from kollegium.people.models import Appointment, School
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


@pytest.mark.parametrize("kind", Kind)
def test_every_act_has_its_row_and_its_line_and_neither_holds_anything_personal(
    demo: Demo, sign_in: Callable[[str], Client], kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    inga = sign_in("inga")
    SecurityEntry.objects.all()._raw_delete("default")

    with caplog.at_level(logging.INFO, logger="kollegium.security"):
        ACTS[kind](demo, inga)

    rows = SecurityEntry.objects.filter(kind=kind.value)
    lines = [line.getMessage() for line in caplog.records if line.name == "kollegium.security"]
    assert rows.count() == 1
    assert [line.split()[0] for line in lines].count(kind.value) == 1 or kind == Kind.SIGN_IN_FAILED
    row = rows.get()
    said = " ".join([*lines, row.words])
    for personal in ("@", "losenord", "ugglor", *(demo[who].family_name for who in ("bo", "inga", "eva"))):
        assert personal not in said.replace("password", "")
    if kind in WITHOUT_HOUR:
        assert timezone.localtime(row.at).strftime("%H.%M.%S.%f") == "00.00.00.000000"
    assert (row.about is None) == (kind in ABOUT_NOBODY)
    if kind in (Kind.INVITED, Kind.CLOSED, Kind.REOPENED, Kind.POST_GIVEN, Kind.POST_TAKEN, Kind.OPENNESS_CHANGED):
        assert row.by == demo["inga"]


def test_every_kind_has_its_words() -> None:
    assert [*IN_WORDS] == [*Kind] == [*ACTS]


def test_a_wrong_word_for_no_account_is_a_line_without_what_was_typed(
    demo: Demo, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        Client().post("/logga-in/", {"username": "mitt-losenord@hemligt.example", "password": "hemligt-igen"})

    assert "sign_in_failed account=- by=-" in caplog.text
    assert "hemligt" not in caplog.text
    assert not SecurityEntry.objects.filter(kind="sign_in_failed").exists()


def test_a_schools_and_a_groups_addresses_stand_there_too_and_only_when_they_change(
    demo: Demo, sign_in: Callable[[str], Client]
) -> None:
    school = School.objects.get(pk=demo.group.school_id)
    for addresses in ("expedition@bjorkskolan.example", "expedition@bjorkskolan.example\n"):
        sign_in("inga").post(f"/huvudman/skolor/{school.pk}/", {"name": school.name, "protocol_addresses": addresses})
    demo.group.protocol_addresses = "no@bjorkskolan.example"
    groups.change(demo.group, by=demo["anna"])

    rows = SecurityEntry.objects.filter(kind="addresses_changed")
    assert {(row.words, row.by.given_name) for row in rows} == {
        (f"{school.name}: nu 1", "Inga"),
        ("NO-gruppen: nu 1", "Anna"),
    }


@pytest.mark.parametrize("who", ["anna", "gunilla", "hakan", "nils", "anyone"])
def test_only_the_administrator_opens_the_log(demo: Demo, sign_in: Callable[[str], Client], who: str) -> None:
    assert sign_in(who).get("/huvudman/sakerhetslogg/").status_code == (302 if who == "anyone" else 403)
    assert sign_in("inga").get("/huvudman/sakerhetslogg/").status_code == 200


def test_when_a_teacher_signs_in_is_seen_by_the_teacher_only_and_the_day_only(
    demo: Demo, sign_in: Callable[[str], Client]
) -> None:
    evening = timezone.localtime().replace(hour=23, minute=17)
    with time_machine.travel(evening, tick=False):
        signing_in(demo)
        signing_in(demo, "fel-losenord-helt")
        Client().post("/logga-in/", {"username": demo["inga"].email, "password": PASSWORD})

    administrators = sign_in("inga").get("/huvudman/sakerhetslogg/")
    rows = {(row.kind, row.about.given_name) for row in administrators.context["page"]}
    own = sign_in("bo").get("/konto/inloggningar/").content.decode()

    assert ("signed_in", "Bo") not in rows
    assert {("sign_in_failed", "Bo"), ("signed_in", "Inga")} <= rows
    assert "Inloggad" in own
    for page in (own, administrators.content.decode()):
        assert "23.17" not in page


def test_another_ones_rows_are_not_among_ones_own(demo: Demo, sign_in: Callable[[str], Client]) -> None:
    signing_in(demo, "fel-losenord-helt")

    assert "Fel lösenord" in sign_in("bo").get("/konto/inloggningar/").content.decode()
    assert "Fel lösenord" not in sign_in("anna").get("/konto/inloggningar/").content.decode()


def test_the_log_is_filtered_by_person_and_kind_and_comes_in_pages(
    demo: Demo, sign_in: Callable[[str], Client], django_assert_max_num_queries: object
) -> None:
    inga = sign_in("inga")
    for _ in range(60):
        record(Kind.CHANGED, about=demo["bo"], by=demo["inga"])
    record(Kind.CLOSED, about=demo["anna"], by=demo["inga"])

    with django_assert_max_num_queries(12):
        page = inga.get("/huvudman/sakerhetslogg/").context["page"]
    one = inga.get("/huvudman/sakerhetslogg/", {"sok": "Anna", "slag": "closed"}).context["page"]
    none = inga.get("/huvudman/sakerhetslogg/", {"sok": "Bo", "slag": "closed"})
    odd = inga.get("/huvudman/sakerhetslogg/", {"sok": "\0%_", "slag": "trams", "sida": "9" * 30})

    assert (page.paginator.count >= 61, len(page)) == (True, 50)
    assert [row.about for row in one] == [demo["anna"]]
    assert "Ingen rad" in none.content.decode()
    assert odd.status_code == 200


@pytest.mark.parametrize("sought", ["örjan", "ÖRJAN ÅBERG", "o\u0308rjan", "inga örjan"])
def test_the_log_is_searched_as_all_else_is_whatever_the_capitals(
    sign_in: Callable[[str], Client], demo: Demo, sought: str
) -> None:
    demo["bo"].given_name, demo["bo"].family_name = "Örjan", "Åberg"
    demo["bo"].save()
    record(Kind.CLOSED, about=demo["bo"], by=demo["inga"])
    record(Kind.CLOSED, about=demo["anna"], by=demo["inga"])

    page = sign_in("inga").get("/huvudman/sakerhetslogg/", {"sok": sought, "slag": "closed"}).context["page"]

    assert [row.about for row in page] == [demo["bo"]]


def test_a_row_is_never_changed_and_goes_when_its_time_is_out(demo: Demo, settings: object) -> None:
    record(Kind.CLOSED, about=demo["bo"], by=demo["inga"])
    row = SecurityEntry.objects.get(kind="closed")

    for change in (
        row.save,
        row.delete,
        SecurityEntry.objects.all().delete,
        lambda: SecurityEntry.objects.update(by=None),
    ):
        with pytest.raises(TypeError):
            change()
    settings.SECURITY_LOG_DAYS = 100
    for days, is_there in ((99, True), (101, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            rounds.go()
        assert SecurityEntry.objects.filter(pk=row.pk).exists() == is_there
