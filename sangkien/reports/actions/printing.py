"""Weekly posters of all CĐCS below a unit, made by the worker piece by piece."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers import joining, rendering
from sangkien.programmes.models import Programme
from sangkien.reports import rules
from sangkien.reports.errors import NotOrdered
from sangkien.reports.events import WeeklyPostersOrdered
from sangkien.reports.models import WeeklyOrder, WeeklyPiece
from sangkien.reports.queries import posters as queries
from sangkien.units.models import Unit


def order(
    unit: Unit, programme: Programme, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> WeeklyOrder:
    """ "Lập áp phích tuần cho các CĐCS": the same form sent twice is one order."""
    if not by.can(Permission.POSTER_MAKE, at=unit.path):
        raise NotAllowed(_("Bạn không được lập áp phích ở đơn vị này."))
    try:
        with transaction.atomic():
            return _ordered(unit, programme, request_key, by=by, at=at)
    except IntegrityError:
        earlier = WeeklyOrder.objects.filter(request_key=request_key, unit=unit).first()
        if earlier is None:
            raise NotOrdered(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier


def _ordered(
    unit: Unit, programme: Programme, request_key: uuid.UUID, *, by: Actor, at: dt.datetime
) -> WeeklyOrder:
    below = queries.grassroots_below(unit, on=local_day(at))
    if not below:
        raise NotOrdered(_("Không có CĐCS nào ở dưới đơn vị này."))
    if len(below) > rules.MOST_POSTERS:
        raise NotOrdered(
            _("Một lần lập được nhiều nhất %(most)d CĐCS. Hãy lập theo từng đơn vị cấp dưới.")
            % {"most": rules.MOST_POSTERS}
        )
    made = WeeklyOrder.objects.create(
        unit=unit,
        programme=programme,
        request_key=request_key,
        ordered_by_id=by.user_id,
        ordered_at=at,
        unit_ids=[one.pk for one in below],
    )
    event = WeeklyPostersOrdered(unit_id=unit.pk, programme_id=programme.pk, count=len(below))
    record(event, by=by, at=at)
    return made


def work(now: dt.datetime) -> int:
    """One piece of the oldest order that waits; the worker has other things to do, too."""
    waiting = WeeklyOrder.objects.filter(finished_at=None, tries__lt=rules.MOST_TRIES)
    order = waiting.defer("pdf").select_related("programme").order_by("pk").first()
    if order is None:
        return 0
    WeeklyOrder.objects.filter(pk=order.pk).update(tries=F("tries") + 1)
    if order.made < order.total:
        _make_piece(order, at=now)
    else:
        _finish(order, at=now)
    WeeklyOrder.objects.filter(pk=order.pk).update(tries=0)
    return 1


def _make_piece(order: WeeklyOrder, *, at: dt.datetime) -> None:
    """Rendering is done outside of any transaction."""
    numbers = order.unit_ids[order.made : order.made + rules.PIECE]
    found = Unit.objects.in_bulk(numbers)
    wanted = [found[pk] for pk in numbers]
    pdf = rendering.render("weekly_poster", queries.posters(order.programme, wanted, at=at))
    with transaction.atomic():
        # Whoever moves the count owns the piece: two workers cannot print it twice.
        unmoved = WeeklyOrder.objects.filter(pk=order.pk, made=order.made)
        if unmoved.update(made=order.made + len(wanted)):
            WeeklyPiece.objects.create(order=order, number=order.made, pages=len(wanted), pdf=pdf)


def _finish(order: WeeklyOrder, *, at: dt.datetime) -> None:
    rows = WeeklyPiece.objects.filter(order=order).order_by("number")
    parts = [(bytes(row.pdf), row.pages) for row in rows]
    pdf = parts[0][0] if len(parts) == 1 else joining.joined(parts, paper="a3")
    with transaction.atomic():
        unfinished = WeeklyOrder.objects.filter(pk=order.pk, finished_at=None)
        if unfinished.update(finished_at=at, pdf=pdf):
            WeeklyPiece.objects.filter(order=order).delete()


def forget_old(now: dt.datetime) -> int:
    """Throw away orders of some days ago: next week is another poster."""
    return WeeklyOrder.objects.filter(ordered_at__lte=now - rules.ORDER_KEPT).delete()[0]
