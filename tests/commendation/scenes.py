"""A round of the province for its CĐCS, with awards made straight as rows."""

import datetime as dt
import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import dossiers, rounds
from sangkien.commendation.actions.rounds import Wanted
from sangkien.commendation.enums import AwardForm, AwardState, HolderKind, Origin
from sangkien.commendation.models import Award, Dossier, Round
from sangkien.commendation.rules import terms
from sangkien.core.periods import end_of
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor, make_officer

PAPER = {"key": "bien-ban", "name": "Biên bản họp xét"}


def make_award(unit: Unit, writer: User, **changes: Any) -> Award:
    """In force since the new year; `terms` are shallow."""
    content = {"documents": [PAPER], "quota": {"per_proposer": 2}, **changes.pop("terms", {})}
    values: dict[str, Any] = {
        "code": "bang-khen",
        "name": "Bằng khen",
        "form": AwardForm.COMMENDATION,
        "holder_kind": HolderKind.PERSON,
        "since_on": dt.date(2026, 1, 1),
        "state": AwardState.IN_FORCE,
        "enforced_by": writer,
        "enforced_at": NOW,
        **changes,
    }
    read = terms.dump(terms.read(content))
    return Award.objects.create(
        unit=unit,
        terms=read,
        digest=terms.digest(read),
        request_key=uuid.uuid4(),
        written_by=writer,
        written_at=NOW,
        **values,
    )


def make_round(unit: Unit, writer: User, *awards: Award, **changes: Any) -> Round:
    wanted = Wanted(
        **{
            "title": "Đợt xét khen thưởng quý II",
            "awards": awards,
            "since_on": dt.date(2026, 1, 1),
            "until_on": dt.date(2026, 5, 31),
            "closes_at": end_of(dt.date(2026, 6, 10)),
            **changes,
        }
    )
    return rounds.open_round(unit, wanted, request_key=uuid.uuid4(), by=actor(writer), at=NOW)


class Nominating:
    """`award` and `prize` (of collectives) of the province; a second officer wherever one is needed."""

    def __init__(self, cast: Cast, **award: Any) -> None:
        self.cast = cast
        self.award = make_award(cast.province, cast.provincial_officer, **award)
        self.flag = make_award(
            cast.province,
            cast.provincial_officer,
            code="co",
            name="Cờ thi đua",
            form=AwardForm.FLAG,
            holder_kind=HolderKind.COLLECTIVE,
        )
        self.round = make_round(cast.province, cast.provincial_officer, self.award, self.flag)

    def colleague(self, unit: Unit, role: RoleKey) -> User:
        return make_officer(unit, role, "Đỗ Đồng Cấp")

    def nominate(self, **changes: Any) -> Dossier:
        cast = self.cast
        values: dict[str, Any] = {
            "award": self.award,
            "unit": cast.factory,
            "user": cast.author,
            "proposer": cast.factory,
            "origin": Origin.HAND,
            "summary": "Có 3 sáng kiến được công nhận",
            "findings": [],
            "request_key": uuid.uuid4(),
            "by": actor(cast.officer),
            "at": NOW,
            **changes,
        }
        return dossiers.nominate(self.round, values.pop("award"), **values)
