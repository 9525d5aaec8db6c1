"""What an installation promises before anyone signs in: its demo, its security headers, its refusals."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from kollegium import demo as demo_world
from kollegium.demo import Demo
from kollegium.meetings.models import Meeting
from kollegium.people.models import User
from kollegium.plans.models import ActionPlan
from tests.world import Installation, plan_key_of

SignIn = Callable[[str], Client]


def make_a_real_person(demo: Demo) -> User:
    return User.objects.create(
        organisation=demo.organisation, email="ny@skolan.example", given_name="Ny", family_name="Nyman"
    )


def test_the_demo_has_two_schools_four_groups_of_7_to_10_and_a_term_of_history(demo: Demo) -> None:
    assert len(demo.schools) == 2
    assert sorted(group.members().count() for group in demo.groups.values()) == [7, 8, 9, 10]
    for key, meetings in demo.meetings.items():
        assert [meeting.has_ended for meeting in meetings] == [True, True, True, False], key
        assert all(meeting.protocol.is_final for meeting in meetings[:3]), key
        for member in demo.groups[key].members():
            assert ActionPlan.objects.of(member).filter(meeting__in=meetings[:3]).count() == 3
    assert demo.meeting.is_due
    assert demo.meeting.minutes == 90


def test_one_command_puts_the_demo_back_to_the_beginning(demo: Demo) -> None:
    Meeting.objects.filter(pk=demo.meeting.pk).delete()

    call_command("demo")

    again = demo_world.existing()
    assert again.meeting.is_due
    assert [len(meetings) for meetings in again.meetings.values()] == [4, 4, 4, 4]


def test_the_demo_is_never_put_over_real_people(demo: Demo) -> None:
    make_a_real_person(demo)

    with pytest.raises(CommandError, match="riktiga personer"):
        call_command("demo")


def test_a_server_in_demo_mode_does_not_open_a_database_with_real_people(demo: Demo, settings: object) -> None:
    settings.DEMO = True
    demo_world.refuse_real_people()
    make_a_real_person(demo)

    with pytest.raises(ImproperlyConfigured, match="KOLLEGIUM_DEMO=0"):
        demo_world.refuse_real_people()


def test_one_click_signs_in_in_the_demo_and_nowhere_else(demo: Demo, settings: object, client: Client) -> None:
    for is_demo, status in ((False, 404), (True, 302)):
        settings.DEMO = is_demo
        assert client.post(f"/demo/{demo['anna'].pk}/").status_code == status


@pytest.mark.parametrize(
    ("who", "address"), [("anyone", "/"), ("anyone", "/protokoll/"), ("anna", "/"), ("anna", "/x/")]
)
def test_every_page_has_a_strict_policy(sign_in: SignIn, who: str, address: str) -> None:
    policy = sign_in(who).get(address).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https:", "")


def test_pages_of_one_who_is_signed_in_are_not_kept_by_the_browser(sign_in: SignIn) -> None:
    assert sign_in("anna").get("/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in sign_in("anyone").get("/protokoll/").headers.get("Cache-Control", "")


def test_only_the_servers_own_account_reads_what_lies_in_the_data_folder(installation: Installation) -> None:
    key = plan_key_of(installation.data)
    assert key.exists()
    files = [installation.data / name for name in ("kollegium.sqlite3", "kollegium.sqlite3-wal", "secret_key")]
    for file in [*files, key]:
        assert not file.exists() or file.stat().st_mode & 0o077 == 0, file
