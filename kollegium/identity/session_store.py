"""Sessions as Django keeps them in the database, found by a query that is put together once."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from kollegium.prepared import Prepared


class SessionStore(DatabaseSessions):
    """Reads and writes the same rows as its parent, and signs them in the same way."""

    def _get_session_from_db(self) -> Session | None:
        found = _sessions.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found


_sessions: Prepared[Session] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime
)
