"""What must be on record of what has happened moves to the security log, with who and when."""

import django.utils.timezone
from django.db import migrations, models

KINDS = {
    "group.created": "group_created",
    "membership.began": "member_added",
    "membership.ended": "member_left",
    "guest.invited": "guest_invited",
    "guest.uninvited": "guest_uninvited",
    "protocol.final": "protocol_finalised",
}


def put_on_record(apps, schema_editor):
    Event, SecurityEntry = apps.get_model("kollegium", "Event"), apps.get_model("kollegium", "SecurityEntry")
    events = Event.objects.filter(name__in=KINDS, group__isnull=False).select_related("group", "meeting")
    SecurityEntry.objects.bulk_create(
        (
            SecurityEntry(
                at=event.at,
                kind=KINDS[event.name],
                organisation_id=event.group.organisation_id,
                about_id=event.about_id,
                by_id=event.by_id,
                words=event.group.name + (f": Lärträff {event.meeting.number}" if event.name == "protocol.final" else ""),
            )
            for event in events.order_by("pk").iterator(chunk_size=1000)
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0020_identities_from_elsewhere"),
    ]

    operations = [
        migrations.AddField(
            model_name="livemeeting",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunPython(put_on_record, migrations.RunPython.noop),
    ]
