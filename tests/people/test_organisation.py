"""The administrator's pages: the huvudman, its schools and colleagues."""

import pytest

from kollegium.demo import Demo
from kollegium.people import actions
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.refusals import Refused

PAGES = ["/huvudman/", "/huvudman/skolor/ny/", "/huvudman/medarbetare/", "/huvudman/medarbetare/ny/"]
ADMINISTRATOR = Appointment.Post.ADMINISTRATOR


def address(demo: Demo, who: str, then: str = "") -> str:
    return f"/huvudman/medarbetare/{demo[who].pk}/{then}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), [("inga", 200), ("anna", 403), ("gunilla", 403), ("hakan", 403)])
def test_the_huvudmans_pages_are_its_administrators(
    demo: Demo, sign_in: object, page: str, who: str, status: int
) -> None:
    assert sign_in(who).get(page).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(demo: Demo, sign_in: object, page: str) -> None:
    assert sign_in("anyone").get(page)["Location"] == f"/logga-in/?next={page}"


@pytest.mark.parametrize("then", ["", "uppdrag/", "inbjudan/", "avslut/", "avslut/anger/"])
def test_colleagues_change_nothing_about_each_other(demo: Demo, sign_in: object, then: str) -> None:
    before = User.objects.filter(pk=demo["eva"].pk).values().get()

    response = sign_in("anna").post(address(demo, "eva", then), {"given_name": "X", "post": "administrator"})

    assert response.status_code == 403
    assert User.objects.filter(pk=demo["eva"].pk).values().get() == before
    assert not demo["eva"].appointments.exists()


def test_another_huvudmans_school_and_colleague_do_not_exist(demo: Demo, sign_in: object) -> None:
    other = Organisation.objects.create(name="Ekby kommun")
    school = School.objects.create(organisation=other, name="Ekskolan")
    person = User.objects.create(organisation=other, email="x@ekby.example", given_name="X", family_name="Y")

    assert sign_in("inga").get(f"/huvudman/skolor/{school.pk}/").status_code == 404
    assert sign_in("inga").post(f"/huvudman/medarbetare/{person.pk}/avslut/").status_code == 404
    assert User.objects.get(pk=person.pk).is_active


def test_the_administrator_chooses_who_reads_protocols(demo: Demo, sign_in: object) -> None:
    words = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "a@ekasa.example\nb@ekasa.example"}

    response = sign_in("inga").post("/huvudman/", words)

    organisation = Organisation.objects.get(pk=demo.organisation.pk)
    assert response["Location"] == "/huvudman/"
    assert (organisation.name, organisation.is_open_to_everyone) == ("Ekåsa", False)


def test_an_address_that_is_none_is_pointed_out_and_nothing_is_kept(demo: Demo, sign_in: object) -> None:
    words = {"name": "Ekåsa", "protocols_open_to": "staff", "protocol_addresses": "a@ekasa.example\ningen adress"}

    response = sign_in("inga").post("/huvudman/", words)

    assert response.context["form"].errors == {"protocol_addresses": ["”ingen adress” är ingen e-postadress."]}
    assert Organisation.objects.get(pk=demo.organisation.pk).is_open_to_everyone


def test_two_schools_never_share_a_name(demo: Demo, sign_in: object) -> None:
    response = sign_in("inga").post("/huvudman/skolor/ny/", {"name": "björkskolan", "protocol_addresses": ""})

    again = sign_in("inga").post("/huvudman/skolor/ny/", {"name": "TALLBACKENS skola", "protocol_addresses": ""})

    assert [list(page.context["form"].errors) for page in (response, again)] == [["name"], ["name"]]


def test_an_account_with_a_password_cannot_be_moved_to_another_address(demo: Demo, sign_in: object) -> None:
    """Or whoever arranges accounts could read plans by "glömt lösenord"."""
    words = {"given_name": "Anna", "family_name": "Ask", "school": "", "email": "inga@ekasa.example"}

    sign_in("inga").post(address(demo, "anna"), words)
    sign_in("inga").post(address(demo, "eva"), words | {"email": "eva.ek@bjorkskolan.example"})

    assert User.objects.get(pk=demo["anna"].pk).email == "anna@bjorkskolan.example"
    assert User.objects.get(pk=demo["eva"].pk).email == "eva.ek@bjorkskolan.example"
    with pytest.raises(Refused):
        actions.change(
            demo["anna"],
            given_name="Anna",
            family_name="Ask",
            school=None,
            email="inga2@ekasa.example",
            by=demo["inga"],
        )


def test_posts_are_given_and_taken(demo: Demo, sign_in: object) -> None:
    school = demo.schools["bjorkskolan"]
    inga = sign_in("inga")

    inga.post(address(demo, "bo", "uppdrag/"), {"post": "principal", "school": school.pk})
    inga.post(address(demo, "bo", "uppdrag/"), {"post": "development_leader", "school": school.pk})

    assert list(demo["bo"].appointments.order_by("post").values_list("post", "school")) == [
        ("development_leader", None),
        ("principal", school.pk),
    ]

    inga.post(address(demo, "bo", f"uppdrag/{demo['bo'].appointments.get(post='principal').pk}/bort/"))

    assert [appointment.post for appointment in demo["bo"].appointments.all()] == ["development_leader"]


def test_a_principal_has_a_school(demo: Demo, sign_in: object) -> None:
    response = sign_in("inga").post(address(demo, "bo", "uppdrag/"), {"post": "principal", "school": ""})

    assert list(response.context["post_form"].errors) == ["school"]
    assert not demo["bo"].appointments.exists()


def test_the_last_administrator_stays(demo: Demo, sign_in: object) -> None:
    inga, post = sign_in("inga"), demo["inga"].appointments.get()
    actions.give_post(demo["eva"], post=ADMINISTRATOR, by=demo["inga"])  # invited, can't sign in yet

    inga.post(address(demo, "inga", f"uppdrag/{post.pk}/bort/"))
    assert demo["inga"].appointments.filter(post=ADMINISTRATOR).exists()

    actions.give_post(demo["bo"], post=ADMINISTRATOR, by=demo["inga"])
    inga.post(address(demo, "inga", f"uppdrag/{post.pk}/bort/"))
    assert not demo["inga"].appointments.filter(post=ADMINISTRATOR).exists()


def test_nobody_deactivates_themselves(demo: Demo, sign_in: object) -> None:
    sign_in("inga").post(address(demo, "inga", "avslut/"))

    assert User.objects.get(pk=demo["inga"].pk).is_active


def test_the_list_finds_by_name_and_school(demo: Demo, sign_in: object) -> None:
    page = sign_in("inga").get("/huvudman/medarbetare/?sok=gunilla björk")

    assert [person.name for person in page.context["page"]] == ["Gunilla Gran"]


@pytest.mark.parametrize("people", [1, 3, 40])
def test_the_list_asks_the_database_a_few_times_however_many_there_are(
    demo: Demo, sign_in: object, django_assert_max_num_queries: object, people: int
) -> None:
    User.objects.exclude(
        pk__in=[demo["inga"].pk, *User.objects.exclude(pk=demo["inga"].pk).values_list("pk", flat=True)[: people - 1]]
    ).update(organisation=Organisation.objects.create(name="Ekby kommun"))
    inga = sign_in("inga")

    with django_assert_max_num_queries(9):
        page = inga.get("/huvudman/medarbetare/")

    assert len(page.context["page"].object_list) == people
