"""Sessions as Django keeps them in the database, found without building a query."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection

from sangkien.core import clock, hot


class SessionStore(db.SessionStore):
    """Read in every signed-in request, never from a cache: one that was ended is dead at once."""

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(clock.now())
        found: list[tuple[Session]] = hot.read(_LIVING, [self.session_key, now], Session)
        if not found:
            self._session_key = None
            return None
        return found[0][0]


_LIVING = "FROM django_session WHERE session_key = %s AND expire_date > %s"
