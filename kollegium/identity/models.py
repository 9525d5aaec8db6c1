"""How a person is known by sign-in services outside Kollegium; no page uses it yet."""

from django.db import models

from kollegium.people.models import User


class Identity(models.Model):
    """A person as an OpenID provider knows them: the issuer and the subject, together.

    OpenID Connect Core 1.0: `iss` is the issuer's https address, compared letter by letter; `sub` is "a locally unique
    and never reassigned identifier within the Issuer for the End-User", at most 255 ASCII characters, case-sensitive
    (section 2). The two together are all that may be relied on to find somebody again; an e-mail address is not
    (section 5.7). One person may have several, at several issuers.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_per_identity"),
            # Neither may be left out: a claim that is missing would be the same for everybody.
            models.CheckConstraint(condition=~models.Q(issuer="") & ~models.Q(subject=""), name="identity_is_whole"),
        ]

    def __str__(self) -> str:
        return f"identity {self.pk}"
