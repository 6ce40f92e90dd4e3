"""What somebody does with an export: ask for it, stop it, take the file."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.exports import kinds, rules
from sangkien.exports.enums import UNFINISHED, Format, State
from sangkien.exports.errors import InvalidExport
from sangkien.exports.events import ExportAsked, ExportDownloaded
from sangkien.exports.models import Export
from sangkien.journal.actions.recording import record


def facts(export: Export) -> dict[str, Any]:
    """What every event of it says."""
    return {
        "export_id": export.pk,
        "unit_id": export.unit_id,
        "kind": export.kind,
        "format": str(export.format),
    }


@transaction.atomic
def ask(
    key: str,
    asked: Mapping[str, str],
    *,
    format: Format,
    request_key: uuid.UUID,
    by: Actor,
    at: datetime,
) -> Export:
    """ "Xuất danh sách": the list as it is seen now, to be written in the background. The same form
    sent twice is one export; NotFound when the actor does not see the list.
    """
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để xuất danh sách."))
    again = Export.objects.of(by.user_id).filter(request_key=request_key).first()
    if again is not None:
        return again
    kind = kinds.get(key)
    parameters = kinds.kept(kind, asked)
    table = kind.table(parameters, actor=by, at=at)
    if Export.objects.of(by.user_id).unfinished().count() >= rules.MOST_UNFINISHED:
        raise InvalidExport(
            _("Bạn đang có %(most)s tệp chờ lập. Đợi xong hoặc dừng bớt rồi xuất tiếp.")
            % {"most": rules.MOST_UNFINISHED}
        )
    export = Export(
        owner_id=by.user_id,
        kind=key,
        parameters=parameters,
        title=table.title[: rules.LONGEST_TITLE],
        unit_id=table.unit_id,
        scope=table.scope,
        format=format,
        request_key=request_key,
        asked_at=at,
    )
    return _kept(export, by=by, at=at)


def _kept(export: Export, *, by: Actor, at: datetime) -> Export:
    """Of two that come at the same moment with one key, one stays."""
    try:
        with transaction.atomic():
            export.save(force_insert=True)
            record(ExportAsked(**facts(export)), by=by, at=at)
    except IntegrityError:
        earlier = Export.objects.filter(
            request_key=export.request_key, owner_id=export.owner_id
        ).first()
        if earlier is None:
            raise InvalidExport(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier
    return export


def ensure_same(export: Export, table: kinds.Table) -> None:
    """Rights that grew or shrank since it was asked for make another list of it."""
    if export.scope != table.scope:
        raise NotAllowed(
            _("Phạm vi bạn được xem đã thay đổi sau khi xuất. Hãy xuất lại danh sách.")
        )


@transaction.atomic
def cancel(export: Export, *, by: Actor, at: datetime) -> None:
    """ "Dừng": the process that writes it notices within a second and lets go."""
    _ensure_own(export, by)
    stopped = Export.objects.filter(pk=export.pk, state__in=UNFINISHED)
    if not stopped.update(state=State.CANCELLED, runner="", finished_at=at):
        raise ChangedMeanwhile(_("Bản xuất này đã xong hoặc đã dừng trước đó."))


@transaction.atomic
def take(export: Export, *, by: Actor, at: datetime) -> None:
    """ "Tải tệp": only while the owner may still see the list; who took what is written down."""
    _ensure_own(export, by)
    held = Export.objects.filter(pk=export.pk, state=State.DONE, expires_at__gt=at)
    if not held.exists():
        raise InvalidExport(_("Tệp này không còn nữa. Hãy xuất lại danh sách."))
    ensure_same(export, kinds.get(export.kind).table(export.parameters, actor=by, at=at))
    record(ExportDownloaded(**facts(export), rows=export.rows), by=by, at=at)


def _ensure_own(export: Export, by: Actor) -> None:
    if by.user_id is None or export.owner_id != by.user_id:
        raise NotAllowed(_("Chỉ người xuất danh sách mới dùng được tệp này."))
