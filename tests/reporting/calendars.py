"""Requests for reports, asked by the superior union of the cast."""

import datetime as dt
import uuid

from sangkien.accounts.models import User
from sangkien.reporting.actions import asking, sending
from sangkien.reporting.actions.asking import Wanted
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.enums import Audience, OnDayOff, QuestionKind, Rhythm
from sangkien.reporting.models import Report, ReportRequest
from sangkien.reporting.rules import Question, Term
from sangkien.units.models import Unit
from tests.factories import NOW, TODAY, actor

QUESTIONS = (
    Question(key="q1", label="Kết quả nổi bật", kind=QuestionKind.TEXT),
    Question(key="q2", label="Số sáng kiến đã hướng dẫn", kind=QuestionKind.NUMBER),
    Question(key="q3", label="Ảnh, văn bản", kind=QuestionKind.FILE, is_optional=True),
)
ANSWERS = {"q1": "Mở ba lớp hướng dẫn.", "q2": "12"}
DUE_ON = dt.date(2026, 5, 29)  # a Friday, nine days after NOW


def wanted(**changes: object) -> Wanted:
    values: dict[str, object] = {
        "title": "Báo cáo nhanh chương trình sáng kiến",
        "audience": Audience.CHILDREN,
        "questions": QUESTIONS,
        "term": Term(rhythm=Rhythm.ONCE, minute=17 * 60, on_day_off=OnDayOff.MOVE),
        "once_on": DUE_ON,
        "starts_on": TODAY,
    }
    return Wanted(**{**values, **changes})  # type: ignore[arg-type]


def ask(unit: Unit, user: User, *, at: dt.datetime = NOW, **changes: object) -> ReportRequest:
    key = changes.pop("request_key", None) or uuid.uuid4()
    return asking.ask(unit, wanted(**changes), request_key=key, by=actor(user), at=at)  # type: ignore[arg-type]


def report_of(request: ReportRequest, unit: Unit) -> Report:
    rows = Report.objects.select_related("occurrence__request__unit", "unit")
    return rows.get(occurrence__request=request, unit=unit)


def send(report: Report, user: User, *, at: dt.datetime = NOW, **values: object) -> Report:
    report.refresh_from_db()
    typed = Typed(values={**ANSWERS, **values}, seen=report.stamp)
    return sending.send(report, typed, by=actor(user), at=at, now=at)
