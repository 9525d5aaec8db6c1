"""A row for each open room takes over what a lärträff knows only while it goes on."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0013_a_minute"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="meeting", name="no_turns_after_the_end"),
        migrations.RemoveConstraint(model_name="meeting", name="one_open_room_per_code"),
        migrations.CreateModel(
            name="LiveMeeting",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="live",
                        serialize=False,
                        to="kollegium.meeting",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=6)),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "helm",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("helm_seen_at", models.DateTimeField(null=True)),
                ("step_started_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_for", models.DurationField(default=datetime.timedelta)),
                ("part", models.PositiveSmallIntegerField(null=True)),
                ("part_started_at", models.DateTimeField(null=True)),
                ("asked_first", models.JSONField(default=list)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("round", models.JSONField(null=True)),
                ("pairs", models.JSONField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True), fields=("code",), name="one_open_room_per_code"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="lastpress",
            name="live_before",
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
    ]
