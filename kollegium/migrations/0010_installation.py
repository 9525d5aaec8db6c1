"""What the database knows of its server: fingerprints of its keys, and when it last saved."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("kollegium", "0009_threads_that_cannot_be_fetched_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan_keys", models.JSONField(default=list)),
                ("secret_key", models.CharField(blank=True, max_length=32)),
                ("wrote_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_installation"),
                ],
            },
        ),
    ]
