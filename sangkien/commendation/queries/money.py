"""Funds, ledgers, payment lists."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import DecisionState, ListState
from sangkien.commendation.models import (
    AwardDecision,
    Conferral,
    Fund,
    FundEntry,
    Payment,
    PaymentList,
)
from sangkien.core.errors import NotFound
from sangkien.units.models import Unit

PAGE = 30
MOST_FUNDS = 60
LINES_A_PAGE = 100
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """`following` is the key behind which the next page begins."""

    rows: list[Row]
    following: int | None = None


def _cut(rows: QuerySet[Row], limit: int) -> Page[Row]:
    found = list(rows[: limit + 1])
    return Page(rows=found[:limit], following=found[limit - 1].pk if len(found) > limit else None)


def _newest(rows: QuerySet[Row], before: int | None, limit: int) -> Page[Row]:
    older = rows if before is None else rows.filter(pk__lt=before)
    return _cut(older.order_by("-pk"), limit)


def unpaid(decision: AwardDecision) -> QuerySet[Conferral]:
    """Its awards whose money is on no list yet."""
    return _unlisted().filter(decision=decision).order_by("position")


def paying_units(actor: Actor) -> list[Unit]:
    """Where the actor may open a fund."""
    rows = Unit.objects.filter(path__in=actor.offices(Permission.AWARD_PAY), closed_on=None)
    return list(rows.order_by("path")[:MOST_FUNDS])


def funds(actor: Actor) -> list[Fund]:
    """Of the offices of the actor, the newest year first, each with its `balance`."""
    summed = Fund.objects.visible_to(actor).annotate(balance=Sum("entries__amount_vnd"))
    return list(summed.select_related("unit").order_by("-year", "name", "pk")[:MOST_FUNDS])


def get_fund(pk: int, *, actor: Actor) -> Fund:
    found = Fund.objects.visible_to(actor).filter(pk=pk).select_related("unit__parent").first()
    if found is None:
        raise NotFound(_("Không tìm thấy quỹ này."))
    return found


def balance(fund: Fund) -> int:
    return int(fund.entries.aggregate(total=Sum("amount_vnd"))["total"] or 0)


def ledger(fund: Fund, *, before: int | None = None, limit: int = PAGE) -> Page[FundEntry]:
    """The newest first."""
    rows = fund.entries.select_related("booked_by", "list", "conferral", "draft__prepared_by")
    return _newest(rows, before, limit)


def lists_of(fund: Fund, *, before: int | None = None) -> Page[PaymentList]:
    """The newest first."""
    rows = fund.lists.exclude(state=ListState.CANCELLED).select_related("decision__paper")
    return _newest(rows, before, PAGE)


def due_decisions(fund: Fund, *, before: int | None = None) -> Page[AwardDecision]:
    """Released ones of the unit with money that is on no list yet, the newest first: `due` is how much."""
    page = _newest(_due(fund), before, PAGE)
    return Page(rows=_with_due(page.rows), following=page.following)


def due_decision(fund: Fund, pk: int | None) -> list[AwardDecision]:
    """That one, while its money is due."""
    return [] if pk is None else _with_due(list(_due(fund).filter(pk=pk)))


def _due(fund: Fund) -> QuerySet[AwardDecision]:
    lines = _unlisted().filter(decision=OuterRef("pk"))
    rows = AwardDecision.objects.filter(unit=fund.unit_id, state=DecisionState.RELEASED)
    return rows.filter(Exists(lines)).select_related("paper")


def _unlisted() -> QuerySet[Conferral]:
    """In force, with money, on no list that stands."""
    standing = Payment.objects.filter(conferral=OuterRef("pk"), is_standing=True)
    return Conferral.objects.in_force().filter(~Exists(standing), amount_vnd__gt=0)


def _with_due(rows: list[AwardDecision]) -> list[AwardDecision]:
    lines = _unlisted().filter(decision__in=[row.pk for row in rows]).order_by()
    sums = dict(lines.values_list("decision").annotate(due=Sum("amount_vnd")))
    for row in rows:
        row.__dict__["due"] = sums.get(row.pk, 0)
    return rows


def to_recover(unit: Unit, *, after: int | None = None) -> Page[Payment]:
    """ "Tiền thưởng còn phải thu hồi": of awards that were revoked after they were paid, as long as the money
    has not come back; the longest open first.
    """
    rows = _to_recover(unit).order_by("conferral__revoked_at", "pk")
    last = Payment.objects.filter(pk=after or 0, conferral__decision__unit=unit)
    at = last.values_list("conferral__revoked_at", flat=True).first()
    if at is not None:
        same = Q(conferral__revoked_at=at, pk__gt=after)
        rows = rows.filter(same | Q(conferral__revoked_at__gt=at))
    return _cut(rows, PAGE)


def payment_to_recover(unit: Unit, conferral_id: int | None) -> list[Payment]:
    """Of that award, while its money has not come back."""
    return list(_to_recover(unit).filter(conferral=conferral_id))


def _to_recover(unit: Unit) -> QuerySet[Payment]:
    rows = _owed().filter(conferral__decision__unit=unit)
    return rows.select_related("conferral__decision__paper", "conferral__unit", "list")


def is_owed(conferral: Conferral) -> bool:
    """Whether its money still has to come back."""
    return _owed().filter(conferral=conferral).exists()


def _owed() -> QuerySet[Payment]:
    return Payment.objects.filter(
        conferral__revoked_at__isnull=False, list__state=ListState.PAID, is_standing=True
    )


@dataclass(frozen=True, kw_only=True)
class Owed:
    """How much of a unit's money has to come back, of how many awards."""

    count: int
    vnd: int


def owed(units: Collection[int]) -> dict[int, Owed]:
    """By unit, of those to which anything is owed; one query."""
    rows = _owed().filter(conferral__decision__unit__in=units).order_by()
    sums = rows.values_list("conferral__decision__unit").annotate(
        count=Count("pk"), vnd=Sum("amount_vnd")
    )
    return {unit: Owed(count=count, vnd=vnd) for unit, count, vnd in sums}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One thing that happened to the money of an award; `key` is paid or recovered."""

    key: str
    on: dt.date
    vnd: int


def turns(conferral: Conferral) -> list[Turn]:
    """ "Tiền thưởng đã chi, đã thu hồi" of one award, in the order of the ledger; two queries."""
    payments = conferral.payments.filter(list__state=ListState.PAID).select_related("list__entry")
    paid = [
        (one.list.entry.pk, Turn(key="paid", on=one.list.paid_on, vnd=one.amount_vnd))
        for one in payments
        if one.list.paid_on is not None
    ]
    back = [
        (one.pk, Turn(key="recovered", on=one.booked_on, vnd=one.amount_vnd))
        for one in conferral.recoveries.all()
    ]
    return [turn for _pk, turn in sorted(paid + back, key=lambda pair: pair[0])]


def get_list(pk: int, *, actor: Actor) -> PaymentList:
    rows = PaymentList.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "fund__unit__parent", "decision__paper", "prepared_by", "approved_by", "cancel_asked_by"
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy danh sách chi này."))
    return found


def lines(row: PaymentList, *, after: int = 0) -> Page[Payment]:
    """In the order in which they were put on the list."""
    rows = row.payments.filter(pk__gt=after).select_related("conferral__unit")
    return _cut(rows.order_by("pk"), LINES_A_PAGE)


def every_line(row: PaymentList) -> QuerySet[Payment]:
    """For the file."""
    return row.payments.select_related("conferral__unit").order_by("pk")
