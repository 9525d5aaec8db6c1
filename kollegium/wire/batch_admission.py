"""Admission in batches, as after a restart: the rules of the door, asked for all who wait together.

Fast path for members who are signed in and already marked present; everyone else goes through `admission`.
"""

from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kollegium.groups.models import Membership
from kollegium.live.models import Attendance
from kollegium.meetings.models import Absence
from kollegium.people.models import User
from kollegium.wire import admission
from kollegium.wire.admission import CloseReason, Scope, in_thread
from kollegium.wire.batching import Batcher
from kollegium.wire.hub import Connection

MOST_AT_ONCE = 100
Asked = tuple[str, int]  # session key and room


class BatchAdmission:
    def __init__(self) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="admission")
        self._coming: Batcher[Scope, Connection | None] = Batcher(connections_for, thread, MOST_AT_ONCE)
        self._staying: Batcher[Scope, bool] = Batcher(may_stay, thread, MOST_AT_ONCE)

    async def admit(self, scope: Scope) -> Connection | CloseReason:
        is_plain = admission.purpose(scope) == "rum"  # the big screen and guests have their own
        connection = await self._coming.submit(scope) if is_plain else None
        return connection if connection else await in_thread(admission.connection_for, scope)

    async def refusal(self, scope: Scope) -> CloseReason | None:
        """Why one who came in may not stay; none when all is as it was."""
        is_plain = admission.purpose(scope) != "gast"
        return None if is_plain and await self._staying.submit(scope) else await in_thread(admission.refusal, scope)


def connections_for(scopes: list[Scope]) -> list[Connection | None]:
    members = _members(scopes)
    pairs = {(room, user.pk) for found in members if found for user, room, _group in [found]}
    rooms, users = {room for room, _ in pairs}, {user for _, user in pairs}
    settled: set[tuple[int, int]] = set()  # on place, marked as away, or has said that they can't come
    for model in (Attendance, Absence):
        settled |= set(model.objects.filter(meeting__in=rooms, user__in=users).values_list("meeting", "user"))
    return [
        Connection(room=found[1], user=found[0].pk, group=found[2])
        if found and (found[1], found[0].pk) in settled
        else None
        for found in members
    ]


def may_stay(scopes: list[Scope]) -> list[bool]:
    return [found is not None for found in _members(scopes)]


def _members(scopes: list[Scope]) -> list[tuple[User, int, int] | None]:
    """Who asks, for which room of which group, where that person is signed in and is a member today."""
    asked = [admission.session_and_room(scope) for scope in scopes]
    people = _people({key for key, _ in asked if key})
    current = Membership.objects.current().filter(
        user__in={user.pk for user in people.values()}, group__meetings__in={room for _, room in asked}
    )
    groups = {(user, room): group for user, room, group in current.values_list("user", "group__meetings", "group")}
    found = []
    for key, room in asked:
        user = people.get(key)
        group = groups.get((user.pk, room)) if user else None
        found.append((user, room, group) if user and group else None)
    return found


def _people(keys: set[str]) -> dict[str, User]:
    """By session key: what `django.contrib.auth.get_user` says for one, in the plain case."""
    store = SessionStore()
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    signed_in = {row.session_key: store.decode(row.session_data) for row in rows}
    ids = {session[SESSION_KEY] for session in signed_in.values() if SESSION_KEY in session}
    users = {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True)}
    people = {}
    for key, session in signed_in.items():
        user = users.get(session.get(SESSION_KEY, ""))
        is_ours = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        if user and is_ours and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            people[key] = user
    return people
