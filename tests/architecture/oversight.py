"""Reports that the one CĐCS of the matrix owes to the unit above it."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.reporting.actions import receiving, sending
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.models import Report, ReportFile, ReportRequest
from tests.architecture.matrix import Form
from tests.factories import Cast, actor
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
