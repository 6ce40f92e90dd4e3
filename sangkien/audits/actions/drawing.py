"""Draw the sample of an audit."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.audits import permissions, queries, rules
from sangkien.audits.enums import AuditState, SizeBy
from sangkien.audits.errors import AuditMoved, InvalidAudit
from sangkien.audits.events import AuditDrawn
from sangkien.audits.models import Audit, AuditItem
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Period
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom to audit, over what, how many until when. `population` is the figure of the totals: it
    counts only where there are more than can be counted for the draw.
    """

    subject: Unit
    period: Period
    by: SizeBy
    value: int
    due_on: dt.date
    population: int


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """How many there are, whether each was counted, and how many would be drawn."""

    population: int
    is_exact: bool
    size: int


def foresee(unit: Unit, wanted: Wanted, *, by: Actor, at: dt.datetime) -> Foreseen:
    """What `draw` would draw from; nothing is written and nothing drawn."""
    _ensure(unit, wanted, by=by, at=at)
    return _foreseen(wanted, len(queries.read_codes(wanted.subject, wanted.period, seed="")))


def draw(
    unit: Unit, wanted: Wanted, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Audit:
    """ "Rút mẫu hậu kiểm". The same form sent twice is one audit; one at a time of the same unit and
    period, so that nobody draws until the sample pleases.
    """
    _ensure(unit, wanted, by=by, at=at)
    earlier = _sent_before(unit, request_key)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            return _drawn(unit, wanted, request_key=request_key, by=by, at=at)
    except IntegrityError:
        found = _sent_before(unit, request_key)
        if found is None:
            raise AuditMoved(_open_already()) from None
        return found


def _sent_before(unit: Unit, request_key: uuid.UUID) -> Audit | None:
    return Audit.objects.filter(request_key=request_key, unit=unit).first()


def _ensure(unit: Unit, wanted: Wanted, *, by: Actor, at: dt.datetime) -> None:
    if not permissions.can_audit(by, unit):
        raise NotAllowed(_("Bạn không lập đợt hậu kiểm thay cho đơn vị này."))
    if not permissions.is_below(unit, wanted.subject):
        raise InvalidAudit(_("Hãy chọn một đơn vị ở bên dưới."), field="subject")
    allowed = {period.pk for period in queries.periods_of(unit, at=at)}
    if wanted.period.pk not in allowed:
        raise InvalidAudit(_("Hãy chọn một giai đoạn đã bắt đầu."), field="period")
    days = (wanted.due_on - local_day(at)).days
    if not 0 <= days <= rules.LONGEST_DAYS:
        raise InvalidAudit(_("Hạn phải từ hôm nay đến một năm sau."), field="due_on")


def _foreseen(wanted: Wanted, read: int) -> Foreseen:
    is_exact = read < rules.MOST_READ
    population = read if is_exact else max(wanted.population, read)
    if not population:
        raise InvalidAudit(
            _("Đơn vị này chưa có sáng kiến hợp lệ trong giai đoạn đã chọn."), field="subject"
        )
    size = rules.size_of(wanted.by, wanted.value, population=population)
    return Foreseen(population=population, is_exact=is_exact, size=size)


def _drawn(
    unit: Unit, wanted: Wanted, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Audit:
    if Audit.objects.filter(
        unit=unit, subject=wanted.subject, period=wanted.period, state=AuditState.DRAWN
    ).exists():
        raise AuditMoved(_open_already())
    audit = Audit.objects.create(
        unit=unit,
        subject=wanted.subject,
        period=wanted.period,
        due_on=wanted.due_on,
        population=1,
        size=1,
        request_key=request_key,
        drawn_at=at,
        drawn_by_id=by.user_id,
    )
    seed = rules.seed_of(audit.pk, at)
    read = queries.read_codes(wanted.subject, wanted.period, seed=seed)
    foreseen = _foreseen(wanted, len(read))
    chosen = rules.sample(read, seed=seed, size=foreseen.size)
    audit.seed, audit.digest = seed, rules.digest(chosen)
    audit.population, audit.is_exact = foreseen.population, foreseen.is_exact
    audit.size = len(chosen)
    audit.save(update_fields=["seed", "digest", "population", "is_exact", "size"])
    AuditItem.objects.bulk_create(
        AuditItem(audit=audit, initiative_id=read[code], position=position)
        for position, code in enumerate(chosen, start=1)
    )
    record(AuditDrawn(audit_id=audit.pk, unit_id=unit.pk, digest=audit.digest), by=by, at=at)
    return audit


def _open_already() -> str:
    return _(
        "Đơn vị này đang có một đợt hậu kiểm chưa chốt của cùng giai đoạn. Hãy chốt hoặc bỏ đợt đó trước."
    )
