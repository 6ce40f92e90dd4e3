"""Invented people: they are enrolled, given roles and say whether their name may be public."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.demo import facts
from sangkien.demo.drawing import Draw
from sangkien.demo.logins import PASSWORD, Login
from sangkien.privacy.actions import consents
from sangkien.privacy.enums import Channel, Purpose
from sangkien.units.actions import people
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

SYSTEM = Actor.system()
CONSENTING_PERCENT = 75


@dataclass(frozen=True, kw_only=True)
class Crew:
    """The people of one unit: the officer decides, the members are authors."""

    unit: Unit
    officer: User
    members: tuple[User, ...]
    sector: str = ""

    @property
    def everybody(self) -> tuple[User, ...]:
        return (self.officer, *self.members)


@dataclass
class Roll:
    """Enrols people under consecutive member codes, "KG00001", "KG00002", ..."""

    prefix: str
    draw: Draw
    _last: int = field(default=0, init=False)

    def officer(
        self,
        unit: Unit,
        role: RoleKey,
        *,
        granted_by: User | None,
        at: dt.datetime,
        login: Login | None = None,
    ) -> User:
        """The first officer of a unit: enrolled at set-up, given the role by the level above."""
        user = self._enrol(unit, by=SYSTEM, at=at, login=login)
        people.grant_role(
            unit,
            user,
            role=role,
            since_on=local_day(at),
            by=actor_for(granted_by, at=at) if granted_by else SYSTEM,
            at=at,
            reason="Phân công của Ban Chấp hành",
        )
        return user

    def members(
        self,
        unit: Unit,
        count: int,
        *,
        by: User,
        at: dt.datetime,
        logins: Sequence[Login] = (),
    ) -> tuple[User, ...]:
        """Members of a unit, enrolled by its officer; the first ones may sign in."""
        actor = actor_for(by, at=at)
        given: list[Login | None] = [*logins, *[None] * (count - len(logins))]
        return tuple(self._enrol(unit, by=actor, at=at, login=login) for login in given)

    def crew(
        self, unit: Unit, count: int, *, granted_by: User, at: dt.datetime, sector: str = ""
    ) -> Crew:
        """A grassroots officer and `count` members."""
        officer = self.officer(unit, RoleKey.GRASSROOTS_OFFICER, granted_by=granted_by, at=at)
        members = self.members(unit, count, by=officer, at=at)
        return Crew(unit=unit, officer=officer, members=members, sector=sector)

    def _enrol(self, unit: Unit, *, by: Actor, at: dt.datetime, login: Login | None) -> User:
        self._last += 1
        user = people.enrol(
            unit,
            full_name=self._name(),
            member_code=login.member_code if login else f"{self.prefix}{self._last:05d}",
            phone=login.phone if login else "",
            password=PASSWORD if login else None,
            since_on=local_day(at),
            by=by,
            at=at,
        )
        if self.draw.chance(CONSENTING_PERCENT):
            consents.give(
                user,
                purpose=Purpose.PUBLIC_NAME,
                channel=Channel.WEB,
                by=actor_for(user, at=at),
                at=at,
            )
        return user

    def _name(self) -> str:
        names = facts.load("names.json")
        given = names[self.draw.one(["men", "women"])]
        family, middle = self.draw.one(names["families"]), self.draw.one(given["middle"])
        return f"{family} {middle} {self.draw.one(given['given'])}"
