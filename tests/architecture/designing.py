"""The rules, plans and closing times of programmes in the matrix."""

import datetime as dt
from typing import Any

from sangkien.core import clock, periods
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import planning, rulesets
from sangkien.programmes.actions.planning import PlanContent
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.models import (
    BaseDocument,
    LocalPlan,
    Period,
    Programme,
    Ruleset,
    WindowChange,
)
from sangkien.programmes.questions import Question
from sangkien.units.models import Unit
from tests.architecture.lists import SentAgain
from tests.architecture.matrix import Form
from tests.factories import NOW, SYSTEM
from tests.files.samples import picture

PAPER = {"number": "15/KH-CĐ", "issued_on": "01/03/2026", "title": "Kế hoạch của đơn vị"}


class Scan(SentAgain):
    name = "huong-dan.jpg"


class Designed:
    """A question in both programmes, a proposal in the running one, a plan of one unit."""

    def __init__(self, running: Programme, unlaunched: Programme, unit: Unit) -> None:
        self.running, self.unlaunched = running, unlaunched
        asked = [Question(key="", kind=QuestionKind.LINE, label="Máy đang dùng")]
        for programme in (running, unlaunched):
            ruleset = rulesets.draft_ruleset(programme, by=SYSTEM, at=NOW)
            rulesets.set_questions(ruleset, asked, by=SYSTEM, at=NOW)
        self.proposed: Ruleset = rulesets.propose_ruleset(
            rulesets.draft_ruleset(running, by=SYSTEM, at=NOW),
            reason="Thực hiện hướng dẫn mới",
            takes_effect_at=None,
            by=SYSTEM,
            at=NOW,
        )
        self.phase: Period = running.periods.get(kind="phase")
        content = PlanContent(
            number="07/KH-CĐ", issued_on=dt.date(2026, 2, 1), title="Kế hoạch hưởng ứng"
        )
        self.plan: LocalPlan = planning.set_plan(
            running, self.phase, unit, content=content, by=SYSTEM, at=NOW
        )

        self.document: BaseDocument = running.documents.create(
            number="46/HD-TLĐ", issued_on=dt.date(2026, 1, 5), title="Hướng dẫn"
        )
        self.change: WindowChange = WindowChange.objects.create(
            period=self.phase,
            was_from=self.phase.applied_from,
            was_to=self.phase.applied_to,
            applied_from=dt.date(2025, 1, 1),
            applied_to=dt.date(2027, 1, 1),
            reason="Theo hướng dẫn mới",
            proposed_at=NOW,
        )

    def leave_for_later(self, sent: Initiative) -> None:
        """What was sent under a version that asks something after the sending."""
        later = Question(
            key="q9", kind=QuestionKind.LINE, label="Kết quả sau một tháng", moment=Moment.REVIEW
        )
        version = Ruleset.objects.create(
            programme=self.running,
            number=0,
            questions=[later.values()],
            drafted_at=NOW,
            in_force_at=NOW,
        )
        Initiative.objects.filter(pk=sent.pk).update(ruleset=version)
        self.sent = sent

    def values(self, campaign: Period) -> dict[str, tuple[object, ...]]:
        return {
            "programmes:question.key": ("q1",),
            "programmes:plan.pk": (self.plan.pk,),
            "programmes:plan_file.pk": (self.plan.pk,),
            **{f"programmes:document_{page}.pk": (self.document.pk,) for page in ("add", "file")},
            "programmes:extension_file.pk": (1,),
            "programmes:window.number": (1,),
            "programmes:window_decide.number": (1,),
            "programmes:window_decide.pk": (self.change.pk,),
            "programmes:extend_phase.number": (1,),
            "programmes:extend_campaign.pk": (campaign.pk,),
        }

    def answer_form(self) -> dict[str, Form]:
        one: dict[str, object] = {"code": self.sent.code}
        body = {"answer_q9": "Giảm hai giờ mỗi ca"}
        return {"initiatives:answer": Form(sender="author", args=one, body=body)}

    def forms(self, campaign: Period) -> dict[str, Form]:
        running: dict[str, Any] = {"slug": self.running.slug}
        plan = {**PAPER, "unit": self.plan.unit_id, "phase": self.phase.pk}
        forms = (
            *self._rule_forms(),
            ("plan_add", "superior", running, plan),
            ("plan", "superior", {**running, "pk": self.plan.pk}, PAPER),
            *self._paper_forms(running),
            ("extend_phase", "provincial", {**running, "number": 1}, put_off(self.phase)),
            ("extend_campaign", "provincial", {**running, "pk": campaign.pk}, put_off(campaign)),
            ("stretches", "provincial", running, self._a_week()),
        )
        return {
            **self.answer_form(),
            **{
                f"programmes:{page}": Form(sender=sender, args=args, body=body)
                for page, sender, args, body in forms
            },
        }

    def _rule_forms(self) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
        draft: dict[str, Any] = {"slug": self.unlaunched.slug}
        running: dict[str, Any] = {"slug": self.running.slug}
        question = {"label": "Nơi đặt máy", "moment": "entry", "loai": "line"}
        approved = {"decision": "approve", "seen": NOW.isoformat()}
        return [
            ("form", "provincial", draft, {"remove": "q1"}),
            ("question_add", "provincial", draft, question),
            ("question", "provincial", {**draft, "key": "q1"}, question),
            ("terms", "provincial", draft, {"needs_recognition": "on"}),
            ("steps", "provincial", draft, {"kind_2": "accept", "level_2": "tinh"}),
            ("versions", "provincial", running, {"reason": "Thực hiện hướng dẫn mới hơn"}),
            ("version_decide", "provincial", running, approved),
            ("audience", "provincial", draft, {"codes": self.plan.unit.code}),
            ("copy", "provincial", draft, {"title": "Chương trình năm sau"}),
        ]

    def _paper_forms(
        self, running: dict[str, Any]
    ) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
        days = {"applied_from": "01/01/2025", "reason": "Theo hướng dẫn mới"}
        change = {**running, "number": 1, "pk": self.change.pk}
        scan = {"file": Scan(picture(size=(50, 40)))}
        return [
            ("document_add", "provincial", {**running, "pk": self.document.pk}, scan),
            ("window", "provincial", {**running, "number": 1}, days),
            ("window_decide", "provincial", change, {"decision": "approve"}),
        ]

    def _a_week(self) -> dict[str, Any]:
        soon = clock.today() + dt.timedelta(days=1)
        day = f"{soon:%d/%m/%Y}"
        return {"unit": self.running.owner_id, "kind": "tuan", "first_on": day, "last_on": day}


def put_off(period: Period) -> dict[str, Any]:
    """By two days, signed after it was shown."""
    day = periods.local_day(period.closes_at) + dt.timedelta(days=2)
    return {
        "number": "16/QĐ-LĐLĐ",
        "issued_on": "01/03/2026",
        "reason": "Nhiều đơn vị đề nghị",
        "closes_on": f"{day:%d/%m/%Y}",
        "closes_clock": "17h00",
        "intent": "sign",
        "shown": f"{day:%Y-%m-%d}T17:00:00+07:00",
    }
