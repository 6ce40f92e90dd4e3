"""Documents of the one CĐCS of the matrix: one that is being written, one that waits for a second
person, one that was issued, and a template of its own.
"""

import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.documents import queries
from sangkien.documents.actions import signing, templates
from sangkien.documents.actions.templates import Words
from sangkien.programmes.models import Programme
from tests.architecture.matrix import Form
from tests.documents.scenes import begin, plain, rewrite, submit
from tests.factories import SYSTEM, Cast, actor, make_officer

KEY = "cong_van"


class Documented:
    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, at = cast, clock.now()
        self.whole = programme.periods.get(kind="whole")
        colleague = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Hà Cùng Văn Phòng")
        self.draft = rewrite(
            begin(cast.factory, cast.officer, key=KEY, period=self.whole, at=at), cast.officer
        )
        self.waiting = submit(plain(cast.factory, colleague, at=at), colleague)
        issued = submit(plain(cast.factory, colleague, at=at), colleague)
        self.issued = signing.issue(issued, seen=issued.version, by=SYSTEM, at=at)
        shipped = queries.get_shipped(KEY)
        words = Words(name="Mẫu riêng", kind=shipped.kind, report_kind="", content=shipped.content)
        by = actor(cast.officer, at=at)
        self.template = templates.copy(
            cast.factory, words, request_key=uuid.UUID(int=31), by=by, at=at
        )

    def values(self) -> dict[str, tuple[object, ...]]:
        documents = (self.draft.pk, self.waiting.pk, self.issued.pk)
        own = ("template", "template_head", "template_choose", "template_add", "template_block")
        return {
            "documents.pk": documents,
            **{f"documents:{page}.pk": (self.template.pk,) for page in (*own, "template_drop")},
            "documents.unit_code": (self.cast.factory.code,),
            "documents.kind": ("text", "units"),
            "documents.key": ("b1",),
            "documents:shipped.key": (KEY,),
        }

    def forms(self) -> dict[str, Form]:
        seen = {"seen": str(self.draft.version)}
        own, waiting = {"pk": self.draft.pk}, {"pk": self.waiting.pk}
        template, unit = {"pk": self.template.pk}, {"unit_code": self.cast.factory.code}
        head = {**seen, "title": "Nhắc tuần", "symbol": "CV-CĐ", "place": "Bình Minh"}
        words = {**seen, "text": "Đề nghị gửi trước thứ Sáu."}
        key = {"request_key": str(uuid.UUID(int=32))}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "begin": (unit, {**key, "template": f"goi-y-{KEY}", "period": str(self.whole.pk)}),
            "head": (own, head),
            "add": ({**own, "kind": "text"}, words),
            "block": ({**own, "key": "b1"}, words),
            "renew": (own, seen),
            "submit": ({"pk": self.draft.pk}, seen),
            "sign": (waiting, {"intent": "issue", "seen": str(self.waiting.version)}),
            "drop": (own, {}),
            "revoke": ({"pk": self.issued.pk}, {"reason": "Sai số liệu."}),
            "copy": (unit, {**key, "source": f"goi-y-{KEY}", "name": "Mẫu khác"}),
            "template_head": (template, {**head, "seen": "1"}),
            "template_add": ({**template, "kind": "text"}, {**words, "seen": "1"}),
            "template_block": ({**template, "key": "b1"}, {**words, "seen": "1"}),
            "template_drop": (template, {}),
        }
        return {
            f"documents:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }
