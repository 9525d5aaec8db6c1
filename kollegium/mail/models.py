"""The outbox: every letter is a row, written in the same transaction as what it tells of."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Letter(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "Väntar"
        SENDING = "sending", "Skickas"
        SENT = "sent", "Skickat"
        UNCERTAIN = "uncertain", "Osäkert"  # the connection broke while the letter was being handed over
        GIVEN_UP = "given_up", "Gick inte att skicka"

    # What the letter is about and to whom: the same letter can't be written twice.
    key = models.CharField(max_length=400, unique=True)
    about = models.CharField(max_length=60, db_index=True)  # "protocol:7"
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    secret = models.BooleanField(default=False, db_default=False)  # a link in it lets its reader in
    traceless = models.BooleanField(default=False, db_default=False)  # only its receiver is to know of it
    message_id = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)  # Swedish, for the one who looks
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.subject} till {self.to}"
