"""A confirmed initiative of the factory, and what other units do with it."""

import datetime as dt
from dataclasses import dataclass

from sangkien.accounts.models import User
from sangkien.adoption.actions import adopting, asking
from sangkien.adoption.actions.adopting import Told
from sangkien.adoption.models import Adoption, Check, Course
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor, make_cast, make_initiative, make_programme

TOLD = Told(since_on=dt.date(2026, 5, 4), place="Tổ may 3", changes="Dùng chốt nhựa.")


@dataclass(frozen=True, kw_only=True)
class Scene:
    cast: Cast
    programme: Programme

    def confirmed(self, *, at: dt.datetime = NOW, **options: object) -> Initiative:
        made = make_initiative(
            self.programme,
            self.cast.factory,
            self.cast.author,
            at=at,
            **options,  # type: ignore[arg-type]
        )
        return confirmation.confirm(made, by=actor(self.cast.officer, at=at), at=at)

    def adopt(
        self,
        initiative: Initiative,
        *,
        unit: Unit | None = None,
        user: User | None = None,
        told: Told = TOLD,
        at: dt.datetime = NOW,
    ) -> Adoption:
        return adopting.adopt(
            initiative,
            unit or self.cast.sister_factory,
            told=told,
            by=actor(user or self.cast.sister_officer, at=at),
            at=at,
        )

    def asked(self, initiative: Initiative, *, at: dt.datetime) -> Check:
        """The check of its own unit that is open at an instant."""
        asking.follow([initiative.pk])
        asking.open_due(at)
        course = Course.objects.get(initiative=initiative, adoption=None)
        return Check.objects.filter(course=course).order_by("-pk")[0]


def make_adoption_scene() -> Scene:
    cast = make_cast()
    return Scene(cast=cast, programme=make_programme(cast.province))
