"""Who urges the reader's units, and whom the reader has to urge."""

from datetime import datetime

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.followup import queries

MOST_LINES = 2  # offices in programmes; the page of the follow-up has them all


def followup(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Nothing is asked for members."""
    oversees = actor.can_somewhere(Permission.FOLLOWUP_MANAGE)
    lines = queries.lines(actor, at=at, most=MOST_LINES) if oversees else []
    return {
        "urged": queries.open_for(actor, at=at),
        "to_urge": [line for line in lines if line.board.due],
        "oversees": oversees,
        "letters_to_sign": queries.letters_to_sign(actor) if oversees else [],
    }
