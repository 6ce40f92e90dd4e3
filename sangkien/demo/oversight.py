"""Reports that a superior union asks for, and what its unions sent. All through the real actions."""

import datetime as dt
import uuid

from sangkien.access.roles import RoleKey
from sangkien.core.periods import start_of
from sangkien.demo import launching
from sangkien.demo.blocks.live import PROGRAMME, SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.reporting.actions import asking, opening, receiving, sending
from sangkien.reporting.actions.asking import Wanted
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.enums import Audience, OnDayOff, QuestionKind, Rhythm
from sangkien.reporting.models import Occurrence, Report, ReportRequest
from sangkien.reporting.rules import Question, Term
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("0c1b2f5a-52a8-4f0c-8e51-7a3c5d4f9e21")
QUICK_ASKED, QUICK_SENT, QUICK_DUE, QUICK_LATE = 20, 6, 4, 2  # days before today
MONTHLY_ASKED, MONTHLY_DAY = 45, 25
AFTERNOON = 17 * 60

GUIDED = Question(key="q2", label="Số buổi hướng dẫn viết sáng kiến", kind=QuestionKind.NUMBER)
HELPED = Question(key="q3", label="Số đoàn viên được hướng dẫn", kind=QuestionKind.NUMBER)
RESULTS = Question(key="q1", label="Kết quả nổi bật, cách làm hay", kind=QuestionKind.TEXT)
NEEDS = Question(key="q4", label="Khó khăn, kiến nghị", kind=QuestionKind.TEXT, is_optional=True)
PAPER = Question(key="q5", label="Báo cáo có chữ ký", kind=QuestionKind.FILE, is_optional=True)


def is_built() -> bool:
    return ReportRequest.objects.filter(unit__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    _quick(setting)
    _monthly(setting)
    for work in (opening.make_due, opening.fill_waiting):
        work(setting.now)
    for at in (_at(setting, 1, 20), setting.now):
        opening.remind_due(at)


def _at(setting: Setting, days_before: int, hour: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_before)) + dt.timedelta(hours=hour)


def _asked(setting: Setting, wanted: Wanted, *, days_before: int) -> ReportRequest:
    at = _at(setting, days_before, 8)
    by = actor_for(officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER), at=at)
    key = uuid.uuid5(NAMESPACE, wanted.title)
    return asking.ask(unit(SUPERIOR_UNIT), wanted, request_key=key, by=by, at=at)


def _quick(setting: Setting) -> None:
    """Once: the unit was in time and is asked for more, its sister was two days late."""
    day = setting.today
    request = _asked(
        setting,
        Wanted(
            title="Báo cáo nhanh kết quả giai đoạn 1",
            wanted="Nêu kết quả chính, cách làm hay và việc cần cấp trên giúp ở giai đoạn 2.",
            audience=Audience.CHILDREN,
            programme=launching.board(PROGRAMME).programme,
            questions=(RESULTS, GUIDED, HELPED, NEEDS),
            term=Term(rhythm=Rhythm.ONCE, minute=AFTERNOON, on_day_off=OnDayOff.KEEP),
            once_on=day - dt.timedelta(days=QUICK_DUE),
            starts_on=day - dt.timedelta(days=QUICK_ASKED),
        ),
        days_before=QUICK_ASKED,
    )
    own, sister = _report(request, UNIT), _report(request, SISTER)
    words = "Ba tổ công đoàn có góc “Sáng kiến trong tuần”; tổ trưởng ghi giúp ngay tại chuyền."
    values = {"q1": words, "q2": "6", "q3": "84", "q4": "Cần mẫu ảnh trước và sau để tổ làm theo."}
    _send(own, UNIT, values, at=_at(setting, QUICK_SENT, 10))
    late = {"q1": "Mỗi phân xưởng cử một người viết giúp công nhân.", "q2": "4", "q3": "39"}
    _send(sister, SISTER, late, at=_at(setting, QUICK_LATE, 9))
    at = _at(setting, QUICK_LATE, 14)
    receiving.send_back(
        sister,
        reason="Ghi thêm số đoàn viên của hai phân xưởng mới để cộng cho đủ.",
        is_void=False,
        seen=1,
        by=actor_for(officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER), at=at),
        at=at,
    )


def _monthly(setting: Setting) -> None:
    """Repeated: of the first month both sent theirs in time, the next one is still to come."""
    request = _asked(
        setting,
        Wanted(
            title="Báo cáo tháng về phong trào sáng kiến",
            wanted="Số liệu đăng ký hệ thống tự có; chỉ ghi việc đã làm và việc cần giúp.",
            audience=Audience.CHILDREN,
            questions=(RESULTS, GUIDED, PAPER),
            term=Term(rhythm=Rhythm.MONTHLY, month=1, day=MONTHLY_DAY, minute=AFTERNOON),
            starts_on=setting.today - dt.timedelta(days=MONTHLY_ASKED),
            grace_days=1,
        ),
        days_before=MONTHLY_ASKED,
    )
    opening.make_due(setting.now)
    for occurrence in Occurrence.objects.filter(request=request, due_at__lte=setting.now):
        at = occurrence.due_at - dt.timedelta(days=1, hours=3)
        for code, words, number in (
            (UNIT, "Hội thi viết sáng kiến theo chuyền, 22 người dự.", "3"),
            (SISTER, "Tổ kỹ thuật giúp ca đêm chụp ảnh trước, sau cải tiến.", "2"),
        ):
            report = Report.objects.select_related("occurrence__request__unit", "unit").get(
                occurrence=occurrence, unit__code=code
            )
            _send(report, code, {"q1": words, "q2": number}, at=at)


def _report(request: ReportRequest, code: str) -> Report:
    rows = Report.objects.select_related("occurrence__request__unit", "unit")
    return rows.get(occurrence__request=request, unit__code=code)


def _send(report: Report, code: str, values: dict[str, str], *, at: dt.datetime) -> None:
    by = actor_for(officer_of(code, RoleKey.GRASSROOTS_OFFICER), at=at)
    sending.send(report, Typed(values=values, seen=report.stamp), by=by, at=at, now=at)
