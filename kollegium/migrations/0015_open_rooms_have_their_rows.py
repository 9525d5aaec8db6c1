"""The rooms that are open when this version is installed go on as they were."""

from django.db import migrations
from django.db.models import Q

FIELDS = (
    *("code", "ends_at", "helm_id", "helm_seen_at", "step_started_at", "paused_at", "paused_for"),
    *("part", "part_started_at", "pairs"),
)
OF_A_ROUND = ("order", "speaker", "done", "passed", "later", "began_at", "turn")


def open_rooms(apps, schema_editor):
    Meeting, LiveMeeting = apps.get_model("kollegium", "Meeting"), apps.get_model("kollegium", "LiveMeeting")
    is_open = Q(started_at__isnull=False) | ~Q(code="") | Q(round__isnull=False)
    for meeting in Meeting.objects.filter(is_open, ended_at=None):
        turn = meeting.round or {}
        LiveMeeting.objects.create(
            meeting_id=meeting.pk,
            asked_first=turn.get("first", []),
            owner_id=turn.get("owner"),
            round={name: turn[name] for name in OF_A_ROUND} if "order" in turn else None,
            **{name: getattr(meeting, name) for name in FIELDS},
        )
    # What could be undone for ten seconds is not worth translating.
    apps.get_model("kollegium", "LastPress").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0014_live_meetings"),
    ]

    operations = [
        migrations.RunPython(open_rooms, migrations.RunPython.noop),
    ]
