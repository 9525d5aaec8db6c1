"""By itself: PostgreSQL alters no table that changes of the same transaction still have to be checked against."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0015_open_rooms_have_their_rows"),
    ]

    operations = [
        migrations.RemoveField(model_name="meeting", name="code"),
        migrations.RemoveField(model_name="meeting", name="ends_at"),
        migrations.RemoveField(model_name="meeting", name="helm"),
        migrations.RemoveField(model_name="meeting", name="helm_seen_at"),
        migrations.RemoveField(model_name="meeting", name="pairs"),
        migrations.RemoveField(model_name="meeting", name="part"),
        migrations.RemoveField(model_name="meeting", name="part_started_at"),
        migrations.RemoveField(model_name="meeting", name="paused_at"),
        migrations.RemoveField(model_name="meeting", name="paused_for"),
        migrations.RemoveField(model_name="meeting", name="round"),
        migrations.RemoveField(model_name="meeting", name="step_started_at"),
    ]
