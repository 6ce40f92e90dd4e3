"""Targets of the one CĐCS of the matrix: in force, with a report and a wish that wait."""

import datetime as dt
import uuid
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.agreements.actions import changing, reporting
from sangkien.agreements.actions.changing import Wish
from sangkien.agreements.actions.reporting import Reported
from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target
from sangkien.core import clock
from tests.architecture.matrix import Form
from tests.factories import SYSTEM, Cast, actor

REASON = "Thêm hai tổ công đoàn"


class Aims:
    """One that runs, asked to be changed and reported on; one that begins later."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now, self.today = cast, clock.now(), clock.today()
        self.running, self.asked = self._given(-30), self._given(-29)
        self.later = self._given(5)
        self.change = changing.ask_change(
            self.asked,
            Wish(value=Decimal(6), reason=REASON, document="Công văn 12"),
            by=actor(cast.officer, at=self.now),
            at=self.now,
        )
        self.result = reporting.report_result(
            self.asked,
            Reported(value=Decimal(3), as_of=self.today, words="Theo danh sách"),
            upload=SimpleUploadedFile("danh-sach.pdf", b"%PDF-1.4\n%%EOF\n"),
            request_key=uuid.uuid4(),
            by=actor(cast.officer, at=self.now),
            at=self.now,
        )

    def _given(self, first: int) -> Target:
        since = self.today + dt.timedelta(days=first)
        return set_target(
            Span(since=since, until=self.today + dt.timedelta(days=60)),
            self.cast.factory,
            measure=Measure(
                kind=TargetKind.NUMBER, value=Decimal(4), subject="Công trình", measure="công trình"
            ),
            origin=TargetOrigin.ASSIGNED,
            by=SYSTEM,
            at=self.now - dt.timedelta(days=3),
        )

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "programmes:aim.pk": (self.running.pk, self.asked.pk, self.later.pk),
            "programmes:aim_report.pk": (self.running.pk,),
            "programmes:aim_change.pk": (self.running.pk,),
            "programmes:aim_edit.pk": (self.later.pk,),
            "programmes:aim_result.pk": (self.result.pk,),
            "programmes:aim_result_file.pk": (self.result.pk,),
            "programmes:aim_decide.pk": (self.change.pk,),
        }

    def forms(self) -> dict[str, Form]:
        today = f"{self.today:%d/%m/%Y}"
        running: dict[str, object] = {"pk": self.running.pk}
        said = {"reason": REASON, "document": "Công văn 12", "value": "7"}
        told = {"value": "2", "as_of": today, "words": "Theo danh sách"}
        wanted = {"holder": f"u{self.cast.superior.pk}", "origin": "assigned", "since": today}
        return {
            "programmes:aim_new": Form(
                sender="provincial",
                args={},
                body={**wanted, "until": "31/12/2099", "value": "5", "base": "sent"},
            ),
            "programmes:aim_report": Form(
                sender="officer", args=running, body={**told, "request_key": str(uuid.UUID(int=7))}
            ),
            "programmes:aim_change": Form(
                sender="superior", args=running, body={**said, "sure": "yes"}
            ),
            "programmes:aim_edit": Form(
                sender="superior", args={"pk": self.later.pk}, body={"value": "5"}
            ),
            "programmes:aim_result": Form(
                sender="superior", args={"pk": self.result.pk}, body={"verdict": "yes"}
            ),
            "programmes:aim_decide": Form(
                sender="superior", args={"pk": self.change.pk}, body={"verdict": "yes"}
            ),
        }
