from datetime import date

from django.db import migrations, models
from django.db.models import Min
from django.utils import timezone

CAME_IN = ["password_chosen", "begun", "password_reset"]
UNUSABLE_PASSWORD_PREFIX = "!"


def tell_who_has_joined(apps, schema_editor):
    """Everybody with a password: on the day of the first row about it in the security log, else on this day."""
    User = apps.get_model("kollegium", "User")
    SecurityEntry = apps.get_model("kollegium", "SecurityEntry")
    joined = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    joined.update(joined_on=timezone.localdate())
    rows = SecurityEntry.objects.filter(kind__in=CAME_IN, about__isnull=False).order_by()
    by_day: dict[date, list[int]] = {}
    for person, at in rows.values_list("about").annotate(first=Min("at")):
        by_day.setdefault(timezone.localdate(at), []).append(person)
    for day, people in by_day.items():
        for start in range(0, len(people), 500):
            joined.filter(pk__in=people[start : start + 500]).update(joined_on=day)


class Migration(migrations.Migration):

    dependencies = [
        ('kollegium', '0017_letters_say_what_they_are'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='joined_on',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(tell_who_has_joined, migrations.RunPython.noop, elidable=True),
    ]
