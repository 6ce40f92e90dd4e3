"""Open review meetings of the opening of the matrix: one is written, one waits for a second person,
one can be dropped.
"""

import uuid
from typing import Any

from sangkien.core.periods import local_day
from sangkien.scoring.actions import reviewing
from sangkien.scoring.models import ReviewMeeting
from sangkien.scoring.rules.reviews import Minutes
from tests.architecture.carded import Carded
from tests.architecture.matrix import Form
from tests.factories import Cast, actor

MINUTES: dict[str, Any] = {
    "place": "Hội trường",
    "chair": "Phạm Thị Dung",
    "secretary": "Đỗ Đồng Cấp",
}


class Reviewed:
    def __init__(self, cast: Cast, carded: Carded) -> None:
        self.cast, self.opening, self.at = cast, carded.opening, carded.at
        self.table = carded.table
        self.written, self.waiting, self.dropped = (
            self._recorded(user)
            for user in (cast.superior_officer, cast.provincial_officer, cast.superior_officer)
        )

    def _recorded(self, user: Any) -> ReviewMeeting:
        minutes = Minutes(
            held_on=local_day(self.at),
            present=(self.cast.factory.pk,),
            conclusion="Nhất trí kết quả.",
            **MINUTES,
        )
        by = actor(user, at=self.at)
        key = uuid.uuid4()
        return reviewing.note_down(self.opening, None, minutes, request_key=key, by=by, at=self.at)

    def values(self) -> dict[str, tuple[object, ...]]:
        openings = ("grid", "grid_sheet", "summary_pdf", "summary_word", "ranking", "review_new")
        pages = ("review", "review_edit", "review_pdf", "review_word")
        return {
            **{f"scoring:{page}.pk": (self.opening.pk,) for page in openings},
            **{f"scoring:{page}.pk": (self.written.pk,) for page in pages},
            "scoring:review_confirm.pk": (self.waiting.pk,),
            "scoring:review_drop.pk": (self.dropped.pk,),
        }

    def forms(self) -> dict[str, Form]:
        typed = {
            **MINUTES,
            "held_on": f"{local_day(self.at):%d/%m/%Y}",
            "present": [str(self.cast.factory.pk)],
            "conclusion": "Nhất trí.",
        }
        fresh = {**typed, "request_key": str(uuid.UUID(int=23))}
        seen = {"seen": str(self.written.version)}
        cases: dict[str, tuple[int, dict[str, Any]]] = {
            "review_new": (self.opening.pk, fresh),
            "review_edit": (self.written.pk, {**typed, **seen}),
            "review_confirm": (self.waiting.pk, seen),
            "review_drop": (self.dropped.pk, {}),
        }
        return {
            f"scoring:{page}": Form(sender="superior", args={"pk": pk}, body=body)
            for page, (pk, body) in cases.items()
        }
