"""Put off a closing time by a signed act."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes import extensions, permissions
from sangkien.programmes.actions import papers
from sangkien.programmes.actions.periods import span_whole
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.errors import InvalidExtension
from sangkien.programmes.events import PeriodExtended
from sangkien.programmes.models import Extension, Period, Programme


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What is signed: until when, why, and on which paper."""

    closes_at: dt.datetime
    reason: str
    number: str
    issued_on: dt.date
    file_id: int | None = None


@transaction.atomic
def extend_period(period: Period, signed: Signed, *, by: Actor, at: dt.datetime) -> Extension:
    """ "Gia hạn" a phase or campaign, or "mở lại" one that is over.

    The old closing time is kept; the programme as a whole goes on as long as its phases. Plans of
    lower units and other campaigns keep their own ends. The same act signed twice is one.
    """
    programme = period.programme
    if not permissions.can_extend(by, period):
        raise NotAllowed(_("Bạn không được gia hạn giai đoạn này."))
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    period.refresh_from_db(fields=["closes_at"])
    same = Extension.objects.filter(period=period, closes_at=signed.closes_at).first()
    if same is not None and period.closes_at == signed.closes_at:
        return same
    clean = _cleaned(signed)
    extensions.ensure_later(period, clean.closes_at, others=extensions.neighbours(period), at=at)
    extension = Extension.objects.create(
        period=period,
        closed_at=period.closes_at,
        closes_at=clean.closes_at,
        reason=clean.reason,
        number=clean.number,
        issued_on=clean.issued_on,
        file_id=papers.ensured(clean.file_id, by=by),
        signed_by_id=by.user_id,
        signed_at=at,
    )
    period.closes_at = clean.closes_at
    period.save(update_fields=["closes_at"])
    if period.kind == PeriodKind.PHASE:
        span_whole(programme)
    Programme.objects.filter(pk=programme.pk).update(extended_at=at)
    _recorded(extension, period, by=by, at=at)
    return extension


def _cleaned(signed: Signed) -> Signed:
    reason, number = text.clean_prose(signed.reason), text.clean_line(signed.number)
    if not text.has_words(reason):
        raise InvalidExtension(_("Hãy ghi lý do gia hạn."), field="reason")
    if not text.has_words(number):
        raise InvalidExtension(_("Hãy ghi số, ký hiệu của văn bản gia hạn."), field="number")
    return replace(signed, reason=reason, number=number)


def _recorded(extension: Extension, period: Period, *, by: Actor, at: dt.datetime) -> None:
    event = PeriodExtended(
        programme_id=period.programme_id,
        unit_id=period.unit_id,
        period_id=period.pk,
        period_name=period.name,
        extension_id=extension.pk,
        closed_at=extension.closed_at.isoformat(),
        closes_at=extension.closes_at.isoformat(),
        reason=extension.reason,
    )
    record(event, by=by, at=at)
