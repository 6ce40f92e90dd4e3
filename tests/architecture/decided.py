"""Decisions, the register and a revocation of the one CĐCS of the matrix."""

import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import deciding, deciding_lines, restoring, revoking
from sangkien.commendation.enums import AwardForm
from sangkien.commendation.models import AwardDecision, Conferral, Restoration, Revocation
from sangkien.core import clock
from sangkien.papers.models import IssuedPaper
from tests.architecture.matrix import Form
from tests.commendation import deciding as scenes
from tests.factories import Cast, actor, make_officer

WORDS = {"title": "Về việc khen thưởng", "signer_name": "Trần Ký", "signer_post": "Chủ tịch"}
OF_DECISION = ("decision", "add_line", "reword", "leave_out", "sign", "discard", "preview")
OF_LINE = ("conferral", "certificate", "certificate_docx", "answer_honour", "revoke")
OF_REVOCATION = ("sign_revocation", "drop_revocation", "revocation_paper", "revocation_docx")
OF_RESTORATION = ("sign_restoration", "drop_restoration", "preview_restoration")
WHY = {"reason": "Kết luận được hủy", "document": "Kết luận 5"}
SIGNER = {"signer_name": "Trần Ký", "signer_post": "Chủ tịch"}


class Decided:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.at = cast, clock.now()
        self.other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lê Soạn Thảo")
        self.award = scenes.make_award(
            cast.factory, code="khen-nong", form=AwardForm.SPOT, at=self.at
        )
        self.round = scenes.make_round(cast.factory, at=self.at)
        self.waiting = scenes.passed(self.round, self.award, cast.factory, cast.author, at=self.at)
        self.draft = self._drafted(self.other)
        signed = scenes.signed(self._drafted(self.other, lines=5), cast.officer, at=self.at)
        self.signed = signed
        rows = Conferral.objects.filter(decision=signed).select_related("paper")
        self.line, self.ending, self.gone, coming, self.back = rows.order_by("position")
        self.revocation = revoking.prepare(
            self.ending,
            reason="Khai không đúng số liệu",
            document="Kết luận 3",
            **SIGNER,
            by=actor(self.other, at=self.at),
            at=self.at,
        )
        self.coming = self._restoration(coming)
        self.past = self._revoked(self.back, restored_at=self.at)
        made = {**WHY, **SIGNER, "paper": coming.paper, "signed_at": self.at}
        Restoration.objects.create(
            revocation=self.past,
            prepared_by=self.other,
            prepared_at=self.at,
            signed_by=cast.officer,
            **made,
        )
        self._revoked(self.gone)

    def _revoked(self, row: Conferral, **changes: Any) -> Revocation:
        """As if signed; its own certificate stands for the paper."""
        made = Revocation.objects.create(
            conferral=row,
            **WHY,
            **SIGNER,
            prepared_by=self.other,
            prepared_at=self.at,
            signed_by=self.cast.officer,
            signed_at=self.at,
            paper=row.paper,
            **changes,
        )
        if not changes:
            ended = {"revoked_at": self.at, "revoke_reason": WHY["reason"]}
            Conferral.objects.filter(pk=row.pk).update(**ended)
            IssuedPaper.objects.filter(pk=row.paper_id or 0).update(**ended)
        return made

    def _restoration(self, row: Conferral) -> Restoration:
        by = actor(self.other, at=self.at)
        return restoring.prepare(self._revoked(row), **WHY, **SIGNER, by=by, at=self.at)

    def _drafted(self, user: User, *, lines: int = 1) -> AwardDecision:
        by, at, cast = actor(user, at=self.at), self.at, self.cast
        row = deciding.draft_spot(cast.factory, request_key=uuid.uuid4(), by=by, at=at)
        guests = ("", "Lê Thị Cúc", "Đỗ Văn Dũng", "Hồ Thị Hà", "Vũ Văn Sơn")  # the author first
        for name in guests[:lines]:
            line = deciding_lines.Line(
                award=self.award,
                unit=cast.factory,
                login="" if name else cast.author.member_code or "",
                name=name,
                achievement="Cứu tài sản",
            )
            deciding_lines.add(row, line, seen=row.version, by=by, at=at)
        return scenes.worded(row, user, at=at)

    def values(self) -> dict[str, tuple[object, ...]]:
        of = "commendation:"
        return {
            "commendation.unit_code": (self.cast.factory.code,),
            "commendation.position": (1,),
            f"{of}choose.pk": (self.round.pk,),
            **{f"{of}{page}.pk": (self.draft.pk,) for page in OF_DECISION},
            f"{of}decision.pk": (self.draft.pk, self.signed.pk),
            f"{of}certificates.pk": (self.signed.pk,),
            f"{of}decision_paper.pk": (self.signed.pk,),
            f"{of}preview.kind": ("pdf", "docx", "giay", "giay-word"),
            f"{of}decision_paper.kind": ("pdf", "docx"),
            **{f"{of}{page}.pk": (self.line.pk,) for page in OF_LINE},
            **{f"{of}{page}.pk": (self.ending.pk,) for page in OF_REVOCATION},
            **{f"{of}{page}.pk": (self.coming.revocation.conferral_id,) for page in OF_RESTORATION},
            f"{of}restore.pk": (self.gone.pk,),
            f"{of}past_paper.pk": (self.back.pk,),
            f"{of}past_paper.number": (self.past.pk,),
            f"{of}past_paper.which": ("thu-hoi", "khoi-phuc"),
            f"{of}past_paper.kind": ("pdf", "docx"),
            f"{of}preview_restoration.kind": ("pdf", "docx"),
        }

    def forms(self) -> dict[str, Form]:
        unit: dict[str, object] = {"unit_code": self.cast.factory.code}
        draft: dict[str, object] = {"pk": self.draft.pk}
        seen, line = {"seen": str(self.draft.version)}, {**draft, "position": 1}
        ending, coming = {"pk": self.ending.pk}, {"pk": self.coming.revocation.conferral_id}
        words = {"about": "Công nhân", "achievement": "Cứu tài sản của xưởng", **seen}
        added = {"award": str(self.award.pk), "code": self.cast.factory.code, "name": "Lê Mới"}
        chosen = {
            "intent": "draft",
            "selected": str(self.waiting.pk),
            "request_key": str(uuid.UUID(int=81)),
        }
        ends = {"reason": "Khai không đúng", "document": "Kết luận 4", **WORDS}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "spot": (unit, {"request_key": str(uuid.UUID(int=82))}),
            "choose": ({"pk": self.round.pk}, chosen),
            "decision": (draft, {**WORDS, **seen, "decided_on": f"{clock.today():%d/%m/%Y}"}),
            "add_line": (draft, {**added, **words}),
            "reword": (line, words),
            "leave_out": (line, {}),
            "sign": (draft, {**seen, "read": "on"}),
            "discard": (draft, {}),
            "revoke": ({"pk": self.line.pk}, ends),
            "sign_revocation": (ending, {"seen": str(self.revocation.pk)}),
            "drop_revocation": (ending, {}),
            "restore": ({"pk": self.gone.pk}, ends),
            "sign_restoration": (coming, {"seen": str(self.coming.pk)}),
            "drop_restoration": (coming, {}),
        }
        forms = {
            f"commendation:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }
        answered = Form(sender="author", args={"pk": self.line.pk}, body={"answer": "yes"})
        return {**forms, "commendation:answer_honour": answered}
