"""A province whose superior unions lag, and what its officer does about it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM
from sangkien.followup import queries, texts
from sangkien.followup.actions import going
from sangkien.followup.actions.urging import Done, Order, Scene
from sangkien.followup.enums import Step, Topic
from sangkien.followup.rules import Terms
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.progress.actions import folding, sizing
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_officer,
    make_programme,
    make_target,
)

DAY = dt.timedelta(days=1)
MORNING = dt.datetime(2026, 5, 20, 9, 30, tzinfo=VIETNAM)  # a Wednesday


@dataclass(frozen=True, kw_only=True)
class Lagging:
    cast: Cast
    programme: Programme

    @property
    def period(self) -> Period:
        return self.programme.periods.select_related("programme", "unit").get(kind=PeriodKind.WHOLE)

    def by(self, user: User, *, at: dt.datetime = NOW) -> Actor:
        return replace(actor(user, at=at), proven_at=at)

    def scene(
        self,
        user: User,
        issuer: Unit,
        *,
        at: dt.datetime = NOW,
        key: uuid.UUID | None = None,
        topic: Topic = Topic.PROGRAMME,
    ) -> Scene:
        return Scene(
            issuer=issuer,
            period=self.period,
            topic=topic,
            terms=queries.terms_for(issuer, self.programme),
            key=key or uuid.uuid4(),
            by=self.by(user, at=at),
            at=at,
        )

    def urge(
        self,
        *units: Unit,
        step: Step = Step.NOTICE,
        text: str = "",
        user: User | None = None,
        issuer: Unit | None = None,
        at: dt.datetime = NOW,
        key: uuid.UUID | None = None,
        topic: Topic = Topic.PROGRAMME,
        period: Period | None = None,
    ) -> Done:
        """By the province, unless somebody else is named."""
        scene = self.scene(
            user or self.cast.provincial_officer,
            issuer or self.cast.province,
            at=at,
            key=key,
            topic=topic,
        )
        if period is not None:
            scene = replace(scene, period=period)
        usual = texts.ABOUT_REPORTS if topic == Topic.REPORTS else texts.USUAL
        order = Order(step=step, text=text or usual[step], units=units or self.below)
        return going.urge(scene, [order])

    @property
    def below(self) -> Sequence[Unit]:
        return (self.cast.superior, self.cast.sister_superior)

    def sent(self, unit: Unit, author: User, *, at: dt.datetime = NOW) -> None:
        make_initiative(self.programme, unit, author, at=at)
        folding.fold(at)


def make_lagging() -> Lagging:
    """The two superior unions have ten to reach, one of them has an officer who signed in."""
    cast = make_cast()
    programme = make_programme(cast.province)
    made = Lagging(cast=cast, programme=programme)
    for unit in made.below:
        make_target(made.period, unit, 10)
    sister = make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng")
    User.objects.filter(pk=sister.pk).update(phone="84912345679")
    User.objects.filter(pk=cast.superior_officer.pk).update(phone="84912345678", last_login=NOW)
    folding.fold(NOW)
    sizing.refresh(NOW)
    return made


def terms(**changes: object) -> Terms:
    return replace(Terms(), **changes)  # type: ignore[arg-type]
