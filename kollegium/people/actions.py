"""What administrators do with the directory: particulars, posts, open and closed accounts, schools and settings."""

from django.db import transaction

from kollegium import events
from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.events import Happening
from kollegium.people.addresses import addresses_in, normal
from kollegium.people.models import Appointment, Organisation, School, User
from kollegium.refusals import Refused

TAKEN = "Det finns redan en medarbetare med den e-postadressen."
LAST_ADMINISTRATOR = "Huvudmannen behöver en administratör som kan logga in. Ge först uppdraget till någon mer."


@transaction.atomic
def change(
    person: User, *, given_name: str, family_name: str, school: School | None, email: str | None = None, by: User
) -> None:
    """The administrator puts a colleague's particulars right."""
    person = User.objects.select_for_update().get(pk=person.pk)
    # Whoever could move an account to another address could read its plans by "glömt lösenord".
    email = normal(email or "")
    if email and email.lower() != person.email.lower() and not person.is_invited:
        raise Refused("E-postadressen kan bara ändras innan personen har loggat in första gången.")
    if email and email.lower() != person.email.lower():
        refuse_taken_address(email)
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
    """Can't sign in any more. What was written together stays.

    `person.deactivated` is heard in the same transaction by `identity.browsers`, which ends every session for good.
    """
    if person.pk == by.pk:
        raise Refused("Du kan inte avsluta ditt eget konto. Be en annan administratör.")
    _refuse_last_administrator(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    record(Kind.CLOSED, about=person, by=by)
    events.tell(Happening.PERSON_DEACTIVATED, by=by, about=person)


@transaction.atomic
def reactivate(person: User, *, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=True)
    events.tell(Happening.PERSON_REACTIVATED, by=by, about=person)
    record(Kind.REOPENED, about=person, by=by)


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Keep what the form has put on the huvudman; who may read, and who is sent, stands in the security log."""
    before = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.save(update_fields=["name", "protocols_open_to", "protocol_addresses", "own_domains"])
    if before.name != organisation.name:
        record(Kind.SETTINGS_CHANGED, by=by, words=organisation.name)
    if before.protocols_open_to != organisation.protocols_open_to:
        record(Kind.OPENNESS_CHANGED, by=by, words=organisation.get_protocols_open_to_display())
    record_addresses(before.protocol_addresses, organisation.protocol_addresses, by=by, whose="huvudmannens")
    record_addresses(before.own_domains, organisation.own_domains, by=by, whose="huvudmannens e-postdomäner")
    return organisation


@transaction.atomic
def keep_school(school: School, *, by: User) -> School:
    before = School.objects.select_for_update().filter(pk=school.pk).first() if school.pk else None
    school.save()
    if before is None or before.name != school.name:
        record(Kind.SCHOOL_CHANGED, by=by, words=school.name)
    record_addresses(before.protocol_addresses if before else "", school.protocol_addresses, by=by, whose=school.name)
    return school


def refuse_taken_address(email: str) -> None:
    """Raises Refused when somebody has this e-mail address already, at any huvudman."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(TAKEN)


def record_addresses(before: str, after: str, *, by: User, whose: str) -> None:
    """How many there are now, and not which: those who see the setting see them there."""
    if {*addresses_in(before)} != {*addresses_in(after)}:
        words = f"{whose[:90]}: nu {len(addresses_in(after))}"
        record(Kind.ADDRESSES_CHANGED, by=by, words=words)


def _refuse_last_administrator(person: User) -> None:
    # Two administrators who take each other's post at once must take turns.
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    others = User.objects.filter(
        organisation=person.organisation_id,
        is_active=True,
        joined_on__isnull=False,
        appointments__post=Appointment.Post.ADMINISTRATOR,
    ).exclude(pk=person.pk)
    if person.holds(Appointment.Post.ADMINISTRATOR) and not others.exists():
        raise Refused(LAST_ADMINISTRATOR)
