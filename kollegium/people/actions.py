"""What people do with accounts, posts and invitations."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kollegium import events
from kollegium.people import brake, browsers, invitations, letters
from kollegium.people.addresses import addresses_in, normal
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.people.normalising import normalised
from kollegium.people.passwords import letter_tokens
from kollegium.people.security_log import Kind, record
from kollegium.refusals import Refused

TAKEN = "Det finns redan en medarbetare med den e-postadressen."
LAST_ADMINISTRATOR = "Huvudmannen behöver en administratör som kan logga in. Ge först uppdraget till någon mer."


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
    _refuse_taken(email)
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
        raise Refused(f"{person.name} har redan valt ett lösenord och kan logga in.")
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
            raise Refused("Du har redan valt ett lösenord. Logga in med det.")
        person.given_name, person.family_name, person.password = given_name, family_name, hashed
        person.save()
        record(Kind.PASSWORD_CHOSEN, about=person, by=person)
    return person


def choose_password(
    person: User, password: str, *, kind: Kind = Kind.PASSWORD_CHANGED, here: str | None = None
) -> User:
    """A new one: signed out in every browser but the one whose session has the key `here`."""
    hashed = _hashed(password)
    with transaction.atomic():
        person.password = hashed
        person.save(update_fields=["password"])
        browsers.forget(person, but=here)
        record(kind, about=person, by=person)
    return person


@transaction.atomic
def send_password_letter(email: str) -> None:
    """To whoever has this address, the invited too. Says nothing of whether there is anybody."""
    person = User.objects.filter(email__iexact=normal(email), is_active=True).first()
    if person is None or brake.LETTERS.is_spent(email):
        return
    brake.LETTERS.count(email)
    proof = [urlsafe_base64_encode(force_bytes(person.pk)), letter_tokens.make_token(person)]
    letters.password_reset(person.email, settings.ADDRESS + reverse("people:password_new", args=proof), person)
    record(Kind.PASSWORD_ASKED, about=person)


@transaction.atomic
def change(
    person: User, *, given_name: str, family_name: str, school: School | None, email: str | None = None, by: User
) -> None:
    """The administrator puts a colleague's particulars right."""
    person = User.objects.select_for_update().get(pk=person.pk)
    # Whoever could move an account to another address could read its plans by "glömt lösenord".
    email = normal(email or "")
    if email and email.lower() != person.email.lower() and not person.is_invited:
        raise Refused("E-postadressen kan bara ändras innan personen har valt ett lösenord.")
    if email and email.lower() != person.email.lower():
        _refuse_taken(email)
        # The invitation goes to the new address: whoever has that would be in the group in this person's name.
        if person.is_in_a_group:
            raise Refused(
                f"{person.name} är med i en lärgrupp, så adressen kan inte ändras här. Be lärledaren avsluta "
                "medlemskapet och bjuda in på nytt med rätt adress."
            )
        person.email = email
    person.given_name, person.family_name, person.school = given_name, family_name, school
    person.save()
    record(Kind.CHANGED, about=person, by=by)


@transaction.atomic
def give_post(person: User, *, post: str, school: School | None = None, by: User) -> Appointment:
    appointment, is_new = Appointment.objects.get_or_create(user=person, post=post, school=school)
    if is_new:
        record(Kind.POST_GIVEN, about=person, by=by, words=appointment.get_post_display())
    return appointment


@transaction.atomic
def take_post(appointment: Appointment, *, by: User) -> None:
    if appointment.post == Appointment.Post.ADMINISTRATOR:
        _refuse_last_administrator(appointment.user)
    record(Kind.POST_TAKEN, about=appointment.user, by=by, words=appointment.get_post_display())
    appointment.delete()


@transaction.atomic
def deactivate(person: User, *, by: User) -> None:
    """Can't sign in any more, and is thrown out where signed in, for good. What was written together stays."""
    if person.pk == by.pk:
        raise Refused("Du kan inte avsluta ditt eget konto. Be en annan administratör.")
    _refuse_last_administrator(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    browsers.close_all(person)
    record(Kind.CLOSED, about=person, by=by)
    events.record("person.deactivated", by=by, about=person)


@transaction.atomic
def reactivate(person: User, *, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=True)
    events.record("person.reactivated", by=by, about=person)
    record(Kind.REOPENED, about=person, by=by)


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Keep what the form has put on the huvudman; who may read, and who is sent, stands in the security log."""
    before = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.save(update_fields=["name", "protocols_open_to", "protocol_addresses", "own_domains"])
    if before.protocols_open_to != organisation.protocols_open_to:
        record(Kind.OPENNESS_CHANGED, by=by, words=organisation.get_protocols_open_to_display())
    record_addresses(before.protocol_addresses, organisation.protocol_addresses, by=by, whose="huvudmannens")
    record_addresses(before.own_domains, organisation.own_domains, by=by, whose="huvudmannens e-postdomäner")
    return organisation


@transaction.atomic
def keep_school(school: School, *, by: User) -> School:
    before = School.objects.select_for_update().filter(pk=school.pk).first() if school.pk else None
    school.save()
    record_addresses(before.protocol_addresses if before else "", school.protocol_addresses, by=by, whose=school.name)
    return school


def record_addresses(before: str, after: str, *, by: User, whose: str) -> None:
    """How many there are now, and not which: those who see the setting see them there."""
    if {*addresses_in(before)} != {*addresses_in(after)}:
        words = f"{whose[:90]}: nu {len(addresses_in(after))}"
        record(Kind.ADDRESSES_CHANGED, by=by, words=words)


def _hashed(password: str) -> str:
    """Made before a transaction begins: nobody waits for the database while a password is hashed."""
    return make_password(normalised(password))


def _refuse_taken(email: str) -> None:
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(TAKEN)


def _refuse_last_administrator(person: User) -> None:
    # Two administrators who take each other's post at once must take turns.
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    others = User.objects.filter(
        organisation=person.organisation_id, is_active=True, appointments__post=Appointment.Post.ADMINISTRATOR
    ).exclude(pk=person.pk)
    if person.holds(Appointment.Post.ADMINISTRATOR) and not any(not other.is_invited for other in others):
        raise Refused(LAST_ADMINISTRATOR)
