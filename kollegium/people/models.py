"""The huvudman, its schools, the people who work there, and the posts some of them hold."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from kollegium.derived import Derives, FoundBy, SortsAs
from kollegium.people.addresses import normal
from kollegium.people.normalising import normalised
from kollegium.prepared import Prepared

OUTSIDE = "Adresser utanför huvudmannens domäner får antalet deltagare i stället för namnen."


class Organisation(models.Model):
    """Huvudman: a municipality or an independent school authority."""

    class Openness(models.TextChoices):
        EVERYONE = "everyone", "Alla, utan inloggning"
        STAFF = "staff", "Alla medarbetare, efter inloggning"

    name = models.CharField("Huvudmannens namn", max_length=120)
    # The model says that the protocol is open for all to read, so that is where a new huvudman starts.
    protocols_open_to = models.CharField(
        "Vem får läsa färdiga protokoll?",
        max_length=10,
        choices=Openness,
        default=Openness.EVERYONE,
        help_text="Valet gäller alla färdiga protokoll, även de äldre.",
    )
    protocol_addresses = models.TextField(
        "Protokollen skickas också till", blank=True, help_text=f"En e-postadress per rad. {OUTSIDE}"
    )
    own_domains = models.TextField(
        "Huvudmannens e-postdomäner",
        blank=True,
        help_text="En domän per rad, till exempel kommunen.se. Dit skickas protokollen med deltagarnas namn, till "
        "andra adresser bara med antalet. Är fältet tomt räknas de domäner där medarbetarna har sina adresser, utom "
        "allmänna som gmail.com.",
    )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open_to_everyone(self) -> bool:
        return self.protocols_open_to == self.Openness.EVERYONE


class School(Derives):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="schools")
    name = models.CharField("Skolans namn", max_length=120)
    protocol_addresses = models.TextField(
        "Protokollen från skolans lärgrupper skickas till", blank=True, help_text=f"En e-postadress per rad. {OUTSIDE}"
    )
    found_by = FoundBy("name")
    sorts_as = SortsAs("name")

    class Meta:
        ordering = ["sorts_as"]
        constraints = [models.UniqueConstraint(fields=["organisation", "found_by"], name="one_school_per_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=normal(username or ""))

    def get(self, *conditions: Any, **lookups: Any) -> "User":
        """By key alone, as Django asks at each page for who is signed in, the query is already put together."""
        # The manager of a relation inherits from this one, and finds its own people only.
        if type(self) is not UserManager or conditions or lookups.keys() != {"pk"}:
            return super().get(*conditions, **lookups)
        if person := _person.first(lookups["pk"]):
            return person
        raise self.model.DoesNotExist


class User(Derives, AbstractBaseUser):
    """A person who works for the huvudman. Rights come from membership and posts, never from here."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    school = models.ForeignKey(School, models.SET_NULL, null=True, blank=True, related_name="people")
    email = models.EmailField("E-post", unique=True)
    given_name = models.CharField("Förnamn", max_length=60)
    family_name = models.CharField("Efternamn", max_length=60)
    found_by = FoundBy("given_name", "family_name", "email")
    sorts_as = SortsAs("given_name", "family_name")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # The day: what one does with one's own account has no hour. Null: invited, and has not come in yet.
    joined_on = models.DateField(null=True)
    epoch = models.PositiveIntegerField(default=0)  # one more, and every session and letter from before is void
    last_login = None  # when somebody works in the evening is nobody's business

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        ordering = ["sorts_as", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email"),
            # Or an administrator could move an account that has a password to another address. "": none was ever set.
            models.CheckConstraint(
                condition=Q(joined_on__isnull=False)
                | Q(password="")
                | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="whoever_has_a_password_has_joined",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(normalised(raw_password) if raw_password else raw_password)

    def check_password(self, raw_password: str | None) -> bool:
        """One that was chosen before passwords were normalised is tried as it was typed."""
        same = normalised(raw_password) if raw_password else raw_password
        return super().check_password(same) or (same != raw_password and super().check_password(raw_password))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own, for which it has no other place to add something; unchanged while nothing has been ended.
        since = f"{self.password} {self.epoch}" if self.epoch else self.password
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, since, secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        return self.given_name[:2].upper()

    @property
    def is_invited(self) -> bool:
        """Has been asked to join and has not done so yet. Says nothing of passwords: see `joined_on`."""
        return self.joined_on is None

    @property
    def is_in_a_group(self) -> bool:
        """A member now or from a day to come."""
        return self.memberships.filter(Q(ends_on=None) | Q(ends_on__gt=timezone.localdate())).exists()

    @cached_property
    def posts(self) -> set[str]:
        """Asked once for each page, by the menu."""
        return {appointment.post for appointment in self._held()}

    @property
    def is_administrator(self) -> bool:
        return Appointment.Post.ADMINISTRATOR in self.posts

    @property
    def arranges_groups(self) -> bool:
        """Sees all groups at the huvudman, and makes them for others."""
        return bool(self.posts & {Appointment.Post.ADMINISTRATOR, Appointment.Post.DEVELOPMENT_LEADER})

    def holds(self, *posts: object) -> bool:
        """Whether the person has one of these posts at the huvudman."""
        return any(appointment.post in posts for appointment in self._held())

    def _held(self) -> Iterable["Appointment"]:
        """As they are now, or as a list of people read them together with the person."""
        is_at_hand = "appointments" in getattr(self, "_prefetched_objects_cache", {})
        return self.appointments.all() if is_at_hand else _appointments(self.pk)


class Appointment(models.Model):
    """A post that gives a right to see or arrange things; no post gives any right to plans."""

    class Post(models.TextChoices):
        PRINCIPAL = "principal", "Rektor"
        DEVELOPMENT_LEADER = "development_leader", "Utvecklingsledare"
        AUTHORITY = "authority", "Huvudman"
        ADMINISTRATOR = "administrator", "Administratör"

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    post = models.CharField("Uppdrag", max_length=20, choices=Post)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="appointments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post", "school"], name="one_post_per_school", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.get_post_display()


_person: Prepared[User] = Prepared(lambda pk: User.objects.filter(pk=pk), int)
_appointments: Prepared[Appointment] = Prepared(lambda user: Appointment.objects.filter(user=user), int)
