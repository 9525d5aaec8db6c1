"""On a real installation: from the form to the receiver, and one letter each however many carriers there are."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.world import ROOT, Installation, MailServer, post, wait_until

EVERYBODY_DUE = """
from datetime import timedelta, time
from django.utils import timezone
from kollegium.models import Membership, Reminder, User
members = User.objects.filter(pk__in=Membership.objects.current().values("user"))
soon = timezone.now() + timedelta(seconds=8)
Reminder.objects.bulk_create(
    Reminder(owner=user, rhythm="weekly", weekday=2, at=time(7, 30), next_at=soon) for user in members
)
print(*members.values_list("email", flat=True))
"""


@pytest.fixture
def carriers(installation: Installation) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Two beside the server, which is one itself."""
    command = [sys.executable, "manage.py", "outbox"]
    running = [subprocess.Popen(command, cwd=ROOT, env=installation.env()) for _ in range(2)]
    yield running
    for carrier in running:
        carrier.kill()
        carrier.wait()


def test_what_a_teacher_chooses_comes_by_mail(installation: Installation, mail_server: MailServer) -> None:
    chosen = {"rhythm": "weekly", "weekday": "2", "at": "07:30"}
    assert post(installation, "carin", "/paminnelse/", **chosen) == 200
    made_due = "from kollegium.models import Reminder; from django.utils import timezone as t; "
    assert installation.shell(made_due + "print(Reminder.objects.update(next_at=t.now()))") == "1\n"

    wait_until(lambda: mail_server.letters, "the letter has come")

    assert [letter["To"] for letter in mail_server.letters] == ["carin@bjorkskolan.example"]
    assert f"{installation.address}/" in mail_server.letters[0].get_body(("plain",)).get_content().splitlines()


def test_three_carriers_at_once_remind_each_person_once(
    installation: Installation, mail_server: MailServer, carriers: list["subprocess.Popen[bytes]"]
) -> None:
    everybody = installation.shell(EVERYBODY_DUE).split()
    unmoved = "from kollegium.models import Reminder; print(Reminder.objects.filter(sent_on=None).count())"

    wait_until(lambda: len(mail_server.letters) >= len(everybody), "everybody has a letter", 60)
    wait_until(lambda: installation.shell(unmoved) == "0\n", "no reminder is still due")

    assert len(everybody) > 20
    assert sorted(str(letter["To"]) for letter in mail_server.letters) == sorted(everybody)
    assert [carrier.poll() for carrier in carriers] == [None, None]
