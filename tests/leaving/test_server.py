"""The rule is really carried out: a real server, a real mail server, and nothing left in the database's file."""

import os
from email.message import EmailMessage

from tests.world import Installation, MailServer, wait_until

LEAVE = """
from django.utils import timezone
from kollegium.leaving import actions
from kollegium.models import Membership, User
carin, inga = (User.objects.get(email__startswith=name) for name in ("carin@", "inga@"))
Membership.objects.filter(user=carin).update(ends_on=timezone.localdate())
actions.decide(carin.organisation, days=90, decision="BUN 1", decided_on=timezone.localdate(), by=inga)
"""
LET_THE_DAYS_PASS = """
from datetime import timedelta
from django.db.models import F
from kollegium.models import Departure, RetentionRule
RetentionRule.objects.update(entered_at=F("entered_at") - timedelta(days=100))
Departure.objects.update(offered_on=Departure.objects.get().offered_on - timedelta(days=100))
"""
SEALED = """
from django.db import connection
from kollegium.models import User
with connection.cursor() as cursor:
    owner = User.objects.get(email__startswith="carin@").pk
    cursor.execute("select learnt from kollegium_actionplan where owner_id = %s and learnt != '' limit 1", [owner])
    print(cursor.fetchone()[0])
"""
ADDED_MEANWHILE = """
import threading, time
from django.db import connection, transaction
from django.utils import timezone
from kollegium.groups import actions as groups
from kollegium.leaving import rounds
from kollegium.leaving.queries import due
from kollegium.models import ActionPlan, Group, User
carin, inga = (User.objects.get(email__startswith=name) for name in ("carin@", "inga@"))
today = timezone.localdate()
((rule, departures),) = due(today).items()
def erase():
    rounds.erase(rule, departures, today)
    connection.close()
erasing = threading.Thread(target=erase)
with transaction.atomic():
    groups.add(Group.objects.get(name="Svenskgruppen"), carin, by=inga)
    erasing.start()
    time.sleep(0.7)
erasing.join()
print(ActionPlan.objects.of(carin).count())
"""
OFFERED = "from kollegium.models import Departure; print(Departure.objects.get().offered_on is not None)"
LEFT = """
from kollegium.models import ActionPlan, User
people = {name: User.objects.get(email__startswith=name + "@") for name in ("carin", "bo")}
print(*(ActionPlan.objects.of(person).count() for person in people.values()))
"""


def test_the_server_offers_warns_and_erases_by_itself(installation: Installation, mail_server: MailServer) -> None:
    def letters() -> list[EmailMessage]:
        return [letter for letter in mail_server.letters if "röda tråd" in str(letter["Subject"])]

    def again(patience: float = 30) -> None:
        """The next round is within the hour; a server that starts makes one at once."""
        installation.stop()
        installation.start(patience)

    installation.shell(LEAVE)
    again()
    wait_until(lambda: len(letters()) == 1, "the offer has come")
    again()  # notices that it was handed over
    wait_until(lambda: installation.shell(OFFERED).strip() == "True", "the offer counts")
    installation.stop()
    installation.shell(LET_THE_DAYS_PASS)
    installation.start()
    wait_until(lambda: len(letters()) == 2, "the warning has come")
    assert installation.shell(LEFT).split() == ["3", "3"]
    installation.stop()
    sealed = installation.shell(SEALED).strip().encode()
    installation.shell(
        "from kollegium.models import Departure; import datetime as d; "
        "Departure.objects.update(warned_on=d.date.today() - d.timedelta(days=15))"
    )
    on_sqlite = not os.environ.get("DATABASE_URL")
    assert not on_sqlite or sealed in _on_disk(installation)

    installation.start()

    wait_until(lambda: installation.shell(LEFT).split() == ["0", "3"], "the thread is erased, and no other")
    installation.stop()
    assert not on_sqlite or sealed not in _on_disk(installation)
    assert [letter["To"].split("@")[0] for letter in letters()] == ["carin", "carin"]


def test_one_who_is_being_added_to_a_group_while_others_erase_keeps_all(installation: Installation) -> None:
    installation.stop()
    installation.shell(LEAVE + "from kollegium.leaving import rounds; rounds.go()")
    installation.shell(
        "import datetime as d; from kollegium.models import Departure; "
        "Departure.objects.update(offered_on=d.date.today(), warned_on=d.date.today() - d.timedelta(days=15))"
    )
    installation.shell(LET_THE_DAYS_PASS)

    assert installation.shell(ADDED_MEANWHILE).strip() == "3"


def _on_disk(installation: Installation) -> bytes:
    return b"".join(path.read_bytes() for path in installation.data.glob("kollegium.sqlite3*"))
