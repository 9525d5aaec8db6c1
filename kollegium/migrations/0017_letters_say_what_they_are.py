from django.db import migrations, models


def mark_reminders(apps, _editor):
    """Reminders written before: until now they were known by what they are about."""
    apps.get_model("kollegium", "Letter").objects.filter(about="reminder").update(traceless=True)


class Migration(migrations.Migration):

    dependencies = [
        ('kollegium', '0016_meetings_keep_what_is_planned'),
    ]

    operations = [
        migrations.RenameField(
            model_name='letter',
            old_name='holds_key',
            new_name='secret',
        ),
        migrations.AddField(
            model_name='letter',
            name='traceless',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(mark_reminders, migrations.RunPython.noop),
    ]
