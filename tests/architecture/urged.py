"""The one CĐCS of the matrix is urged by the union above it: a call, and letters at each step."""

import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.followup import queries, texts
from sangkien.followup.actions import going, letters
from sangkien.followup.actions.urging import Order, Scene
from sangkien.followup.enums import Step
from sangkien.followup.models import Letter, Urging
from sangkien.programmes.models import Period, Programme
from tests.agreements.pacts import proven
from tests.architecture.matrix import Form
from tests.factories import Cast, make_unit
from tests.web.scene import by_now

PAPER = {
    "title": "đôn đốc đăng ký sáng kiến",
    "body": "Đề nghị các đơn vị đẩy nhanh tiến độ.",
    "symbol": "CV-LĐLĐ",
    "place": "Bình Minh",
    "signs_for": "TM. BAN THƯỜNG VỤ",
    "signer_post": "CHỦ TỊCH",
    "signer_name": "Lê Người Ký",
}


class Urged:
    """By the superior's officer; the province signs the letters."""

    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, self.programme = cast, programme
        User.objects.filter(pk=cast.officer.pk).update(phone="84977000001")
        self.period = Period.objects.select_related("programme", "unit").get(
            programme=programme, kind="whole"
        )
        self._urge(Step.CALL)
        self.call = Urging.objects.get(step=Step.CALL)
        self.issued = self._letter("Tổ may 1")
        self._submit(self.issued)
        signer = proven(cast.provincial_officer, at=clock.now())
        letters.issue(self.issued, seen=2, by=signer, at=clock.now())
        self.waiting = self._letter("Tổ may 2")
        self._submit(self.waiting)
        self.draft = self._letter("Tổ may 3")

    def _urge(self, step: Step, *units: Any) -> Any:
        scene = Scene(
            issuer=self.cast.superior,
            period=self.period,
            terms=queries.terms_for(self.cast.superior, self.programme),
            key=uuid.uuid4(),
            by=by_now(self.cast.superior_officer),
            at=clock.now(),
        )
        order = Order(step=step, text=texts.USUAL[step], units=units or [self.cast.factory])
        return going.urge(scene, [order])

    def _letter(self, section: str) -> Letter:
        """About a part of the factory that nobody urges otherwise."""
        unit = make_unit(section, level="bo-phan", parent=self.cast.factory)
        found: Letter = self._urge(Step.LETTER, unit).letter
        return found

    def _submit(self, letter: Letter) -> None:
        by = by_now(self.cast.superior_officer)
        letters.submit(letter, dict(PAPER), seen=1, by=by, at=clock.now())

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "followup.unit_code": (self.cast.superior.code,),
            "followup.slug": (self.programme.slug,),
            "followup:history.unit_code": (self.cast.factory.code,),
            "followup:urging.pk": (self.call.pk,),
            "followup.pk": (self.draft.pk, self.waiting.pk, self.issued.pk),
        }

    def forms(self) -> dict[str, Form]:
        here: dict[str, object] = {
            "unit_code": self.cast.superior.code,
            "slug": self.programme.slug,
        }
        sent = {
            "intent": "send",
            "request_key": str(uuid.UUID(int=62)),
            "don_vi_notice": self.cast.factory.code,
            "notice": "{don_vi} còn thiếu {con_thieu}.",
        }
        numbers = ("behind_percent", "zero_after_days", "closing_days", "overdue_days")
        steps = {step.value: "2" for step in Step}
        rule = dict.fromkeys(numbers, "5") | steps | {"programme": "chuong-trinh-nay"}
        called = {"urging": str(self.call.pk), "outcome": "talked"}
        return {
            "followup:send": Form(sender="superior", args=here, body=sent),
            "followup:calls": Form(sender="superior", args=here, body=called),
            "followup:rule": Form(sender="superior", args=here, body=rule),
            "followup:urging": Form(
                sender="officer", args={"pk": self.call.pk}, body={"answer": "noted"}
            ),
            "followup:letter": Form(
                sender="superior",
                args={"pk": self.draft.pk},
                body={**PAPER, "seen": "1", "intent": "save"},
            ),
        }
