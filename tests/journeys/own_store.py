"""What one's own words come to: the browser's store, and the server's rows."""

from playwright.sync_api import Page

from tests.world import Installation


def slots(page: Page) -> list[str]:
    """What lies in the browser's store of the plan's words."""
    return list(page.evaluate(SLOTS))


SLOTS = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "kollegium-egna")) return [];
  const answer = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const database = await answer(indexedDB.open("kollegium-egna"));
  if (!database.objectStoreNames.length) return database.close(), [];
  const all = await answer(database.transaction("words").objectStore("words").getAll());
  database.close();
  return all.map(({ words }) => words).filter(Boolean).sort();
}"""
KEEPS_THE_CONNECTIONS = """
window.connections = [];
const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...asked) {
  connections.includes(this) || connections.push(this);
  return transaction.apply(this, asked);
};
"""


def at_the_server(installation: Installation, meeting: int, field: str) -> str:
    return installation.shell(
        "from kollegium.models import ActionPlan, User\n"
        "carin = User.objects.get(email__startswith='carin@')\n"
        f"plan = ActionPlan.objects.of(carin).filter(meeting={meeting}).first()\n"
        f"print(plan.{field} if plan else '')"
    ).strip()


def notes_at_the_server(installation: Installation) -> list[str]:
    return installation.shell(
        "from kollegium.models import Note, User\n"
        "for note in Note.objects.of(User.objects.get(email__startswith='carin@')): print(note.text)"
    ).splitlines()
