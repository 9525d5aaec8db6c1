"""The living draft: Yjs updates in rows. They are the only truth; the text is derived, at rest too."""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import connection, transaction
from django.db.models import Max, Sum
from django.db.models.functions import Length
from django.utils import timezone
from pycrdt import Doc, Text

from kollegium.cleaning import clean
from kollegium.prepared import Prepared
from kollegium.protocols.headings import WRITTEN
from kollegium.protocols.models import Protocol, ProtocolUpdate
from kollegium.protocols.squash import squash
from kollegium.protocols.updates import is_text_only, takes_only_away

LARGEST = 768 * 1024  # bytes in one update: nine full headings of the widest letters, with all that was moved in them
FULL = 4 * 1024 * 1024  # bytes in one draft
MARGIN = 256 * 1024  # bytes beyond that, for what only takes away
MEASURED_AFTER = 64 * 1024  # bytes stored here since a draft was last measured
PRESSED_AFTER = 10  # seconds between two attempts to make room in a full draft
KNOWN = 10_000  # drafts whose size is at hand
LONGEST = 100_000  # letters under one heading of a finished protocol; the page stops at 20,000
MANY = 500  # rows in one draft before they are pressed into one
EMPTY = b"\x00\x00"  # a Yjs update that says nothing; every join sends one


class Outcome(Enum):
    KEPT = "kept"
    DUE = "due"
    FINAL = "final"
    NOT_A_MEMBER = "not a member"
    GARBAGE = "garbage"
    TOO_LARGE = "too large"
    FULL = "full"


@dataclass(frozen=True)
class DraftUpdate:
    """One update that someone in the room has sent."""

    protocol: int
    writer: int
    update: bytes


@dataclass
class _Size:
    """Of one draft: as last measured, and what this process has stored since; `pressed_at` is monotonic time."""

    measured: int
    since: int = 0
    pressed_at: float = -math.inf

    @property
    def held(self) -> int:
        return self.measured + self.since


_sizes: dict[int, _Size] = {}


def store(updates: Sequence[DraftUpdate]) -> list[Outcome]:
    """Keep the updates in one transaction and tell what became of each, in the same order.

    When this returns, what was KEPT is on disk.
    """
    outcomes = [_check(update) for update in updates]
    sound = [update for update, outcome in zip(updates, outcomes, strict=True) if outcome is Outcome.KEPT]
    if not sound:
        return outcomes
    with transaction.atomic():
        open_or_not = _lock({update.protocol for update in sound})
        members = _members(open_or_not)
        outcomes = [
            outcome if outcome is not Outcome.KEPT else _rule(update, open_or_not, members)
            for update, outcome in zip(updates, outcomes, strict=True)
        ]
        _insert(
            [
                update
                for update, outcome in zip(updates, outcomes, strict=True)
                if outcome is Outcome.KEPT and update.update != EMPTY
            ]
        )
    return outcomes


def load(protocol: int) -> Doc[Text]:
    """The draft as a document, from its rows; pressed together when they have become many."""
    return read(protocol)[0]


def read(protocol: int) -> tuple[Doc[Text], int, int, int]:
    """The document, the key of the last row in it, how many rows and how many bytes."""
    updates, doc = _opened(protocol)
    size = sum(map(len, updates.values()))
    if len(updates) > MANY:
        squash(protocol, updates, doc)
        return doc, max(updates), 1, size
    return doc, max(updates, default=0), len(updates), size


def _opened(protocol: int) -> tuple[dict[int, bytes], Doc[Text]]:
    updates = dict(rows(protocol))
    doc: Doc[Text] = Doc()
    for update in updates.values():
        doc.apply_update(update)
    return updates, doc


def rows(protocol: int, after: int = 0) -> list[tuple[int, bytes]]:
    """Key and update, oldest first. Within a draft keys come in the order of the commits: store() holds its row."""
    return [(row.pk, bytes(row.update)) for row in _later(protocol, after)]


def newest(protocols: Iterable[int]) -> dict[int, int]:
    """How far each draft has come: the key of its last row. One that holds nothing is not there."""
    held = ProtocolUpdate.objects.filter(protocol__in=set(protocols)).order_by()
    return dict(held.values("protocol").annotate(Max("pk")).values_list("protocol", "pk__max"))


def text(protocol: int) -> dict[str, str]:
    """The written headings by key, without what no final protocol could hold: a draft takes all that a key sends."""
    doc = load(protocol)
    return {key: clean(str(doc.get(key, type=Text))) for key in WRITTEN}


def begin(protocol: Protocol, words: dict[str, str]) -> None:
    """The draft's first words, before anyone else has written in it."""
    doc: Doc[Text] = Doc()
    for key, written in words.items():
        doc.get(key, type=Text).insert(0, written)
    ProtocolUpdate.objects.create(protocol=protocol, update=doc.get_update())


def forget(protocol: Protocol) -> None:
    """Deleted words live on in the rows, so they go when the text is frozen (GDPR art. 5.1 e)."""
    protocol.updates.all().delete()


def _check(update: DraftUpdate) -> Outcome:
    if len(update.update) > LARGEST:
        return Outcome.TOO_LARGE
    if not is_text_only(update.update):
        return Outcome.GARBAGE
    try:
        # One poisoned row would break every later load, so try it on a document that nobody uses.
        Doc().apply_update(update.update)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # pycrdt raises ValueError, IndexError and others; a panic of its Rust side is no Exception
        return Outcome.GARBAGE
    return Outcome.KEPT


def _rule(update: DraftUpdate, open_or_not: dict[int, Outcome], members: set[tuple[int, int]]) -> Outcome:
    if (update.protocol, update.writer) not in members:
        return Outcome.NOT_A_MEMBER
    if open_or_not[update.protocol] is not Outcome.KEPT:
        return open_or_not[update.protocol]
    return Outcome.KEPT if update.update == EMPTY or _has_room(update) else Outcome.FULL


def _has_room(update: DraftUpdate) -> bool:
    """Every update counts, yet the database is asked only when much has been stored here, or the draft is full."""
    size, added = _size_of(update.protocol), len(update.update)
    if size.since + added > MEASURED_AFTER or size.held + added > FULL:
        size.measured, size.since = _measured(update.protocol), 0
    if size.held + added > FULL and time.monotonic() - size.pressed_at >= PRESSED_AFTER:
        size.pressed_at = time.monotonic()
        _make_room(update.protocol)
        size.measured = _measured(update.protocol)
    if size.held + added > FULL and not (takes_only_away(update.update) and size.held + added <= FULL + MARGIN):
        return False
    size.since += added
    return True


def _make_room(protocol: int) -> None:
    updates, doc = _opened(protocol)
    squash(protocol, updates, doc)


def _size_of(protocol: int) -> _Size:
    if protocol not in _sizes:
        if len(_sizes) >= KNOWN:
            _sizes.clear()
        _sizes[protocol] = _Size(_measured(protocol))
    return _sizes[protocol]


def _measured(protocol: int) -> int:
    held = ProtocolUpdate.objects.filter(protocol=protocol).aggregate(bytes=Sum(Length("update")))["bytes"]
    return held or 0


# The room's hottest path, so these three are plain SQL: to put the same questions together by the ORM for every commit
# costs more than to ask them.
def _lock(protocols: Iterable[int]) -> dict[int, Outcome]:
    """What becomes of an update in each: kept, or not as the text is due or final.

    PostgreSQL: finalise() takes the same row lock, or a late update would be shown but not kept."""
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    keys, marks = _listed(protocols)
    sql = f"SELECT id, due_at, final_at FROM kollegium_protocol WHERE id IN ({marks}) ORDER BY id {lock}"
    with connection.cursor() as cursor:
        cursor.execute(sql, keys)
        return {
            pk: Outcome.FINAL if final else Outcome.DUE if due else Outcome.KEPT for pk, due, final in cursor.fetchall()
        }


def _members(protocols: Iterable[int]) -> set[tuple[int, int]]:
    """Who may write in which: Membership.current(), for accounts that are open."""
    keys, marks = _listed(protocols)
    today = timezone.localdate()
    sql = f"""
        SELECT protocol.id, person.id FROM kollegium_protocol protocol
        JOIN kollegium_meeting meeting ON meeting.id = protocol.meeting_id
        JOIN kollegium_membership membership ON membership.group_id = meeting.group_id
        JOIN kollegium_user person ON person.id = membership.user_id AND person.is_active
        WHERE protocol.id IN ({marks}) AND membership.starts_on <= %s
        AND (membership.ends_on IS NULL OR membership.ends_on > %s)"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*keys, today, today])
        return set(cursor.fetchall())


def _insert(updates: list[DraftUpdate]) -> None:
    if updates:
        with connection.cursor() as cursor:
            sql = 'INSERT INTO kollegium_protocolupdate (protocol_id, "update") VALUES (%s, %s)'
            cursor.executemany(sql, [(update.protocol, update.update) for update in updates])


def _listed(keys: Iterable[int]) -> tuple[list[int], str]:
    listed = list(keys)
    return listed, ", ".join(["%s"] * len(listed))


_later: Prepared[ProtocolUpdate] = Prepared(
    lambda protocol, after: ProtocolUpdate.objects.filter(protocol=protocol, pk__gt=after).order_by("pk"), int, int
)
