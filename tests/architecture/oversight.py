"""What the one CĐCS of the matrix owes to the unit above it: reports, answers to an inspection."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.inspections.actions import adding, remedying
from sangkien.inspections.models import Answer, Finding, Visit
from sangkien.reporting.actions import receiving, sending
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.models import Report, ReportFile, ReportRequest
from tests.architecture.matrix import Form
from tests.factories import Cast, actor
from tests.inspections.visits import CHECKLIST, announced, finding_of, locked, plan, proposed, write
from tests.reporting.calendars import ANSWERS, ask, report_of

PDF = b"%PDF-1.4\n%%EOF\n"
REASON = {"reason": "Có lý do chính đáng."}


class Reports:
    """One is waiting, one is sent, one was sent back."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        self.waiting, self.sent = self._asked("Báo cáo quý"), self._asked("Báo cáo nhanh")
        self._send(self.sent)
        self.returned = self._asked("Báo cáo tháng")
        self._send(self.returned)
        receiving.send_back(
            self.returned,
            reason="Thiếu số liệu.",
            is_void=False,
            seen=1,
            by=actor(cast.superior_officer, at=self.now),
            at=self.now,
        )

    def _asked(self, title: str) -> Report:
        today = local_day(self.now)
        request = ask(
            self.cast.superior,
            self.cast.superior_officer,
            at=self.now,
            title=title,
            once_on=today + dt.timedelta(days=9),
            starts_on=today,
            template=SimpleUploadedFile("mau.pdf", PDF),
        )
        return report_of(request, self.cast.factory)

    def _send(self, report: Report) -> None:
        by = actor(self.cast.officer, at=self.now)
        uploads = {"q3": SimpleUploadedFile("bao-cao.pdf", PDF)}
        typed = Typed(values=ANSWERS, seen=report.stamp, uploads=uploads)
        sending.send(report, typed, by=by, at=self.now, now=self.now)

    def _requests(self) -> tuple[ReportRequest, ...]:
        return tuple(one.occurrence.request for one in (self.waiting, self.sent))

    def values(self) -> dict[str, tuple[object, ...]]:
        requests = tuple(one.pk for one in self._requests())
        own = (self.waiting.pk, self.sent.pk, self.returned.pk)
        occurrences = (self.waiting.occurrence_id, self.sent.occurrence_id)
        kept = ReportFile.objects.get(report=self.sent)
        return {
            "reporting:ask.code": (self.cast.superior.code,),
            **{f"reporting:{page}.pk": requests for page in ("request", "withdraw", "grid")},
            **{
                f"reporting:{page}.pk": occurrences
                for page in ("occurrence", "workbook", "archive")
            },
            "reporting.pk": own,
            "reporting:file.pk": (self.sent.pk,),
            "reporting:file.file_pk": (kept.pk,),
        }

    def forms(self) -> dict[str, Form]:
        due = self.waiting.due_on + dt.timedelta(days=3)
        asked = {
            "request_key": str(uuid.UUID(int=11)),
            "title": "Báo cáo năm",
            "audience": "children",
            "rhythm": "once",
            "once_on": f"{due:%d/%m/%Y}",
            "on_day_off": "keep",
            "label_1": "Kết quả",
            "kind_1": "text",
        }
        written: dict[str, Any] = {**ANSWERS, "seen": self.waiting.stamp, "intent": "send"}
        forms: dict[str, tuple[str, dict[str, object], dict[str, Any]]] = {
            "ask": ("superior", {"code": self.cast.superior.code}, asked),
            "withdraw": ("superior", {"pk": self.waiting.occurrence.request_id}, REASON),
            "write": ("officer", {"pk": self.waiting.pk}, written),
            "send_back": ("superior", {"pk": self.sent.pk}, {**REASON, "seen": "1"}),
            "extend": (
                "superior",
                {"pk": self.waiting.pk},
                {**REASON, "until": f"{due:%d/%m/%Y}"},
            ),
        }
        return {
            f"reporting:{page}": Form(sender=sender, args=args, body=body)
            for page, (sender, args, body) in forms.items()
        }


class Inspected:
    """Visits to the factory: planned, written, waiting for the unit, locked."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        today = local_day(self.now)
        days: dict[str, object] = {"at": self.now, "first_on": today, "last_on": today}
        self.planned = plan(cast, **days)  # type: ignore[arg-type]
        self.begun = announced(cast, **days)  # type: ignore[arg-type]
        self.written = write(announced(cast, **days), cast, at=self.now)  # type: ignore[arg-type]
        self.asked = proposed(cast, at=self.now)
        self.locked = locked(cast, at=self.now)
        self.open = finding_of(self.locked)
        self.answered = finding_of(locked(cast, at=self.now))
        superior = actor(cast.superior_officer, at=self.now)
        words = "Đính chính: bốn sáng kiến."
        self.addendum = adding.write_addendum(self.locked, words=words, by=superior, at=self.now)
        self.answer = self._answer(self.answered)

    def _answer(self, finding: Finding) -> Answer:
        by = actor(self.cast.officer, at=self.now)
        upload = SimpleUploadedFile("minh-chung.pdf", PDF)
        return remedying.answer(finding, words="Đã xong.", upload=upload, by=by, at=self.now)

    def values(self) -> dict[str, tuple[object, ...]]:
        visits: tuple[Visit, ...] = (self.begun, self.written, self.asked, self.locked)
        return {
            "inspections:plan.code": (self.cast.superior.code,),
            **{
                f"inspections:{page}.pk": (self.planned.pk, self.begun.inspection_id)
                for page in ("detail", "cancel")
            },
            "inspections.pk": tuple(one.pk for one in visits),
            "inspections:finding.pk": (self.open.pk, self.answered.pk),
            "inspections:file.pk": (self.answered.pk,),
            "inspections:file.number": (self.answer.number,),
        }

    def _plan(self) -> dict[str, Any]:
        today = f"{local_day(self.now):%d/%m/%Y}"
        return {
            "request_key": str(uuid.UUID(int=12)),
            "kind": "supervision",
            "title": "Giám sát quý",
            "first_on": today,
            "last_on": today,
            "checklist": CHECKLIST[0],
            "units": [self.cast.factory.code],
        }

    def forms(self) -> dict[str, Form]:
        today = f"{local_day(self.now):%d/%m/%Y}"
        begun, asked = {"pk": self.begun.pk}, {"pk": self.asked.pk}
        draft = {"seen": self.begun.version, "held_on": today, "conclusion": "Tốt."}
        propose = {"intent": "propose", "seen": self.written.version}
        member = {"intent": "add", "post": "member"}
        login = {"login": self.cast.sister_officer.member_code}
        accept = {"intent": "accept", "seen": self.asked.digest}
        done = {"intent": "answer", "words": "Đã xử lý cả ba."}
        forms: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
            "plan": ("superior", {"code": self.cast.superior.code}, self._plan()),
            "detail": ("superior", {"pk": self.planned.pk}, {"intent": "announce"}),
            "cancel": ("superior", {"pk": self.planned.pk}, REASON),
            "visit": ("superior", {"pk": self.written.pk}, propose),
            "team": ("superior", begun, {**member, **login}),
            "minutes": ("superior", begun, draft),
            "answer": ("officer", asked, accept),
            "addendum": ("superior", {"pk": self.locked.pk}, {"words": "Đính chính thêm."}),
            "finding": ("officer", {"pk": self.open.pk}, done),
        }
        return {
            f"inspections:{page}": Form(sender=sender, args=args, body=body)
            for page, (sender, args, body) in forms.items()
        }


class Oversight:
    """Both together."""

    def __init__(self, cast: Cast) -> None:
        self.parts = (Reports(cast), Inspected(cast))

    def values(self) -> dict[str, tuple[object, ...]]:
        return {key: value for part in self.parts for key, value in part.values().items()}

    def forms(self) -> dict[str, Form]:
        return {key: form for part in self.parts for key, form in part.forms().items()}
