"""The open pages, and who may do what with the group's own."""

from collections.abc import Callable

import pytest
from django.test import Client

from kollegium.demo import Demo
from kollegium.mail.models import Letter
from kollegium.people.models import Organisation
from kollegium.protocols.models import Protocol
from kollegium.protocols.queries import NUMBERS, number_of, paragraphs
from tests.protocols.conftest import finalise, write

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 302), ("bo", 302), ("carin", 403), ("david", 404), ("gunilla", 404), ("hakan", 404), ("anyone", 302)],
)
def test_only_the_documentarian_and_the_leader_finalise(
    ended: Protocol, sign_in: SignIn, who: str, status: int
) -> None:
    response = sign_in(who).post(f"/protokoll/{ended.pk}/fardigstallande/")

    assert response.status_code == status
    assert Protocol.objects.get(pk=ended.pk).is_due == (who in ("anna", "bo"))
    if who in ("anna", "bo"):
        assert response.url == ended.meeting.room_url


def test_finalising_in_the_room_answers_without_a_page(ended: Protocol, sign_in: SignIn) -> None:
    response = sign_in("bo").post(f"/protokoll/{ended.pk}/fardigstallande/", headers={"HX-Request": "true"})

    assert response.status_code == 204


def test_finalising_what_is_final_says_so(demo: Demo, ended: Protocol, sign_in: SignIn) -> None:
    bo = sign_in("bo")
    finalise(ended, by=demo["bo"])

    again = bo.post(f"/protokoll/{ended.pk}/fardigstallande/", headers={"HX-Request": "true"})

    assert (again.status_code, again.content.decode()) == (409, "Protokollet är redan färdigställt.")


def test_finalising_needs_a_post(ended: Protocol, sign_in: SignIn) -> None:
    assert sign_in("bo").get(f"/protokoll/{ended.pk}/fardigstallande/").status_code == 405


@pytest.mark.parametrize("who", ["anna", "bo", "david", "gunilla", "anyone"])
def test_a_draft_has_no_public_address(ended: Protocol, sign_in: SignIn, who: str) -> None:
    write(ended, ended.meeting.group.members().first().pk, "learnings", "Hemligt än så länge")

    assert sign_in(who).get(f"/protokoll/{ended.pk}/").status_code == 404
    assert "Hemligt" not in sign_in(who).get("/protokoll/").content.decode()


@pytest.mark.parametrize(
    ("who", "sees_names"), [("anna", True), ("david", True), ("gunilla", True), ("hakan", True), ("anyone", False)]
)
def test_staff_read_who_took_part_and_others_how_many(demo: Demo, sign_in: SignIn, who: str, sees_names: bool) -> None:
    protocol = demo.last_protocol

    page = sign_in(who).get(f"/protokoll/{protocol.pk}/").content.decode()

    assert (protocol.text["participants"] in page) == sees_names
    assert (number_of(protocol) in page) != sees_names
    assert any(name in page for name in protocol.text["participants"].split(", ")) == sees_names or who == "anna"


def test_staff_of_another_huvudman_read_how_many(demo: Demo, sign_in: SignIn) -> None:
    elsewhere = Organisation.objects.create(name="Grannkommunen")
    demo["david"].organisation = elsewhere
    demo["david"].save()

    page = sign_in("david").get(f"/protokoll/{demo.last_protocol.pk}/").content.decode()

    assert number_of(demo.last_protocol) in page
    assert demo.last_protocol.text["participants"] not in page


def test_the_page_has_one_h1_and_all_nine_headings(demo: Demo, sign_in: SignIn) -> None:
    protocol = demo.last_protocol

    page = sign_in("anyone").get(f"/protokoll/{protocol.pk}/").content.decode()

    assert page.count("<h1") == 1
    for heading in protocol.meeting.template.headings:
        assert heading["title"] in page
    assert protocol.digest[:16] in page
    assert "Alla kan läsa det." in page


def test_protocols_for_staff_ask_others_to_sign_in(demo: Demo, sign_in: SignIn) -> None:
    demo.organisation.protocols_open_to = Organisation.Openness.STAFF
    demo.organisation.save()
    protocol = demo.last_protocol

    listed = sign_in("anyone").get("/protokoll/")
    one = sign_in("anyone").get(f"/protokoll/{protocol.pk}/")

    assert "öppna för alla medarbetare" in listed.content.decode()
    assert protocol.text["question"] not in listed.content.decode()
    assert (one.status_code, one.url) == (302, f"/logga-in/?next=/protokoll/{protocol.pk}/")
    assert sign_in("david").get(f"/protokoll/{protocol.pk}/").status_code == 200


def test_the_list_is_filtered_by_school_group_and_date(demo: Demo, sign_in: SignIn) -> None:
    anyone = sign_in("anyone")

    def count(**asked: object) -> int:
        return anyone.get("/protokoll/", asked).context["page"].paginator.count

    assert count() == Protocol.objects.final().count()
    assert count(group=demo.group.pk) == 3
    school = demo.schools["bjorkskolan"]
    assert count(school=school.pk) == Protocol.objects.final().filter(meeting__group__school=school).count()
    last = demo.meetings["no"][-2].starts_at.date().isoformat()
    assert count(group=demo.group.pk, since=last) == 1
    assert count(group=demo.group.pk, until=last) == 3
    assert count(group="kaffe", since="igår", sida="många") == count()
    assert "Inga protokoll här" in anyone.get("/protokoll/", {"until": "1999-01-01"}).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(
    demo: Demo, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    anyone = sign_in("anyone")
    for asked in ({}, {"group": demo.group.pk}, {"since": "2999-01-01"}):
        with django_assert_max_num_queries(7):
            anyone.get("/protokoll/", asked)


def test_one_page_costs_few_queries(
    demo: Demo, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    anna, address = sign_in("anna"), demo.last_protocol.get_absolute_url()
    with django_assert_max_num_queries(7):
        anna.get(address)


def test_the_thread_leads_from_protocol_to_protocol(demo: Demo, sign_in: SignIn) -> None:
    first, second, third = (meeting.protocol for meeting in demo.meetings["no"][:3])

    page = sign_in("anyone").get(f"/protokoll/{second.pk}/").content.decode()

    assert f'rel="prev" href="/protokoll/{first.pk}/"' in page
    assert f'rel="next" href="/protokoll/{third.pk}/"' in page


@pytest.mark.parametrize(("who", "status"), [("carin", 200), ("anna", 200), ("david", 404), ("gunilla", 404)])
def test_the_group_sees_how_the_delivery_went(
    demo: Demo, ended: Protocol, sign_in: SignIn, who: str, status: int
) -> None:
    finalise(ended, by=demo["bo"])

    response = sign_in(who).get(f"/protokoll/{ended.pk}/leverans/")

    assert response.status_code == status
    assert ("kollegialt.larande@ekasa.example" in response.content.decode()) == (status == 200)


@pytest.mark.parametrize(("who", "status"), [("bo", 302), ("anna", 302), ("carin", 403), ("david", 404)])
def test_who_may_finalise_may_send_again(demo: Demo, ended: Protocol, sign_in: SignIn, who: str, status: int) -> None:
    finalise(ended, by=demo["bo"])
    letter = Letter.objects.filter(about=f"protocol:{ended.pk}").first()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.UNCERTAIN, trouble="Bröts.")

    shown = "Försök igen" in sign_in(who).get(f"/protokoll/{ended.pk}/leverans/").content.decode()
    response = sign_in(who).post(f"/protokoll/{ended.pk}/leverans/{letter.pk}/")

    letter.refresh_from_db()
    assert (response.status_code, shown) == (status, status == 302)
    assert letter.state == (Letter.State.WAITING if status == 302 else Letter.State.UNCERTAIN)


def test_no_other_letter_is_sent_from_the_delivery_page(demo: Demo, ended: Protocol, sign_in: SignIn) -> None:
    finalise(ended, by=demo["bo"])
    other = Letter.objects.create(
        key="invitation:1",
        about="invitation:1",
        to="eva@x.example",
        subject="",
        text="",
        html="",
        message_id="<1>",
        state=Letter.State.GIVEN_UP,
    )

    assert sign_in("bo").post(f"/protokoll/{ended.pk}/leverans/{other.pk}/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("carin", 200), ("david", 404), ("gunilla", 404)])
def test_who_plans_reads_what_the_group_said_last(demo: Demo, sign_in: SignIn, who: str, status: int) -> None:
    response = sign_in(who).get(f"/grupper/{demo.group.pk}/infor-nasta/")

    assert response.status_code == status
    assert (paragraphs(demo.last_protocol.text["next"])[0] in response.content.decode()) == (status == 200)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("ett\nmer  \n\n\n\ntvå\n \ntre\n") == ["ett\nmer", "två", "tre"]
    assert paragraphs(" \n") == []


def test_numbers_are_words_up_to_twelve() -> None:
    said = [number_of(Protocol(participants=number)) for number in (0, 1, 8, 12, 13)]

    assert said == ["Inga deltagare", "En deltagare", "Åtta deltagare", "Tolv deltagare", "13 deltagare"]
    assert len(NUMBERS) == 13


def test_a_phone_folds_the_choices_until_one_is_made(demo: Demo, sign_in: SignIn) -> None:
    fold = '<details class="details details--phone"'

    assert f"{fold}>" in sign_in("anyone").get("/protokoll/").content.decode()
    assert f"{fold} open>" in sign_in("anyone").get("/protokoll/?since=2020-01-01").content.decode()
