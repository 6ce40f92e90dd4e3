"""Make the pages of an order piece by piece, whatever they show."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from sangkien.papers import joining
from sangkien.posters import rules
from sangkien.posters.models import PieceOrder
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Press:
    """What makes orders of one kind: the pages of some units, so many in a piece, on which paper."""

    orders: type[PieceOrder]
    render: Callable[[Programme, Sequence[Unit], dt.datetime], bytes]
    piece: int
    paper: str = "a4"

    def work(self, now: dt.datetime) -> int:
        """One piece of the oldest order that waits; the worker has other things to do, too."""
        waiting = self.orders.objects.filter(finished_at=None, tries__lt=rules.MOST_TRIES)
        order = waiting.defer("pdf").select_related("programme").order_by("pk").first()
        if order is None:
            return 0
        self.orders.objects.filter(pk=order.pk).update(tries=F("tries") + 1)
        self.go_on(order, at=now)
        self.orders.objects.filter(pk=order.pk).update(tries=0)
        return 1

    def go_on(self, order: PieceOrder, *, at: dt.datetime) -> None:
        """The next piece of an order, or its end. Rendering is done outside of any transaction."""
        if order.made < order.total:
            self._make_piece(order, at=at)
        else:
            self._finish(order, at=at)

    def _make_piece(self, order: PieceOrder, *, at: dt.datetime) -> None:
        numbers = order.unit_ids[order.made : order.made + self.piece]
        found = Unit.objects.in_bulk(numbers)
        wanted = [found[pk] for pk in numbers]
        pdf = self.render(order.programme, wanted, at)
        made = order.made + len(wanted)
        with transaction.atomic():
            # Whoever moves the count owns the piece: two workers cannot print it twice.
            if self.orders.objects.filter(pk=order.pk, made=order.made).update(made=made):
                order.pieces.create(number=order.made, pages=len(wanted), pdf=pdf)
        order.made = made

    def _finish(self, order: PieceOrder, *, at: dt.datetime) -> None:
        parts = [(bytes(row.pdf), row.pages) for row in order.pieces.order_by("number")]
        pdf = parts[0][0] if len(parts) == 1 else joining.joined(parts, paper=self.paper)
        with transaction.atomic():
            unfinished = self.orders.objects.filter(pk=order.pk, finished_at=None)
            if unfinished.update(finished_at=at, pdf=pdf):
                order.pieces.all().delete()
        order.finished_at = at
