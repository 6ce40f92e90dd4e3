"""Sessions in the database, with limits that depend on who is signed in and where.

Read in every signed-in request, never from a cache: one that was ended is dead at once.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from sangkien.accounts.enums import SessionKind
from sangkien.core import clock, hot

if TYPE_CHECKING:
    from sangkien.accounts.models import Session

KIND, DEVICE, OPENED, SEEN = "kind", "device", "opened", "seen"
WEAK = "weak"  # opened by a PIN or a code from a text message: good for what members do
SECOND = "second"  # opened, or proved since, with a second factor
PROVEN = "proven"  # when the person last proved to be there
FIRM = "firm"  # when a weak session last saw the password or a second factor
ANONYMOUS_SPAN = dt.timedelta(hours=1)  # somebody who is half-way through the activation
LONGEST_PAUSE = dt.timedelta(minutes=10)
LIVING = "FROM accounts_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's, except for when it ends; named by `settings.SESSION_ENGINE`."""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        from sangkien.accounts.models import Session  # noqa: PLC0415 - models load after settings

        return Session

    def _get_session_from_db(self) -> "Session | None":
        now = connection.ops.adapt_datetimefield_value(clock.now())
        found = hot.read(LIVING, [self.session_key, now], self.get_model_class())
        if not found:
            self._session_key = None
            return None
        session: Session = found[0][0]
        return session

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.device = data.get(DEVICE, "")
        row.opened_at = self._opened_at(data)
        row.seen_at = self._time(data.get(SEEN)) or row.opened_at
        return row

    def get_expiry_date(self, **kwargs: Any) -> dt.datetime:
        data = self._data()
        idle, longest = self._span(data)
        ends_at = clock.now() + idle
        return min(ends_at, self._opened_at(data) + longest) if longest else ends_at

    def get_expiry_age(self, **kwargs: Any) -> int:
        return max(0, int((self.get_expiry_date() - clock.now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        return self.get(KIND) in {SessionKind.SHARED, SessionKind.KIOSK}

    def pause(self) -> dt.timedelta:
        """How long "last seen" may be behind: a sixth of the idle time, ten minutes at most."""
        return min(self._span(self._data())[0] / 6, LONGEST_PAUSE)

    def is_stale(self, at: dt.datetime) -> bool:
        """Whether "last seen" has to be written again."""
        seen = self._time(self.get(SEEN))
        return seen is None or at - seen >= self.pause()

    def _data(self) -> dict[str, Any]:
        return dict(self.items())

    def _opened_at(self, data: dict[str, Any]) -> dt.datetime:
        return self._time(data.get(OPENED)) or clock.now()

    def _span(self, data: dict[str, Any]) -> tuple[dt.timedelta, dt.timedelta | None]:
        if not data.get(SESSION_KEY):
            return ANONYMOUS_SPAN, None
        span: tuple[dt.timedelta, dt.timedelta | None] = settings.SESSION_SPANS[
            data.get(KIND, SessionKind.MEMBER)
        ]
        return span

    @staticmethod
    def _time(seconds: int | None) -> dt.datetime | None:
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None
