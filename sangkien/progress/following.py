"""What a reorganisation means for figures."""

import datetime as dt
from typing import Any

from sangkien.access.actor import Actor
from sangkien.progress.actions import breaking_following, following
from sangkien.units.consequences import Changes, Follower, follow


@follow
class TotalsFollow(Follower):
    name = "progress"

    def begin(self) -> None:
        following.begin()
        breaking_following.begin()

    def apply(self, changes: Changes, *, by: Actor, at: dt.datetime) -> Any:
        following.follow(changes, at=at)
        breaking_following.follow(changes, at=at)

    def undo(self, changes: Changes, kept: Any, *, by: Actor, at: dt.datetime) -> None:
        following.follow(changes, at=at)
        breaking_following.follow(changes, at=at)
        following.forget(changes.opened)
        breaking_following.forget(changes.opened, at=at)
