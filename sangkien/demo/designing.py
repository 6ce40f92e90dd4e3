"""What officers wrote for the live programme: a new version of its rules that waits for a second
person, a plan of a lower unit, a closing time put off.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import User
from sangkien.core.periods import end_of, last_day, local_day
from sangkien.demo.album import paper
from sangkien.demo.drawing import Draw
from sangkien.programmes import queries
from sangkien.programmes.actions import extending, papers, planning, rulesets, windows
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.actions.planning import PlanContent
from sangkien.programmes.chain import Step
from sangkien.programmes.eligibility import Terms, usual_statements
from sangkien.programmes.enums import Moment, PeriodKind, QuestionKind, StepKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.questions import Question
from sangkien.programmes.windows import Days
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

PUT_OFF_DAYS, SIGNED_DAYS_AGO = 10, 2
EARLIER_DAYS = 15
QUESTIONS = (
    Question(
        key="",
        kind=QuestionKind.NUMBER,
        label="Mỗi tháng giảm được bao nhiêu giờ công?",
        help="Cộng của mọi người dùng giải pháp. Chưa đo được thì ước tính.",
        unit="giờ/tháng",
        most=100_000,
    ),
    Question(
        key="",
        kind=QuestionKind.CHOICE,
        label="Giải pháp đang dùng ở phạm vi nào?",
        options=("Một người", "Một tổ, một chuyền", "Cả phân xưởng", "Cả đơn vị"),
        is_required=True,
    ),
    Question(
        key="",
        kind=QuestionKind.YES_NO,
        label="Đơn vị khác có thể áp dụng được không?",
        is_required=True,
    ),
    Question(
        key="",
        kind=QuestionKind.PHOTO,
        label="Ảnh chụp giải pháp đang dùng",
        help="Một ảnh rõ, chụp tại chỗ làm.",
    ),
    Question(
        key="",
        kind=QuestionKind.PROSE,
        label="Kết quả sau một tháng áp dụng",
        help="Bổ sung sau khi đăng ký, trước khi hội đồng họp.",
        moment=Moment.REVIEW,
    ),
)
STEPS = (
    Step(number=1, kind=StepKind.CONFIRM, working_days=3),
    Step(
        number=2,
        kind=StepKind.RECOGNISE,
        name="Hội đồng sáng kiến đơn vị công nhận",
        working_days=15,
    ),
    Step(
        number=3,
        kind=StepKind.ACCEPT,
        level="tinh",
        name="Liên đoàn Lao động tỉnh tiếp nhận",
        working_days=10,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Designing:
    """Who wrote it, and now."""

    programme: Programme
    provincial: User
    now: dt.datetime
    draw: Draw

    def design(self, unit: Unit, superior: User) -> None:
        """All of it two days ago; `unit` is the one that has a plan of its own."""
        phase = (
            self.programme.periods.filter(kind=PeriodKind.PHASE)
            .select_related("programme__owner", "unit")
            .latest("closes_at")
        )
        self._put_off(phase)
        self._plan(phase, unit, superior)
        self._base_documents()
        self._other_days(phase)
        self._propose()

    @property
    def at(self) -> dt.datetime:
        return self.now - dt.timedelta(days=SIGNED_DAYS_AGO)

    def _put_off(self, phase: Period) -> None:
        signed = Signed(
            closes_at=phase.closes_at + dt.timedelta(days=PUT_OFF_DAYS),
            reason="Nhiều công đoàn cơ sở có lao động làm ca đề nghị thêm thời gian viết sáng kiến.",
            number="00/QĐ-MAU",
            issued_on=local_day(self.at),
            file_id=self._paper("quyet-dinh-gia-han", self.provincial),
        )
        by = actor_for(self.provincial, at=self.at)
        extending.extend_period(phase, signed, by=by, at=self.at)

    def _plan(self, phase: Period, unit: Unit, superior: User) -> None:
        content = PlanContent(
            number="00/KH-MAU",
            issued_on=local_day(self.at),
            title="Kế hoạch hưởng ứng của công đoàn phường",
            closes_at=end_of(last_day(phase.closes_at) - dt.timedelta(days=EARLIER_DAYS)),
            instructions=(
                "Tổ hỗ trợ trực tại văn phòng công đoàn phường chiều thứ tư hằng tuần, "
                "giúp viết và chụp ảnh trước, sau cải tiến."
            ),
            file_id=self._paper("ke-hoach-cong-doan-phuong", superior),
        )
        by = actor_for(superior, at=self.at)
        planning.set_plan(self.programme, phase, unit, content=content, by=by, at=self.at)

    def _paper(self, name: str, who: User) -> int:
        """The signed page as a scan."""
        upload = SimpleUploadedFile(f"{name}.pdf", paper(self.draw))
        return papers.keep(upload, by=actor_for(who, at=self.at), at=self.at).pk

    def _base_documents(self) -> None:
        """Everybody may read the paper that the programme rests on."""
        by = actor_for(self.provincial, at=self.at)
        for document in queries.documents(self.programme)[:1]:
            document.programme = self.programme
            file_id = self._paper("ke-hoach-phat-dong", self.provincial)
            papers.file_document(document, file_id, by=by, at=self.at)

    def _other_days(self, phase: Period) -> None:
        """Waits for a second person, because initiatives are judged by these days already."""
        if phase.applied_from is None:
            return
        days = Days(
            first=phase.applied_from - dt.timedelta(days=EARLIER_DAYS), last=phase.applied_to
        )
        by = actor_for(self.provincial, at=self.at)
        reason = "Nhiều sáng kiến áp dụng thử từ nửa tháng trước khi phát động."
        windows.propose_window(phase, days, reason=reason, by=by, at=self.at)

    def _propose(self) -> None:
        by = actor_for(self.provincial, at=self.at)
        ruleset = rulesets.draft_ruleset(self.programme, by=by, at=self.at)
        ruleset = rulesets.set_questions(ruleset, QUESTIONS, by=by, at=self.at)
        terms = Terms(statements=usual_statements())
        ruleset = rulesets.set_terms(ruleset, terms, by=by, at=self.at)
        ruleset = rulesets.set_steps(ruleset, STEPS, by=by, at=self.at)
        rulesets.propose_ruleset(
            ruleset,
            reason="Cần số giờ công và phạm vi áp dụng để hội đồng xét và để tổng hợp.",
            takes_effect_at=None,
            by=by,
            at=self.at,
        )
