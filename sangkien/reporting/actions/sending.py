"""Write a report, send it, send a corrected one."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS, PICTURES
from sangkien.files.errors import RefusedFile
from sangkien.journal.actions.recording import record
from sangkien.reporting import answers, permissions
from sangkien.reporting.enums import QuestionKind, ReportState
from sangkien.reporting.errors import InvalidReport, ReportMoved
from sangkien.reporting.events import ReportSent
from sangkien.reporting.models import Figure, Report, ReportFile, ReportVersion

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "report"
LIMITS = Limits(kinds=PAPERS | PICTURES, most_bytes=20 * MEGABYTE, most_a_day=200 * MEGABYTE)
MOST_VERSIONS = 50


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A form of a report: words and numbers by question, new files by question, files to drop.
    `seen` is the stamp of the report that was shown.
    """

    values: Mapping[str, Any]
    seen: str
    uploads: "Mapping[str, UploadedFile[Any]]" = field(default_factory=dict)
    dropped: Collection[int] = ()


def save_draft(report: Report, typed: Typed, *, by: Actor, at: dt.datetime) -> Report:
    """ "Lưu nháp": may be incomplete."""
    _ensure_sends(report, by)
    prepared = _prepared(report, typed)
    with transaction.atomic():
        row = _held(report, seen=typed.seen)
        _write(row, _content(row, typed, prepared, by=by, at=at), at=at)
    return row


def send(report: Report, typed: Typed, *, by: Actor, at: dt.datetime, now: dt.datetime) -> Report:
    """ "Gửi báo cáo", or a corrected one: a version that stays. `at` is the arrival of the request,
    by which it is on time or late, `now` when it is written down. The same content again is no new
    version.
    """
    _ensure_sends(report, by)
    prepared = _prepared(report, typed)
    with transaction.atomic():
        row = _held(report, seen=typed.seen)
        content = _content(row, typed, prepared, by=by, at=now)
        if row.is_sent and content == row.answers:
            return row
        answers.ensure_complete(row.occurrence.request.asked, content)
        _add_version(row, content, by=by, at=at)
    return row


def _ensure_sends(report: Report, by: Actor) -> None:
    if not permissions.can_send(by, report):
        raise NotAllowed(_("Bạn không nộp báo cáo thay cho đơn vị này."))


def _prepared(report: Report, typed: Typed) -> dict[str, Prepared]:
    """Files are looked at before anything is locked; what is wrong is said at its question."""
    asked = {one.key for one in report.occurrence.request.asked if one.kind == QuestionKind.FILE}
    found = {}
    for key, upload in typed.uploads.items():
        if key not in asked:
            continue
        try:
            found[key] = storing.prepare(upload, LIMITS)
        except RefusedFile as error:
            raise InvalidReport(error.message, field=key) from None
    return found


def _held(report: Report, *, seen: str) -> Report:
    """The row as it stands now; others wait until this transaction ends."""
    rows = Report.objects.select_related("occurrence__request__unit", "unit")
    row = db.locked(rows.filter(pk=report.pk)).get()
    if row.occurrence.is_cancelled:
        raise ReportMoved(_("Yêu cầu báo cáo này đã được rút, không phải nộp nữa."))
    if row.stamp != seen:
        raise ReportMoved(
            _("Người khác của đơn vị vừa sửa báo cáo này. Mời tải lại trang rồi sửa tiếp.")
        )
    return row


def _content(
    row: Report, typed: Typed, prepared: Mapping[str, Prepared], *, by: Actor, at: dt.datetime
) -> dict[str, Any]:
    questions = row.occurrence.request.asked
    content = answers.cleaned(questions, typed.values)
    for one in questions:
        if one.kind != QuestionKind.FILE:
            continue
        earlier = (row.draft or row.answers).get(one.key, [])
        kept = [pk for pk in earlier if pk not in typed.dropped]
        if one.key in prepared:
            if len(kept) >= answers.MOST_FILES:
                raise InvalidReport(_("Nhiều nhất 5 tệp. Hãy bỏ bớt tệp cũ."), field=one.key)
            kept.append(_file(row, one.key, prepared[one.key], by=by, at=at))
        if kept:
            content[one.key] = kept
    return content


def _file(row: Report, key: str, prepared: Prepared, *, by: Actor, at: dt.datetime) -> int:
    stored = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
    added = ReportFile.objects.create(
        report=row, question=key, file=stored, added_by_id=by.user_id, added_at=at
    )
    return added.pk


def _write(row: Report, content: dict[str, Any], *, at: dt.datetime) -> None:
    row.draft, row.drafted_at = content, at
    row.save(update_fields=["draft", "drafted_at"])


def _add_version(row: Report, content: dict[str, Any], *, by: Actor, at: dt.datetime) -> None:
    if row.number >= MOST_VERSIONS:
        raise InvalidReport(_("Báo cáo này đã sửa 50 lần. Hãy trao đổi với đơn vị nhận."))
    row.number += 1
    row.state, row.answers, row.sent_at = ReportState.SENT, content, at
    row.counted_at = row.counted_at or at
    row.days_late = row.standing(at).days
    row.draft, row.drafted_at = {}, None
    row.save()
    ReportVersion.objects.create(
        report=row, number=row.number, answers=content, sent_by_id=by.user_id, sent_at=at
    )
    stated = answers.numbers(row.occurrence.request.asked, content)
    Figure.objects.filter(report=row).delete()
    Figure.objects.bulk_create(
        [Figure(report=row, question=key, value=value) for key, value in stated.items()]
    )
    record(ReportSent(report_id=row.pk, unit_id=row.unit_id, number=row.number), by=by, at=at)
