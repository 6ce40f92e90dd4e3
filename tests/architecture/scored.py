"""Criteria tables of the one CĐCS of the matrix.

It is the superior union that writes them; the CĐCS has one of its own here, so that strangers of its
branch have something not to find.
"""

import uuid
from typing import Any

from sangkien.core import clock
from tests.architecture.matrix import Form
from tests.factories import Cast
from tests.scoring.scenes import KEY, draft


class Scored:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        at: dict[str, Any] = {"at": clock.now()}
        self.draft = draft(cast.factory, cast.superior_officer, **at)
        self.other = draft(cast.factory, cast.provincial_officer, **at)

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "scoring.pk": (self.draft.pk, self.other.pk),
            "scoring.key": (KEY,),
            "scoring.unit_code": (self.cast.factory.code,),
            "scoring.code": ("I.1", "I"),
            "scoring.place": (0,),
        }

    def forms(self) -> dict[str, Form]:
        seen, own = {"seen": str(self.draft.version)}, {"pk": self.draft.pk}
        line = {**seen, "kind": "manual", "code": "I.9", "name": "Họp đủ", "most": "5"}
        band = {**seen, "name": "Xuất sắc", "low": "96"}
        general = {**seen, "name": "Bảng điểm", "first": "1", "second": "2"}
        begun = {
            "start": f"mau-{KEY}",
            "year": str(clock.today().year),
            "request_key": str(uuid.UUID(int=12)),
        }
        number = {"seen": str(self.other.version), "number": "15/HD-LĐLĐ"}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "begin": ({"unit_code": self.cast.factory.code}, begun),
            "general": (own, general),
            "ranking_rules": (own, {**seen, "tie_1": "class_score", "days": "10"}),
            "add_line": (own, line),
            "line": ({**own, "code": "I.1"}, {**line, "code": "I.1"}),
            "add_band": (own, band),
            "band": ({**own, "place": 0}, band),
            "enforce": ({"pk": self.other.pk}, number),
            "drop": (own, {}),
        }
        return {
            f"scoring:{page}": Form(sender="superior", args=args, body=body)
            for page, (args, body) in cases.items()
        }
