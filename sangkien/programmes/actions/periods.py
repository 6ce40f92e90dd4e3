"""Set the phases and campaigns of a programme."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import db, paths, text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes import extensions, queries, rules, windows
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.errors import InvalidPeriod
from sangkien.programmes.events import PeriodSet
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit

WHOLE_NAME = "Toàn chương trình"  # stored, so never in the language of whoever set a phase


@transaction.atomic
def set_phase(
    programme: Programme,
    *,
    number: int | None,
    name: str,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    applied_from: dt.date | None,
    applied_to: dt.date | None,
    by: Actor,
    at: dt.datetime,
) -> Period:
    """ "Đặt giai đoạn": entry window to the minute and, apart from it, the application window.

    `number` None adds a phase after the others; the very same one sent twice is added once.
    """
    ensure_manages(programme.owner, by)
    rules.ensure_applied_window(applied_from, applied_to)
    _let_one_pass(programme)
    values: dict[str, object] = {
        "name": text.clean_line(name),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "applied_from": applied_from,
        "applied_to": applied_to,
    }
    phases = programme.periods.filter(kind=PeriodKind.PHASE)
    same = _sent_before(phases, number, values)
    if same is not None:
        return same
    there = phases.filter(number=number or 0).select_related("programme").first()
    extensions.ensure_not_moved(there, opens_at=opens_at, closes_at=closes_at, at=at)
    windows.ensure_kept(there, windows.Days(first=applied_from, last=applied_to), at=at)
    wanted = rules.PhaseWindow(period_id=0, name=name, opens_at=opens_at, closes_at=closes_at)
    others = [queries.window(phase) for phase in phases.exclude(number=number or 0)]
    rules.ensure_phases_fit([wanted, *others])
    phase = _store(programme, PeriodKind.PHASE, programme.owner, number, values)
    span_whole(programme)
    _recorded(phase, by=by, at=at)
    return phase


def _let_one_pass(programme: Programme) -> None:
    """Phases must not overlap: whoever comes second sees the phases of the first."""
    db.locked(Programme.objects.filter(pk=programme.pk)).get()


def _sent_before(
    periods: QuerySet[Period], number: int | None, values: dict[str, object]
) -> Period | None:
    """The period that the same form made a moment ago, when it was to make a new one."""
    return periods.filter(**values).first() if number is None else None


def _store(
    programme: Programme,
    kind: PeriodKind,
    unit: Unit,
    number: int | None,
    values: dict[str, object],
) -> Period:
    if number is None:
        last = programme.periods.filter(kind=kind, unit=unit).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
    period, _created = Period.objects.update_or_create(
        programme=programme, kind=kind, unit=unit, number=number, defaults=values
    )
    return period


def span_whole(programme: Programme) -> None:
    """The programme as a whole runs from its first opening to its last closing."""
    phases = list(programme.periods.filter(kind=PeriodKind.PHASE))
    Period.objects.update_or_create(
        programme=programme,
        kind=PeriodKind.WHOLE,
        unit=programme.owner,
        number=0,
        defaults={
            "name": WHOLE_NAME,
            "opens_at": min(phase.opens_at for phase in phases),
            "closes_at": max(phase.closes_at for phase in phases),
        },
    )


@transaction.atomic
def run_campaign(
    programme: Programme,
    unit: Unit,
    *,
    number: int | None,
    name: str,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    by: Actor,
    at: dt.datetime,
) -> Period:
    """ "Mở chiến dịch cao điểm" of a unit inside the time of the programme.

    `number` None adds one; the very same one sent twice is added once.
    """
    if not by.can(Permission.TARGET_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không được mở chiến dịch cho đơn vị này."))
    if not paths.contains(programme.owner.path, unit.path):
        raise InvalidPeriod(_("Đơn vị không thuộc phạm vi của chương trình."), field="unit")
    whole = programme.periods.filter(kind=PeriodKind.WHOLE).first()
    rules.ensure_campaign_fits(
        opens_at, closes_at, whole=(whole.opens_at, whole.closes_at) if whole else None
    )
    _let_one_pass(programme)
    values: dict[str, object] = {
        "name": text.clean_line(name),
        "opens_at": opens_at,
        "closes_at": closes_at,
    }
    running = programme.periods.filter(kind=PeriodKind.CAMPAIGN, unit=unit)
    same = _sent_before(running, number, values)
    if same is not None:
        return same
    there = running.filter(number=number or 0).select_related("programme").first()
    extensions.ensure_not_moved(there, opens_at=opens_at, closes_at=closes_at, at=at)
    campaign = _store(programme, PeriodKind.CAMPAIGN, unit, number, values)
    _recorded(campaign, by=by, at=at)
    return campaign


@transaction.atomic
def make_campaigns(
    programme: Programme,
    unit: Unit,
    stretches: Sequence[rules.Stretch],
    *,
    by: Actor,
    at: dt.datetime,
) -> list[Period]:
    """ "Tạo các tuần", "tạo các tháng": each a campaign with a target and a board of its own.

    Those that are there already are left alone.
    """
    if not stretches:
        raise InvalidPeriod(_("Khoảng thời gian này không có tuần, tháng nào."), field="last_on")
    return [
        run_campaign(
            programme,
            unit,
            number=None,
            name=one.name,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            by=by,
            at=at,
        )
        for one in stretches
    ]


def _recorded(period: Period, *, by: Actor, at: dt.datetime) -> None:
    event = PeriodSet(
        programme_id=period.programme_id,
        unit_id=period.unit_id,
        period_id=period.pk,
        period_name=period.name,
    )
    record(event, by=by, at=at)
