"""A round of the province for its CĐCS, with awards made straight as rows."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import dossiers, dossiers_chain, dossiers_files, rounds
from sangkien.commendation.actions.rounds import Wanted
from sangkien.commendation.enums import AwardForm, AwardState, HolderKind, Origin
from sangkien.commendation.models import Award, Dossier, Round
from sangkien.commendation.rules import terms
from sangkien.core.periods import end_of
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor, make_officer

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
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

    def written(self, **changes: Any) -> Dossier:
        """With its report and its one paper: ready to be sent."""
        by: dict[str, Any] = {"by": changes.get("by", actor(self.cast.officer)), "at": NOW}
        row = self.nominate(**changes)
        words: dict[str, Any] = {
            "summary": row.summary,
            "achievement": "Đạt kết quả tốt trong quý.",
        }
        dossiers.write(row, **words, seen=row.version, **by)
        upload = SimpleUploadedFile("bien-ban.pdf", PDF)
        dossiers_files.add_file(
            row, key=PAPER["key"], upload=upload, caption="", request_key=uuid.uuid4(), **by
        )
        row.refresh_from_db()
        return row

    def sent(self, **changes: Any) -> Dossier:
        row = self.written(**changes)
        by = changes.get("by", actor(self.cast.officer))
        return dossiers_chain.send(row, is_certified=True, seen=row.version, by=by, at=NOW)

    def accepted(self, row: Dossier, *users: User) -> Dossier:
        """Complete at each of these offices, and proposed on by all but the last."""
        for user in users:
            if user is not users[0]:
                self._forward(row, users[users.index(user) - 1])
            dossiers_chain.accept([(row, row.version)], by=actor(user), at=NOW)
            row.refresh_from_db()
        return row

    def _forward(self, row: Dossier, user: User) -> None:
        seen = [(row, row.version)]
        dossiers_chain.forward(seen, reason="Thành tích rõ", by=actor(user), at=NOW)
        row.refresh_from_db()

    def at_the_top(self, **changes: Any) -> Dossier:
        cast = self.cast
        return self.accepted(self.sent(**changes), cast.superior_officer, cast.provincial_officer)
