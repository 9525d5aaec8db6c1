"""What a database knows of the server that it belongs to."""

from django.db import models


class Installation(models.Model):
    """The only row."""

    # Fingerprints of all keys that a plan may be sealed with.
    plan_keys: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    secret_key = models.CharField(max_length=32, blank=True)  # fingerprint of SECRET_KEY
    wrote_at = models.DateTimeField(null=True)  # when the database last proved that it can save

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_installation")]

    def __str__(self) -> str:
        return "Installationen"
