from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kollegium", "0023_slow_and_periodic_work")]

    operations = [migrations.RenameField("note", "told_at", "told_meeting")]
