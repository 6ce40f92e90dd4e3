"""What the worker makes of what happened, and what somebody reads of it."""

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.journal.actions import deliveries
from sangkien.notices.actions import spreads
from sangkien.notices.models import Notice, Spread
from sangkien.web.shared import notices


def delivered() -> None:
    """Everything that was recorded so far is told."""
    while deliveries.deliver_batch(clock.now()):
        pass
    while Spread.objects.filter(done_at=None).exists():
        spreads.go_on(clock.now())


def told(user: User) -> list[str]:
    """The kinds of notices that a person has, the oldest first."""
    delivered()
    mine = Notice.objects.filter(recipient=user).order_by("pk")
    return list(mine.values_list("kind", flat=True))


def last(user: User) -> Notice:
    delivered()
    return Notice.objects.filter(recipient=user).order_by("-pk")[0]


def leads_to(user: User) -> str:
    """Where the latest notice of a person leads."""
    return notices.address(last(user))


def forget() -> None:
    """What was told until now."""
    delivered()
    Notice.objects.all().delete()
