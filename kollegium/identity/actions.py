"""What people do to get an account and a password: first run, invitation, accepting it, and letters with links."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.identity import brake, browsers, invitations, letters
from kollegium.identity.passwords import letter_tokens, may_be_chosen
from kollegium.people.actions import refuse_taken_address
from kollegium.people.addresses import normal
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.people.normalising import normalised
from kollegium.refusals import Refused

NO_PASSWORD_HERE = "Du loggar in genom din arbetsgivare och har inget lösenord i Kollegium."


def begin(*, organisation: str, email: str, given_name: str, family_name: str, password: str) -> User:
    """The first run: the huvudman and its first administrator. Happens once."""
    hashed = _hashed(password)
    with transaction.atomic():
        return _begin(organisation, email, given_name, family_name, hashed)


def _begin(organisation: str, email: str, given_name: str, family_name: str, hashed: str) -> User:
    # There is no row of ours to lock yet. PostgreSQL: two first ones take turns at this one instead;
    # SQLite: the transaction itself holds the only write lock.
    ContentType.objects.select_for_update().get(app_label="kollegium", model="organisation")
    if User.objects.exists():
        raise Refused("Kollegium är redan igång här. Logga in i stället.")
    person = User(
        organisation=Organisation.objects.create(name=organisation),
        email=normal(email),
        given_name=given_name,
        family_name=family_name,
        password=hashed,
        joined_on=timezone.localdate(),
    )
    person.save()
    Appointment.objects.create(user=person, post=Appointment.Post.ADMINISTRATOR)
    record(Kind.BEGUN, about=person, by=person)
    return person


@transaction.atomic
def invite(
    email: str,
    given_name: str,
    family_name: str,
    organisation: Organisation,
    school: School | None = None,
    *,
    by: User,
    group_name: str = "",
) -> User:
    """A new colleague, who chooses a password through the link in the letter."""
    email = normal(email)
    refuse_taken_address(email)
    if brake.INVITATIONS.is_spent(by.email):
        raise Refused("Du har bjudit in många i dag. Fortsätt i morgon, eller be administratören om hjälp.")
    brake.INVITATIONS.count(by.email)
    person = User(organisation=organisation, school=school, email=email, given_name=given_name, family_name=family_name)
    person.is_demo = by.is_demo
    person.set_unusable_password()
    person.save()
    letters.invitation(person, invitations.link(person), by=by, group_name=group_name)
    record(Kind.INVITED, about=person, by=by)
    return person


@transaction.atomic
def invite_again(person: User, *, by: User) -> None:
    if not person.is_invited:
        raise Refused(f"{person.name} är redan med och kan logga in.")
    if not person.is_active:
        raise Refused(f"{person.name} är avslutad. Öppna kontot igen först.")
    letters.invitation(person, invitations.link(person), by=by)
    record(Kind.INVITED_AGAIN, about=person, by=by)


@transaction.atomic
def renew_invitation(person: User) -> None:
    """The invited asks for a new link; it goes to the same address, in the name of whoever invited last."""
    if brake.LETTERS.is_spent(person.email):
        return
    brake.LETTERS.count(person.email)
    last = letters.last_invitation(person)
    letters.invitation(person, invitations.link(person), by=(last and last.written_by) or person)


def accept(person: User, *, given_name: str, family_name: str, password: str) -> User:
    hashed = _hashed(password)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if not person.is_invited:
            raise Refused("Du är redan med. Logga in som du brukar.")
        person.given_name, person.family_name, person.password = given_name, family_name, hashed
        person.joined_on = timezone.localdate()
        person.save()
        record(Kind.PASSWORD_CHOSEN, about=person, by=person)
    return person


def choose_password(
    person: User, password: str, *, kind: Kind = Kind.PASSWORD_CHANGED, here: str | None = None
) -> User:
    """A new one: signed out in every browser but the one whose session has the key `here`.

    One who is invited joins by it. Raises Refused when the person has joined without a password meanwhile: see
    `passwords.may_be_chosen`.
    """
    hashed = _hashed(password)
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=person.pk)
        if not may_be_chosen(stored):
            raise Refused(NO_PASSWORD_HERE)
        person.password, person.joined_on = hashed, stored.joined_on or timezone.localdate()
        person.save(update_fields=["password", "joined_on"])
        browsers.forget(person, but=here)
        record(kind, about=person, by=person)
    return person


@transaction.atomic
def send_password_letter(email: str) -> None:
    """To whoever has this address, the invited too. Says nothing of whether there is anybody, or how they sign in."""
    person = User.objects.filter(email__iexact=normal(email), is_active=True).first()
    if person is None or not may_be_chosen(person) or brake.LETTERS.is_spent(email):
        return
    brake.LETTERS.count(email)
    proof = [urlsafe_base64_encode(force_bytes(person.pk)), letter_tokens.make_token(person)]
    letters.password_reset(person.email, settings.ADDRESS + reverse("identity:password_new", args=proof), person)
    record(Kind.PASSWORD_ASKED, about=person)


def _hashed(password: str) -> str:
    """Made before a transaction begins: nobody waits for the database while a password is hashed."""
    return make_password(normalised(password))
