"""That somebody paused, or planned at 23.15, is nobody's business."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0021_what_is_on_record"),
    ]

    operations = [
        migrations.DeleteModel(name="Event"),
    ]
