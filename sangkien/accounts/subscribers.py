"""Repeated work of the accounts."""

from datetime import datetime

from sangkien.accounts.actions import signing_in
from sangkien.core.schedule import every


@every(seconds=600, name="accounts.forget_tries")
def forget_tries(now: datetime) -> int:
    return signing_in.forget_tries(now)
