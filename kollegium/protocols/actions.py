"""What happens to a protocol: it begins with the meeting and becomes an official record."""

import hashlib
import json
import logging
import math
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kollegium import privacy
from kollegium.audit.kinds import Kind
from kollegium.audit.recording import record
from kollegium.events import Happening
from kollegium.live.actions import last_press, mirroring
from kollegium.meetings.actions import carry_on
from kollegium.meetings.changing import changed, locked
from kollegium.meetings.models import Meeting
from kollegium.people.addresses import addresses_in, are_own
from kollegium.people.models import User
from kollegium.prepared import Prepared
from kollegium.protocols import check, headings, letters, notes
from kollegium.protocols.models import Protocol
from kollegium.protocols.queries import number_of
from kollegium.refusals import Refused

log = logging.getLogger("kollegium.protocols")

REGRET = timedelta(seconds=60)  # in which "Färdigställ och skicka" can be taken back
TRIES = 5  # at finalising a text that somebody still writes in


def prepare(meeting: Meeting) -> Protocol:
    """The protocol-to-be of the meeting: nothing in it until the meeting starts."""
    protocol = _protocol.first(meeting.pk) or Protocol.objects.get_or_create(meeting=meeting)[0]
    protocol.meeting = meeting  # and so meeting.protocol is it
    return protocol


@transaction.atomic
def begin(meeting: Meeting) -> Protocol:
    """The draft opens with the meeting, with Frågeställning and Syfte in place."""
    protocol = Protocol.objects.select_for_update().get(pk=prepare(meeting).pk)
    if not protocol.updates.exists() and not protocol.is_final:
        notes.begin(protocol, headings.first_words(meeting))
    return protocol


def finalise(protocol: Protocol, *, by: User, seen: str = "") -> Protocol:
    """Färdigställ och skicka: checked and locked now, final in a minute unless somebody takes it back.

    `seen`: the token of the findings of the privacy check that have been looked at and answered.
    """
    for _ in range(TRIES):
        # The check may take a while, so nobody waits for it: what is locked must be the very text that was checked.
        checked = notes.text(protocol.pk)
        found = check.look(protocol.meeting, checked)
        if due := _lock_text(protocol, checked, found, by=by, seen=seen):
            return due
    raise Refused("Någon skriver i protokollet just nu. Vänta tills alla har skrivit klart, och försök igen.")


@transaction.atomic
def take_back(protocol: Protocol) -> Protocol:
    """Ångra: it is a draft again, and what the pages have kept in the meantime comes into it."""
    protocol = _locked(protocol)
    if protocol.is_final:
        raise Refused("Protokollet är redan färdigställt och skickat, så det går inte att ångra.")
    if protocol.is_due:
        protocol.text = protocol.participants = protocol.due_at = protocol.due_by = None
        protocol.digest = ""
        protocol.save()
        changed(protocol.meeting, Happening.PROTOCOL_REOPENED)
    return protocol


@transaction.atomic
def send_now(protocol: Protocol, *, after: datetime | None = None) -> Protocol:
    """Skicka nu. `after`: when what the presser saw is due, so that nothing is sent but that."""
    protocol = _locked(protocol)
    if protocol.is_final:
        return protocol
    if not protocol.is_due or after not in (None, protocol.due_at):
        raise Refused("Någon har ångrat, så protokollet går att skriva i igen. Läs igenom det och försök en gång till.")
    return _finish(protocol)


def finalise_due() -> float:
    """Those whose minute is out; how many seconds it is to the next one. Any number of processes may look."""
    now = timezone.now()
    due = Protocol.objects.due().order_by("due_at")
    for protocol in due.filter(due_at__lte=now).select_related("meeting"):
        try:
            _finish_due(protocol)
        except Exception:  # one that fails must not hold up the others
            log.exception("Protocol %s could not be finalised; trying again", protocol.pk)
    following = due.filter(due_at__gt=now).first()
    return max((following.due_at - timezone.now()).total_seconds(), 0) if following and following.due_at else math.inf


@transaction.atomic
def _finish_due(protocol: Protocol) -> None:
    protocol = _locked(protocol)
    # Another process may have been first, and somebody may have taken it back and pressed anew.
    if protocol.due_at is not None and protocol.due_at <= timezone.now():
        _finish(protocol)


def _locked(protocol: Protocol) -> Protocol:
    """As it is now. The meeting's row too: nobody is marked as present after the names have been read."""
    meeting = locked(protocol.meeting)
    latest = Protocol.objects.select_for_update().get(pk=protocol.pk)
    latest.meeting = meeting
    return latest


@transaction.atomic
def _lock_text(
    protocol: Protocol, checked: dict[str, str], found: check.Look, *, by: User, seen: str
) -> Protocol | None:
    """None when somebody has written since `checked` was read."""
    protocol = _locked(protocol)
    meeting = protocol.meeting
    if protocol.is_final:
        raise Refused("Protokollet är redan färdigställt.")
    if protocol.is_due:
        return protocol  # two thumbs at once
    if not meeting.has_ended:
        raise Refused("Avsluta lärträffen först. Sedan kan protokollet färdigställas.")
    written = notes.text(protocol.pk)
    _refuse_too_long(meeting, written)
    if written != checked:
        return None
    _refuse_unanswered(found, seen)
    names = headings.participant_names(meeting)
    text = written | {"date": headings.date_words(meeting), "participants": ", ".join(names)}
    protocol.text, protocol.participants = text, len(names)
    protocol.digest = digest_of(text)
    protocol.due_at, protocol.due_by = timezone.now() + REGRET, by
    protocol.save()
    last_press.forget(meeting)  # the end of the meeting is not undone under a protocol that is on its way
    changed(meeting, Happening.PROTOCOL_DUE)
    return protocol


def _finish(protocol: Protocol) -> Protocol:
    """From here on the protocol is an official record and does not change. The rows are locked already.

    TF 2:10: a document outside a case is upprättad when it has been justerad or otherwise finished.
    Nothing is asked any more, and nobody: also when the one who pressed has left since, it was theirs to decide.
    """
    meeting, by, text = protocol.meeting, protocol.due_by, protocol.text
    assert by is not None, "the protocol is due"
    assert text is not None, "the protocol is due"
    protocol.final_at, protocol.final_by = timezone.now(), by
    protocol.due_at = protocol.due_by = None
    protocol.save()
    notes.forget(protocol)
    _send(protocol, text, by=by)
    # From here the protocol has the names; who came to what is counted for nobody.
    meeting.attendances.all().delete()
    meeting.absences.all().delete()
    mirroring.forget(meeting)
    meeting.guests.all().delete()
    record(Kind.PROTOCOL_FINALISED, by=by, words=f"{meeting.group}: {meeting}")
    changed(meeting, Happening.PROTOCOL_FINAL, by)
    carry_on(meeting, text["question"], by=by)
    return protocol


def _refuse_unanswered(found: check.Look, seen: str) -> None:
    if found.must_go:
        raise Refused("Det står ett personnummer i protokollet. Ta bort det först, så går det att färdigställa.")
    if found.is_cut:
        raise Refused(
            f"Det finns fler än {privacy.MOST} ställen som kan vara personuppgifter. Ta bort dem som visas, "
            "så visas resten."
        )
    if found.token and seen != found.token:
        raise Refused("Gå igenom det som kan vara personuppgifter, och bekräfta att det får stå kvar.")


def _send(protocol: Protocol, text: dict[str, str], *, by: User) -> None:
    """With names to the huvudman's own, as its staff reads it; to others with the number, as the public does."""
    meeting, addresses = protocol.meeting, recipients(protocol)
    own = are_own(addresses, meeting.group.organisation)
    without_names = text | {"participants": number_of(protocol)}
    for is_own, theirs in ((True, text), (False, without_names)):
        chosen = [address for address in addresses if (address in own) == is_own]
        letters.protocol(protocol, chosen, headings.sections(meeting, theirs), by=by, names=is_own)


def _refuse_too_long(meeting: Meeting, written: dict[str, str]) -> None:
    """Our page stops long before: many who write at once without net get here, or somebody who writes without it."""
    for key, title in headings.names(meeting).items():
        if len(written.get(key, "")) > notes.LONGEST:
            most = f"{notes.LONGEST:,}".replace(",", " ")
            raise Refused(
                f"Korta texten under ”{title}” till högst {most} tecken, så går protokollet att färdigställa."
            )


def recipients(protocol: Protocol) -> list[str]:
    """The group's members and the addresses of group, school and huvudman; each once."""
    group = protocol.meeting.group
    configured = [group.protocol_addresses, group.organisation.protocol_addresses]
    if group.school:
        configured.insert(1, group.school.protocol_addresses)
    members = [member.email for member in group.everyone()]
    listed = [address for words in configured for address in addresses_in(words)]
    return list({address.lower(): address for address in [*listed, *members]}.values())


def digest_of(text: dict[str, str]) -> str:
    """SHA-256 of the final text without the names: anyone can check it, and nobody can guess from it who was there."""
    open_text = {key: words for key, words in text.items() if key != "participants"}
    return hashlib.sha256(json.dumps(open_text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_protocol: Prepared[Protocol] = Prepared(lambda meeting: Protocol.objects.filter(meeting=meeting), int)
