"""The rows of a draft pressed into one."""

from django.db import transaction
from pycrdt import Doc, Text, merge_updates

from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.protocols.updates import clocks, reaches_beyond

AT_A_TIME = 50  # updates that are merged together


@transaction.atomic
def squash(protocol: int, updates: dict[int, bytes], doc: Doc[Text]) -> None:
    """The rows in one: as the document that they make, which is without the words that have been deleted.

    When one of them waits for an update that is still on its way they are only merged: a document would drop it.
    """
    Protocol.objects.select_for_update().get(pk=protocol)
    rows = ProtocolUpdate.objects.filter(pk__in=updates)
    if rows.count() < len(updates):
        return  # somebody else has pressed them in the meantime
    rows.delete()
    held = clocks(doc.get_state())
    is_waiting = any(reaches_beyond(update, held) for update in updates.values())
    whole = _merged(list(updates.values())) if is_waiting else doc.get_update()
    ProtocolUpdate.objects.create(protocol_id=protocol, update=whole)


def _merged(updates: list[bytes]) -> bytes:
    """A few at a time: the engine's time grows with the square of how many it gets."""
    while len(updates) > 1:
        updates = [merge_updates(*updates[at : at + AT_A_TIME]) for at in range(0, len(updates), AT_A_TIME)]
    return updates[0]
