"""Decisions, certificates and appeals of the one CĐCS of the matrix."""

import uuid
from dataclasses import dataclass

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.papers import rules
from sangkien.recognition.actions import appealing, refusing
from sangkien.recognition.models import Appeal, Certificate, RecognitionDecision
from tests.architecture.matrix import Form
from tests.factories import Cast, make_officer
from tests.recognition.scene import drafted, signed
from tests.web.scene import Scene, by_now

REASON = "Chưa có số liệu chứng minh kết quả."
TEXT = "Tôi xin bổ sung bảng theo dõi thời gian của tổ trong ba tháng."


WORDS = {
    "title": "Về việc công nhận",
    "influence": "unit",
    "signer_name": "Trần Thị Bình",
    "signer_post": "Chủ tịch",
}
TERMS = {
    "highest": "unit",
    "appeal_days": "10",
    "answer_days": "10",
    "decision_symbol": "QĐ-CĐCS",
    "certificate_symbol": "GCN-CĐCS",
}


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """One recognised, one in a draft, one that waits, one appealed, one that may be."""

    waiting: Initiative
    recognised: Initiative
    refused: Initiative
    draft: RecognitionDecision
    decision: RecognitionDecision
    certificate: Certificate
    appeal: Appeal

    def values(self, cast: Cast) -> dict[str, tuple[object, ...]]:
        drafts, done = (self.draft.pk,), (self.decision.pk,)
        assert self.decision.paper is not None
        return {
            "recognition.unit_code": (cast.factory.code,),
            "recognition.pk": drafts,
            "recognition:decision.pk": (*drafts, *done),
            "recognition:decision_pdf.pk": done,
            "recognition:decision_docx.pk": done,
            "recognition:certificates_pdf.pk": done,
            "recognition:certificate_pdf.pk": (self.certificate.pk,),
            "recognition:certificate_docx.pk": (self.certificate.pk,),
            "recognition:reissue.pk": (self.certificate.pk,),
            "recognition:appeal.pk": (self.appeal.pk,),
            "recognition:leave_out.position": (1,),
            "recognition.code": (self.recognised.code, self.refused.code),
            # A certificate names its holder to who has it in hand; a decision names nobody.
            "papers.code": (self.decision.paper.code, rules.new_code()),
        }

    def forms(self, cast: Cast) -> dict[str, Form]:
        one: dict[str, object] = {"code": self.recognised.code}
        unit: dict[str, object] = {"unit_code": cast.factory.code}
        draft: dict[str, object] = {"pk": self.draft.pk}
        seen = {"seen": self.draft.version}
        document = {"document": "15/QĐ ngày 10/06/2026"}
        day = f"{clock.today():%d/%m/%Y}"
        words = {**WORDS, "decided_on": day}
        chosen = {
            "intent": "draft",
            "selected": self.waiting.code,
            "request_key": str(uuid.UUID(int=7)),
        }
        terms = {**TERMS, "in_force_on": day}
        shown = {"shown": ["0", "1"], "evidence": "Ba công ty đang dùng.", **document}
        return {
            "recognition:waiting": Form(sender="officer", args=unit, body=chosen),
            "recognition:decision": Form(sender="officer", args=draft, body={**words, **seen}),
            "recognition:sign": Form(sender="officer", args=draft, body={**seen, "read": "on"}),
            "recognition:discard": Form(sender="officer", args=draft, body={}),
            "recognition:leave_out": Form(sender="officer", args={**draft, "position": 1}, body={}),
            "recognition:revoke": Form(
                sender="officer", args=one, body={"reason": REASON, **document}
            ),
            "recognition:raise": Form(sender="provincial", args=one, body=shown),
            "recognition:reissue": Form(
                sender="officer",
                args={"pk": self.certificate.pk},
                body={"name": "Nguyễn Văn Ân", "reason": "In sai tên."},
            ),
            "recognition:ask": Form(
                sender="author", args={"code": self.refused.code}, body={"text": TEXT}
            ),
            "recognition:appeal": Form(
                sender="superior",
                args={"pk": self.appeal.pk},
                body={"intent": "uphold", "answer": "Chưa đủ căn cứ."},
            ),
            "recognition:regulation": Form(sender="officer", args=unit, body=terms),
        }


def make_recognised(scene: Scene) -> Recognised:
    cast, now = scene.cast, clock.now()
    officer, author = by_now(cast.officer), by_now(cast.author)
    made = [scene.sent(title=f"Giá kệ nhiều tầng số {number}") for number in range(5)]
    for row in made:
        confirmation.confirm(row, by=officer, at=now)
    waiting, recognised, in_draft, appealed, refused = map(with_authors, made)
    drafter = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Vũ Thị Nhàn")
    decision = signed(cast.factory, [recognised], cast.officer, drafter=drafter, at=now)
    draft = drafted(cast.factory, [in_draft], drafter, at=now)
    for row in (appealed, refused):
        refusing.refuse(cast.factory, row, reason=REASON, by=officer, at=now)
    return Recognised(
        waiting=waiting,
        recognised=recognised,
        refused=refused,
        draft=draft,
        decision=decision,
        certificate=Certificate.objects.get(),
        appeal=appealing.appeal(appealed, text=TEXT, by=author, at=now),
    )
