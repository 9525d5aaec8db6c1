"""Plan texts written before sealing came are sealed."""

from django.db import migrations

import kollegium.plans.fields
from kollegium.plans import sealing

FIELDS = ("tried", "learnt", "effort", "change", "pupils", "problems", "helper", "less")


def seal(apps, schema_editor):
    plans = apps.get_model("kollegium", "ActionPlan")
    for plan in plans.objects.values("pk", "owner_id", *FIELDS).iterator(chunk_size=500):
        sealed = {
            name: kollegium.plans.fields.Sealed(sealing.seal(plan[name], owner=plan["owner_id"], field=name))
            for name in FIELDS
            if plan[name] and not plan[name].startswith(sealing.MARK)
        }
        plans.objects.filter(pk=plan["pk"]).update(**sealed) if sealed else None


class Migration(migrations.Migration):
    dependencies = [("kollegium", "0002_the_room_at_its_best")]
    operations = [
        *[
            migrations.AlterField("actionplan", name, kollegium.plans.fields.SealedText(blank=True, max_length=longest))
            for name, longest in ((name, 300 if name == "effort" else 4000) for name in FIELDS)
        ],
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
