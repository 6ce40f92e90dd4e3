"""Make posters: at once for a few units, in the background for many."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers import joining, rendering
from sangkien.posters import queries, rules
from sangkien.posters.errors import NotOrdered
from sangkien.posters.events import PostersOrdered
from sangkien.posters.models import PosterOrder, PosterPiece
from sangkien.posters.permissions import can_print
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import is_aimed_at
from sangkien.units.models import Unit

KEPT = dt.timedelta(days=2)


def order(
    unit: Unit, programme: Programme, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> PosterOrder:
    """ "Lập bộ áp phích" of the units directly below; the same form sent twice is one order.

    A few are made at once, many by the worker.
    """
    if not can_print(by, unit):
        raise NotAllowed(_("Bạn không được lập áp phích ở đơn vị này."))
    try:
        with transaction.atomic():
            ordered = _ordered(unit, programme, request_key, by=by, at=at)
    except IntegrityError:
        earlier = PosterOrder.objects.filter(request_key=request_key, unit=unit).first()
        if earlier is None:
            raise NotOrdered(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier
    if ordered.total <= rules.AT_ONCE:
        while ordered.finished_at is None:
            go_on(ordered, at=at)
    return ordered


def _ordered(
    unit: Unit, programme: Programme, request_key: uuid.UUID, *, by: Actor, at: dt.datetime
) -> PosterOrder:
    found = queries.below(unit, on=local_day(at))
    below = [one for one in found if is_aimed_at(programme, one.path)]
    if not below:
        raise NotOrdered(_("Chưa có đơn vị trực thuộc nào trong phạm vi của chương trình."))
    if len(below) > rules.MOST:
        raise NotOrdered(
            _("Một lần in được nhiều nhất %(most)d đơn vị. Hãy in theo từng đơn vị cấp dưới.")
            % {"most": rules.MOST}
        )
    ordered = PosterOrder.objects.create(
        unit=unit,
        programme=programme,
        request_key=request_key,
        ordered_by_id=by.user_id,
        ordered_at=at,
        unit_ids=[one.pk for one in below],
    )
    event = PostersOrdered(unit_id=unit.pk, programme_id=programme.pk, count=len(below))
    record(event, by=by, at=at)
    return ordered


def go_on(order: PosterOrder, *, at: dt.datetime) -> None:
    """The next piece of an order, or its end. Rendering is done outside of any transaction."""
    if order.made < order.total:
        _make_piece(order, at=at)
    else:
        _finish(order, at=at)


def _make_piece(order: PosterOrder, *, at: dt.datetime) -> None:
    numbers = order.unit_ids[order.made : order.made + rules.PIECE]
    found = Unit.objects.in_bulk(numbers)
    wanted = [found[pk] for pk in numbers]
    pdf = rendering.render("poster", queries.posters(order.programme, wanted, at=at))
    made = order.made + len(wanted)
    with transaction.atomic():
        # Whoever moves the count owns the piece: two workers cannot print it twice.
        if PosterOrder.objects.filter(pk=order.pk, made=order.made).update(made=made):
            PosterPiece.objects.create(order=order, number=order.made, pages=len(wanted), pdf=pdf)
    order.made = made


def _finish(order: PosterOrder, *, at: dt.datetime) -> None:
    rows = PosterPiece.objects.filter(order=order).order_by("number")
    parts = [(bytes(row.pdf), row.pages) for row in rows]
    pdf = parts[0][0] if len(parts) == 1 else joining.joined(parts)
    with transaction.atomic():
        unfinished = PosterOrder.objects.filter(pk=order.pk, finished_at=None)
        if unfinished.update(finished_at=at, pdf=pdf):
            PosterPiece.objects.filter(order=order).delete()
    order.finished_at = at


def work(now: dt.datetime) -> int:
    """One piece of the oldest order that waits; the worker has other things to do, too."""
    waiting = PosterOrder.objects.filter(finished_at=None, tries__lt=rules.MOST_TRIES)
    order = waiting.defer("pdf").select_related("programme").order_by("pk").first()
    if order is None:
        return 0
    PosterOrder.objects.filter(pk=order.pk).update(tries=F("tries") + 1)
    go_on(order, at=now)
    PosterOrder.objects.filter(pk=order.pk).update(tries=0)
    return 1


def forget_old(now: dt.datetime) -> int:
    """Throw away orders of some days ago."""
    deleted, _rows = PosterOrder.objects.filter(ordered_at__lte=now - KEPT).delete()
    return deleted
