"""Repeated work of the accounts."""

import logging
from datetime import datetime

from sangkien.accounts import queries
from sangkien.accounts.actions import codes, sessions, tries
from sangkien.core.schedule import every

log = logging.getLogger(__name__)

MANY_ACCOUNTS = 200  # tried in vain within a quarter of an hour: people do not forget in crowds


@every(seconds=600, name="accounts.forget_tries")
def forget_tries(now: datetime) -> int:
    return tries.forget_old(now)


@every(seconds=3600, name="accounts.forget_codes")
def forget_codes(now: datetime) -> int:
    return codes.forget_old(now)


@every(seconds=3600, name="accounts.forget_sessions")
def forget_sessions(now: datetime) -> int:
    return sessions.forget_ended(now)


@every(seconds=60, name="accounts.watch_failures")
def watch_failures(now: datetime) -> int:
    """One password tried on many accounts breaks no limit of any of them: somebody has to look."""
    __, accounts = queries.failures(at=now)
    if accounts > MANY_ACCOUNTS:
        log.warning("sign-in fails for many accounts", extra={"count": accounts})
    return 0
