"""Funds, ledgers, payment lists."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
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
MOST_DUE = 50
LINES_A_PAGE = 100


def unpaid(decision: AwardDecision) -> QuerySet[Conferral]:
    """In force, with money, on no list that stands."""
    rows = Conferral.objects.in_force().filter(decision=decision, amount_vnd__gt=0)
    return rows.exclude(payments__is_standing=True).order_by("position")


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


@dataclass(frozen=True, kw_only=True)
class Ledger:
    rows: list[FundEntry]
    following: int | None


def ledger(fund: Fund, *, before: int | None = None) -> Ledger:
    """The newest first."""
    rows = fund.entries.select_related("booked_by", "list", "conferral", "draft__prepared_by")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Ledger(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def lists_of(fund: Fund) -> list[PaymentList]:
    rows = fund.lists.exclude(state=ListState.CANCELLED).select_related("decision__paper")
    return list(rows.order_by("-pk")[:MOST_DUE])


def due_decisions(fund: Fund) -> list[AwardDecision]:
    """Released ones of the unit with money that is on no list yet: `due` is how much."""
    rows = Conferral.objects.in_force().filter(
        decision__unit=fund.unit_id, decision__state=DecisionState.RELEASED, amount_vnd__gt=0
    )
    open_ones = rows.exclude(payments__is_standing=True).order_by()
    found = open_ones.values("decision").annotate(due=Sum("amount_vnd")).order_by("-decision")
    sums = {row["decision"]: row["due"] for row in found[:MOST_DUE]}
    decisions = AwardDecision.objects.filter(pk__in=sums).select_related("paper").order_by("-pk")
    return [_with_due(row, sums[row.pk]) for row in decisions]


def _with_due(row: AwardDecision, due: int) -> AwardDecision:
    row.__dict__["due"] = due
    return row


def to_recover(unit: Unit) -> list[Payment]:
    """ "Tiền thưởng còn phải thu hồi": of awards that were revoked after they were paid, as long as the money
    has not come back; the longest open first.
    """
    rows = _owed().filter(conferral__decision__unit=unit)
    found = rows.select_related("conferral__decision__paper", "conferral__unit", "list")
    return list(found.order_by("conferral__revoked_at", "pk")[:MOST_DUE])


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


@dataclass(frozen=True, kw_only=True)
class Lines:
    rows: list[Payment]
    following: int | None


def lines(row: PaymentList, *, after: int = 0) -> Lines:
    """In the order in which they were put on the list."""
    rows = row.payments.filter(pk__gt=after).select_related("conferral__unit")
    found = list(rows.order_by("pk")[: LINES_A_PAGE + 1])
    more = len(found) > LINES_A_PAGE
    return Lines(rows=found[:LINES_A_PAGE], following=found[LINES_A_PAGE - 1].pk if more else None)


def every_line(row: PaymentList) -> QuerySet[Payment]:
    """For the file."""
    return row.payments.select_related("conferral__unit").order_by("pk")
