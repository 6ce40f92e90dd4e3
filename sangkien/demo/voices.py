"""What people of the live programme say about each other's initiatives, and who asks for help."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from sangkien.demo.crews import Crew
from sangkien.discussions.actions import following, talking
from sangkien.initiatives.models import Initiative
from sangkien.support.actions import asking, helping
from sangkien.units.queries import actor_for


class Life(Protocol):
    """What is needed of the second life: its people, its days, its initiatives."""

    @property
    def crews(self) -> dict[str, Crew]: ...

    def at(self, days_before: int, hour: int = 9) -> dt.datetime: ...

    def initiative(
        self, unit_code: str, place: int, *, common: bool = False, with_benefit: bool = False
    ) -> Initiative | None: ...


@dataclass(frozen=True, kw_only=True)
class Voices:
    life: Life

    def tell(self, said: dict[str, Any]) -> None:
        for row in said["talk"]:
            self._say(row)
        for row in said["praise"]:
            self._praise(row)
        for row in said["follow"]:
            self._follow(row)
        for row in said["moderated"]:
            self._moderate(row)
        for row in said["help"]:
            self._help(row)

    def _about(self, row: dict[str, Any]) -> Initiative | None:
        return self.life.initiative(row["of"], row["place_in_unit"], common=True)

    def _say(self, row: dict[str, Any]) -> None:
        """Without a unit it is the author who answers."""
        initiative, at = self._about(row), self.life.at(row["days_before"], hour=14)
        if initiative is None or at <= initiative.changed_at:
            return
        who = self.life.crews[row["who"]].members[0] if row["who"] else initiative.author
        talking.write(
            initiative,
            text=row["text"],
            is_question=row["question"],
            by=actor_for(who, at=at),
            at=at,
        )

    def _praise(self, row: dict[str, Any]) -> None:
        initiative, at = self._about(row), self.life.at(15)
        if initiative is None or at <= initiative.changed_at:
            return
        for code in row["by"]:
            reader = actor_for(self.life.crews[code].members[2], at=at)
            following.praise(initiative, given=True, by=reader, at=at)
            following.follow(initiative, following=True, by=reader, at=at)

    def _follow(self, row: dict[str, Any]) -> None:
        """The first member of a unit: an initiative of a neighbour, the neighbour, the programme."""
        initiative, at = self._about(row), self.life.at(15)
        if initiative is None:
            return
        reader = actor_for(self.life.crews[row["who"]].members[0], at=at)
        for thing in (initiative, initiative.unit, initiative.programme):
            following.follow(thing, following=True, by=reader, at=at)

    def _moderate(self, row: dict[str, Any]) -> None:
        """Hidden by the officer of the unit, and one of them shown again the day after."""
        initiative, at = self._about(row), self.life.at(row["days_before"], hour=14)
        if initiative is None or at <= initiative.changed_at:
            return
        who = actor_for(self.life.crews[row["who"]].members[1], at=at)
        comment = talking.write(initiative, text=row["text"], by=who, at=at)
        later = at + dt.timedelta(hours=2)
        officer = actor_for(self.life.crews[row["of"]].officer, at=later)
        talking.hide(comment, reason=row["hidden"], by=officer, at=later)
        if row["shown_again"]:
            next_day = at + dt.timedelta(days=1)
            talking.show_again(comment, reason=row["shown_again"], by=officer, at=next_day)

    def _help(self, row: dict[str, Any]) -> None:
        """What was answered is closed and thanked for; the other one waits for its officer."""
        crew, at = self.life.crews[row["by"]], self.life.at(row["days_before"], hour=10)
        asker, officer = (
            actor_for(user, at=at) for user in (crew.members[row["member"]], crew.officer)
        )
        asked = asking.ask(crew.unit, need=row["need"], by=asker, at=at)
        if not row["answer"]:
            return
        later = at + dt.timedelta(hours=3)
        helping.take(asked, by=officer, at=later)
        helping.close(asked, text=row["answer"], by=officer, at=later)
        asking.thank(asked, by=asker, at=later + dt.timedelta(hours=1))
