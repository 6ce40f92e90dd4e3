"""Which account holds what another one held, by the journal: two accounts of one person were joined."""

from collections.abc import Mapping

from sangkien.journal.queries import named
from sangkien.units.events import PeopleJoined


def joined_accounts() -> dict[int, int]:
    """By the account that was closed, the one that was kept."""
    entries = named(PeopleJoined.name, subject_kind=PeopleJoined.subject_kind)
    return {entry.payload["closed_id"]: entry.payload["user_id"] for entry in entries.iterator()}


def account_now(user_id: int | None, joined: Mapping[int, int]) -> int | None:
    for _step in range(len(joined)):
        if user_id is None or user_id not in joined:
            break
        user_id = joined[user_id]
    return user_id
