"""Awards of the one CĐCS of the matrix, written by its superior union."""

import uuid
from typing import Any

from sangkien.core import clock
from tests.architecture.matrix import Form
from tests.commendation.catalogue import CODE, draft_award, enforce_award
from tests.factories import Cast

AWARD_PAGES = (
    *("award", "award_pdf", "award_heading", "award_general", "award_route", "award_route_name"),
    *("award_condition_new", "award_condition", "award_enforce", "award_end", "award_drop"),
)


class Awarded:
    """A draft of the superior union, one of the province, and one in force."""

    def __init__(self, cast: Cast) -> None:
        self.cast, unit = cast, cast.factory
        at: dict[str, Any] = {"at": clock.now()}
        self.draft = draft_award(unit, cast.superior_officer, **at)
        self.other = draft_award(unit, cast.provincial_officer, code="bieu-duong-quy", **at)
        made = draft_award(unit, cast.provincial_officer, code="khen-nong-tap-the", **at)
        self.held = enforce_award(made, cast.superior_officer, **at)

    def values(self) -> dict[str, tuple[object, ...]]:
        pks = (self.draft.pk, self.other.pk, self.held.pk)
        return {
            **{f"commendation:{page}.pk": pks for page in AWARD_PAGES},
            "commendation:award_begin.unit_code": (self.cast.factory.code,),
            "commendation:shipped.code": (CODE,),
            "commendation.route": (0, 1),
            "commendation.place": (0,),
        }

    def forms(self) -> dict[str, Form]:
        seen, own = {"seen": str(self.draft.version)}, {"pk": self.draft.pk}
        condition = {**seen, "kind": "statement", "words": "Hoàn thành nhiệm vụ"}
        today = f"{clock.today():%d/%m/%Y}"
        heading = {"name": "Bằng khen", "form": "commendation", "holder_kind": "collective"}
        rest = {"of": "all", "money_kind": "none", "wording": "Đã có thành tích {thanh_tich}"}
        begun = {"start": f"mau-{CODE}", "request_key": str(uuid.UUID(int=13))}
        dated = {"seen": str(self.other.version), "since_on": today}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "award_begin": ({"unit_code": self.cast.factory.code}, begun),
            "award_heading": (own, {**seen, **heading}),
            "award_general": (own, {**seen, **rest}),
            "award_route": (own, {**condition, "route_name": "Trường hợp khác"}),
            "award_route_name": ({**own, "route": 1}, {**seen, "route_name": "Đổi tên"}),
            "award_condition_new": ({**own, "route": 1}, condition),
            "award_condition": ({**own, "route": 1, "place": 0}, condition),
            "award_enforce": ({"pk": self.other.pk}, dated),
            "award_end": ({"pk": self.held.pk}, {"until_on": today}),
            "award_drop": (own, {}),
        }
        return {
            f"commendation:{page}": Form(sender="superior", args=args, body=body)
            for page, (args, body) in cases.items()
        }
