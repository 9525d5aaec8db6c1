"""What an earlier release kept in the browser is there after an upgrade."""

import json
import re

from playwright.sync_api import expect

from tests.journeys.conftest import Person
from tests.journeys.own_store import at_the_server, notes_at_the_server
from tests.journeys.test_own_words import Arrive
from tests.journeys.test_the_thread import kept
from tests.world import Installation, wait_until


def test_what_an_earlier_release_kept_in_local_storage_is_taken_over_once(
    arrive: Arrive, installation: Installation, meeting: int
) -> None:
    carin = arrive("carin")
    user = carin.page.locator('meta[name="signed-in"]').get_attribute("content")
    carin.page.evaluate(
        """([user, meeting]) => {
          const keep = (name, words) => localStorage.setItem(name, JSON.stringify(words));
          keep(`kollegium-plan-${user}-${meeting}-effort`, { words: "Gammal insats.", base: "" });
          const key = "00000000-0000-4000-8000-000000000001";
          keep(`kollegium-notes-${user}`, [{ key, text: "Gammal rad.", on: "2026-11-01" }]);
          keep(`kollegium-draft-${user}`, "Gammal halv rad.");
        }""",
        [user, meeting],
    )
    carin.page.goto("/")
    expect(carin.page.get_by_label("Vad provade du?")).to_have_value("Gammal halv rad.")
    expect(carin.page.locator("[data-told]")).to_contain_text("Allt sparat")
    carin.page.goto(f"/handlingsplaner/{meeting}/")
    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat")

    assert at_the_server(installation, meeting, "effort") == "Gammal insats."
    assert notes_at_the_server(installation) == ["Gammal rad."]
    assert carin.page.evaluate("Object.keys(localStorage).filter((name) => /plan|notes|draft/.test(name))") == []


def upgrade(installation: Installation) -> None:
    """As `manage.py prepare` after an upgrade leaves it: the scripts have new names and the old ones are gone."""
    installation.kill()
    static = installation.data / "static"
    manifest = json.loads((static / "staticfiles.json").read_text())
    for name in ("kollegium/js/main.js", "kollegium/js/room.js"):
        old = manifest["paths"][name]
        new = re.sub(r"\.[0-9a-f]{12}\.js$", ".0123456789ab.js", old)
        for file in static.glob(f"{old}*"):
            (static / new).write_text(file.read_text()) if file.suffix == ".js" else None
            file.unlink()
        manifest["paths"][name] = new
    manifest["hash"] = "anewrelease1"
    (static / "staticfiles.json").write_text(json.dumps(manifest))
    installation.start()


def test_a_plan_that_was_kept_opens_offline_after_an_upgrade_without_having_been_opened_since(
    arrive: Arrive, installation: Installation, meeting: int
) -> None:
    carin, address = arrive("carin"), f"/handlingsplaner/{meeting}/"
    carin.page.goto(address)
    wait_until(lambda: "<h1" in kept(carin, address), "the worker has kept the plan", 30)
    wait_until(lambda: "anewrelease1" not in str(caches(carin)), "with its files")
    carin.page.wait_for_timeout(500)
    upgrade(installation)

    carin.page.goto("/konto/")
    wait_until(lambda: any("anewrelease1" in name for name in caches(carin)), "the new release has come", 60)
    wait_until(lambda: carin.page.evaluate(NEW_RULES), "and rules", 60)
    carin.context.set_offline(True)
    carin.page.goto(address)

    expect(carin.page.locator(".own-plan__saved")).to_contain_text("Allt du skriver finns kvar")
    carin.page.locator('[name="change"]').fill("Skrivet efter uppgraderingen.")
    carin.context.set_offline(False)
    expect(carin.page.locator(".own-plan__saved")).to_have_text("Allt sparat")


def caches(person: Person) -> list[str]:
    return list(person.page.evaluate("caches.keys()"))


NEW_RULES = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.ready;
  return active?.state === "activated" && !waiting && !installing;
}"""
