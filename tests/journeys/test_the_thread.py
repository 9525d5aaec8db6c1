"""The red thread on phones and laptops: noted without network, written on two devices, shown field by field."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, Person
from tests.journeys.parts_of_a_meeting import next_step
from tests.world import Installation, wait_until


def test_one_press_in_a_cellar_says_that_one_has_tried_and_a_line_takes_its_place(
    arrive: Callable[..., Person], meeting: int
) -> None:
    """One press and no field; what is written then stands instead of it, and either can be undone."""
    carin = arrive("carin", PHONE)
    told, rows = carin.page.locator("[data-told]"), carin.page.locator(".notes__note")
    press = carin.page.get_by_role("button", name="Ja, jag provade")
    press.click()
    expect(told).to_have_text("Allt sparat. Det följer med till nästa lärträff.")
    expect(rows).to_contain_text(["Jag provade."])
    carin.page.get_by_role("button", name="Ångra").click()
    expect(told).to_have_text("Ångrat, anteckningen är borttagen.")
    expect(rows).to_have_count(0)

    carin.context.set_offline(True)
    press.click()
    expect(told).to_contain_text("Raden finns kvar här och skickas av sig själv")
    carin.page.get_by_label("Vad provade du?").fill("Lät dem rita i källaren.")
    carin.page.get_by_role("button", name="Spara raden").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Lät dem rita i källaren.")

    carin.context.set_offline(False)
    expect(told).to_contain_text("Allt sparat", timeout=20_000)

    carin.page.goto(f"/handlingsplaner/{meeting}/")
    tried = carin.page.locator('[name="tried"]').input_value()
    assert tried.count("Lät dem rita i källaren.") == 1
    assert "Provade" not in tried


def test_a_plan_written_offline_on_the_phone_and_on_the_laptop_keeps_both(
    arrive: Callable[..., Person], meeting: int
) -> None:
    phone, laptop = arrive("carin", PHONE), arrive("carin", LAPTOP)
    for device in (phone, laptop):
        device.page.goto(f"/handlingsplaner/{meeting}/")
    phone.context.set_offline(True)
    phone.page.locator('[name="change"]').fill("Skrivet i källaren.")
    expect(phone.page.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar", timeout=15_000)
    laptop.page.locator('[name="change"]').fill("Skrivet vid datorn.")
    expect(laptop.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=15_000)

    phone.context.set_offline(False)

    both = "Skrivet vid datorn. Skrivet i källaren."
    expect(phone.page.locator('[name="change"]')).to_have_value(both, timeout=30_000)
    laptop.page.reload()
    expect(laptop.page.locator('[name="change"]')).to_have_value(both)


def test_ones_thread_and_plan_open_without_network_as_they_were_last_saved(
    arrive: Callable[..., Person], meeting: int
) -> None:
    carin = arrive("carin", PHONE)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    carin.page.locator('[name="change"]').fill("Skrivet hemma.")
    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat")
    for path in ("/", f"/handlingsplaner/{meeting}/"):
        wait_until(lambda p=path: "<h1" in kept(carin, p), f"the worker has kept {path}", 30)
    wait_until(lambda: "Skrivet hemma." in kept(carin, f"/handlingsplaner/{meeting}/"), "as it was saved", 30)

    carin.context.set_offline(True)
    carin.page.goto("/")  # the bookmark
    expect(carin.page.locator(".promise__text")).to_be_visible()
    carin.page.locator(".notes__write > summary").click()
    carin.page.get_by_label("Vad provade du?").fill("Lät dem rita på bussen.")
    carin.page.get_by_role("button", name="Spara raden").click()
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    change = carin.page.locator('[name="change"]')
    expect(change).to_have_value("Skrivet hemma.")
    change.fill("Skrivet hemma. Och på bussen.")
    expect(carin.page.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar")
    carin.page.reload()
    expect(change).to_have_value("Skrivet hemma. Och på bussen.")

    carin.context.set_offline(False)
    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=30_000)
    carin.page.goto("/")
    expect(carin.page.locator("[data-told]")).to_contain_text("Allt sparat", timeout=30_000)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    expect(change).to_have_value("Skrivet hemma. Och på bussen.")
    assert carin.page.locator('[name="tried"]').input_value().count("Lät dem rita på bussen.") == 1


def test_what_the_server_will_not_take_is_explained_and_stays_on_the_page(
    arrive: Callable[..., Person], meeting: int, installation: Installation
) -> None:
    carin = arrive("carin", PHONE)
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    told, effort = carin.page.locator(".own-plan__saved"), carin.page.locator('[name="effort"]')

    effort.fill("x" * 201)
    expect(told).to_contain_text("Texten får ha högst 200 tecken, men har 201. Välj en insats och korta texten.")
    effort.fill("x" * 200)
    expect(told).to_have_text("Allt sparat")
    expect(carin.page.locator("[data-less-open]")).to_be_visible()
    carin.page.get_by_label("Inget just nu").check()
    expect(carin.page.locator("[data-less-open]")).to_be_hidden()
    for name in ("tried", "learnt", "change"):  # together more than a browser carries past the page's own life
        carin.page.locator(f'[name="{name}"]').fill("öar" * 350_000)
    expect(told).to_contain_text("Texten får ha högst 4000 tecken, men har 20000. Korta texten.")
    carin.page.locator('[name="tried"]').fill("öar" * 1_000)
    carin.page.locator('[name="learnt"]').fill("")
    carin.page.locator('[name="change"]').fill("")
    expect(told).to_have_text("Allt sparat")

    # Lena's membership ends while she writes a plan that nothing of is saved yet.
    lena = arrive("lena", LAPTOP)
    lena.page.goto(f"/handlingsplaner/{meeting}/")
    installation.shell(
        "from django.utils import timezone; from kollegium.models import Membership\n"
        f"Membership.objects.filter(pk={installation.facts['memberships']['lena']}).update(ends_on=timezone.localdate())"
    )
    lena.page.locator('[name="effort"]').fill("Rita först.")
    expect(lena.page.locator(".own-plan__saved")).to_contain_text("Du är inte längre med i lärgruppen")
    expect(lena.page.locator('[name="effort"]')).to_have_value("Rita först.")


def test_a_line_that_is_refused_comes_back_and_is_in_no_other_lines_way(
    arrive: Callable[..., Person], meeting: int
) -> None:
    carin = arrive("carin", PHONE)
    form = carin.page.locator(".notes__write form")
    carin.page.locator(".notes__write > summary").click()
    carin.page.get_by_label("Vad provade du?").fill("I morgon ritar de.")
    carin.page.get_by_text("ändra").click()
    carin.page.get_by_label("När?").fill("2099-01-01")
    form.get_by_role("button", name="Spara raden").click()
    expect(carin.page.locator("[data-told]")).to_contain_text("senast i dag")
    expect(carin.page.get_by_label("Vad provade du?")).to_have_value("I morgon ritar de.")

    carin.page.get_by_label("Vad provade du?").fill("I går ritade de.")
    carin.page.get_by_label("När?").fill("2026-01-10")
    form.get_by_role("button", name="Spara raden").click()

    expect(carin.page.locator("[data-told]")).to_contain_text("Allt sparat")
    carin.page.reload()
    expect(carin.page.locator(".notes__note")).to_have_count(1)


def kept(person: Person, path: str) -> str:
    return person.page.evaluate(
        "async (path) => (await (await caches.match(path, { cacheName: 'kollegium-pages' }))?.text()) ?? ''", path
    )


def test_what_one_shows_is_read_by_the_group_until_it_is_hidden_and_the_owner_sees_who_has_read(
    arrive: Callable[..., Person], meeting: int
) -> None:
    anna, bo, david = arrive("anna", PHONE), arrive("bo", LAPTOP), arrive("david", LAPTOP)
    plan, field = f"/handlingsplaner/{meeting}/", "Jag har sedan förra mötet provat att:"
    anna.page.goto(plan)
    anna.page.locator('[name="tried"]').fill("Alla fick rita först.")
    anna.page.locator('[name="pupils"]').fill("Fyra som tvekar.")
    expect(anna.page.locator(".own-plan__saved")).to_have_text("Allt sparat", timeout=15_000)
    switch = anna.page.get_by_role("switch", name=field)
    line = anna.page.locator("shown-field").first
    switch.focus()
    anna.page.keyboard.press("Space")
    expect(line).to_contain_text("Gruppen ser det här.")
    expect(switch).to_be_focused()
    anna.page.get_by_role("link", name="Min röda tråd").click()  # nothing to save first
    anna.page.goto(plan)
    expect(switch).to_be_checked()

    anna.open_room(meeting)
    bo.open_room(meeting)
    anna.page.get_by_role("button", name="Starta lärträffen").click()
    next_step(anna)
    on_bos_page = bo.page.locator(".round__promise")
    expect(on_bos_page).to_contain_text("Alla fick rita först.")
    assert david.page.goto(f"/moten/{meeting}/delat/").status == 404

    own = hides_what_was_shown(anna, plan, field, on_bos_page)
    expect(on_bos_page).not_to_contain_text("Alla fick rita först.")
    bo.page.goto(f"/moten/{meeting}/delat/")
    assert "Alla fick rita först." not in bo.page.content()
    assert "Fyra som tvekar." not in bo.page.content()

    own.reload()
    expect(own.locator(".list__row")).to_contain_text("Bo")


def hides_what_was_shown(anna: Person, plan: str, field: str, on_bos_page: Locator) -> Page:
    """First without a network, which hides nothing."""
    own = anna.context.new_page()
    own.goto(plan)
    switch, line = own.get_by_role("switch", name=field), own.locator("shown-field").first
    anna.context.set_offline(True)
    switch.click()
    expect(line).to_contain_text("Inte dolt, gruppen ser det fortfarande.")
    expect(switch).to_be_checked()
    expect(on_bos_page).to_contain_text("Alla fick rita först.")
    anna.context.set_offline(False)
    switch.click()
    expect(line).to_contain_text("Nu är det dolt. Gruppen ser det inte längre.")
    return own
