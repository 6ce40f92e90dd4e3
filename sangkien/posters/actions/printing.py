"""Make posters: at once for a few units, in the background for many."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers import rendering
from sangkien.posters import queries, rules
from sangkien.posters.actions.pieces import Press
from sangkien.posters.errors import NotOrdered
from sangkien.posters.events import PostersOrdered
from sangkien.posters.models import PosterOrder
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
            press().go_on(ordered, at=at)
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


def _render(programme: Programme, units: Sequence[Unit], at: dt.datetime) -> bytes:
    return rendering.render("poster", queries.posters(programme, units, at=at))


def press() -> Press:
    return Press(orders=PosterOrder, render=_render, piece=rules.PIECE)


def work(now: dt.datetime) -> int:
    return press().work(now)


def forget_old(now: dt.datetime) -> int:
    """Throw away orders of some days ago."""
    deleted, _rows = PosterOrder.objects.filter(ordered_at__lte=now - KEPT).delete()
    return deleted
