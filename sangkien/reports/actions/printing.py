"""Weekly posters of all CĐCS below a unit, made by the worker piece by piece."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.papers import rendering
from sangkien.posters.actions.pieces import Press
from sangkien.programmes.models import Programme
from sangkien.reports import rules
from sangkien.reports.errors import NotOrdered
from sangkien.reports.events import WeeklyPostersOrdered
from sangkien.reports.models import WeeklyOrder
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


def _render(programme: Programme, units: Sequence[Unit], at: dt.datetime) -> bytes:
    return rendering.render("weekly_poster", queries.posters(programme, units, at=at))


def press() -> Press:
    return Press(orders=WeeklyOrder, render=_render, piece=rules.PIECE, paper="a3")


def work(now: dt.datetime) -> int:
    return press().work(now)


def forget_old(now: dt.datetime) -> int:
    """Throw away orders of some days ago: next week is another poster."""
    return WeeklyOrder.objects.filter(ordered_at__lte=now - rules.ORDER_KEPT).delete()[0]
