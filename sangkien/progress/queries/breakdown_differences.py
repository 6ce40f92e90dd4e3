"""Where kept breakdowns differ from the initiatives, counted a second time in another way."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from sangkien.adoption.enums import STILL_USED, AdoptionState
from sangkien.adoption.models import Adoption, Course, Verification
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.journal.models import Seal
from sangkien.programmes.models import Period
from sangkien.progress import counting, tallying
from sangkien.progress.enums import Division
from sangkien.progress.models import Breakdown, BreakdownMark
from sangkien.progress.parts import Parts, added, empty, put
from sangkien.units.models import Unit

UNITS_AT_ONCE = 2_000

Key = tuple[int, int]  # unit, period


@dataclass(kw_only=True)
class Tally:
    """What one unit itself, or its branch, has in one period."""

    in_use: int = 0
    reused: int = 0
    verified_vnd: int = 0
    authors: int = 0
    parts: Parts = field(default_factory=empty)


@dataclass(frozen=True, kw_only=True)
class BreakdownDifference:
    """One breakdown that is not what counting gives; `names` are the figures that differ."""

    unit_code: str
    period_id: int
    is_subtree: bool
    names: tuple[str, ...]

    def words(self) -> str:
        which = _("cả nhánh") if self.is_subtree else _("riêng đơn vị")
        return _(
            "Cơ cấu của đơn vị %(unit)s, giai đoạn số %(period)s, %(which)s: lệch %(names)s."
        ) % {
            "unit": self.unit_code,
            "period": self.period_id,
            "which": which,
            "names": ", ".join(self.names),
        }


def breakdown_differences() -> Iterator[BreakdownDifference]:
    """Everything, in parts that fit into memory; what waits to be counted is left out.

    Nothing is compared before the worker has counted for the first time.
    """
    mark = BreakdownMark.objects.first()
    if mark is None:
        return
    later = list(Seal.objects.filter(pk__gt=mark.seal_id).values_list("pk", flat=True))
    waiting = tallying.touched(seal_ids=[*later, None])
    periods = list(Period.objects.select_related("unit").order_by("pk"))
    highest = Unit.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, UNITS_AT_ONCE):
        units = Unit.objects.filter(pk__gte=first, pk__lt=first + UNITS_AT_ONCE)
        codes = dict(units.values_list("pk", "code"))
        rows = {
            (row.unit_id, row.period_id): row
            for row in Breakdown.objects.filter(unit_id__in=codes).select_related("unit")
        }
        yield from _own(codes, rows, periods, waiting | _being_written(codes))
        yield from _subtrees(codes, rows, [period.pk for period in periods])


def _being_written(unit_ids: Collection[int]) -> set[int]:
    """What came back to its author may be changed at any time and tells so with the sending."""
    open_ones = Initiative.objects.filter(unit_id__in=unit_ids, state=State.RETURNED)
    return set(open_ones.values_list("unit_id", flat=True))


def _own(
    codes: dict[int, str], rows: dict[Key, Breakdown], periods: list[Period], waiting: set[int]
) -> Iterator[BreakdownDifference]:
    counted: dict[Key, Tally] = {}
    for period in periods:
        _count(period, codes, counted)
    for key in sorted(rows.keys() | counted.keys()):
        if key[0] in waiting:
            continue
        row = rows.get(key) or Breakdown(unit_id=key[0], period_id=key[1])
        tally = counted.get(key) or Tally()
        names = [n for n in tallying.TOTAL if getattr(row, f"own_{n}") != getattr(tally, n)]
        if names:
            yield _different(codes, key, names, is_subtree=False)


def _count(period: Period, unit_ids: Collection[int], counted: dict[Key, Tally]) -> None:
    """By the definition of what counts in a period."""
    found = counting.entries(period).filter(unit_id__in=unit_ids).order_by()
    by_part = found.values("unit_id", "kind", "field_id", "submitter")
    valid = Count("pk", filter=counting.VALID)
    for row in by_part.annotate(sent=Count("pk"), valid=valid):
        tally = counted.setdefault((row["unit_id"], period.pk), Tally())
        pair = {"sent": row["sent"], "valid": row["valid"]}
        put(tally.parts, Division.KIND, row["kind"], **pair)
        put(tally.parts, Division.SUBMITTER, row["submitter"], **pair)
        put(tally.parts, Division.FIELD, str(row["field_id"] or ""), **pair)
    for unit_id, in_use, reused, vnd in _second_life(found):
        tally = counted[unit_id, period.pk]
        tally.in_use, tally.reused, tally.verified_vnd = in_use, reused, vnd or 0
    people: dict[int, set[int]] = {}
    co = CoAuthor.objects.filter(initiative__in=found.values("pk"), user__isnull=False)
    for pairs in (
        found.values_list("unit_id", "author_id").distinct(),
        co.values_list("initiative__unit_id", "user_id").distinct(),
    ):
        for unit_id, person in pairs:
            people.setdefault(unit_id, set()).add(person)
    for unit_id, known in people.items():
        counted[unit_id, period.pk].authors = len(known)


def _second_life(found: QuerySet[Initiative]) -> QuerySet[Initiative, tuple[int, int, int, int]]:
    used = Course.objects.filter(initiative=OuterRef("pk"), adoption=None, use__in=STILL_USED)
    elsewhere = Adoption.objects.filter(initiative=OuterRef("pk"), state=AdoptionState.STANDING)
    latest = Verification.objects.filter(initiative=OuterRef("pk"), adoption=None)
    told = found.filter(counting.VALID).annotate(
        is_used=Exists(used),
        is_reused=Exists(elsewhere),
        worth=Subquery(latest.order_by("-version").values("amount_vnd")[:1]),
    )
    return (
        told.values("unit_id")
        .annotate(
            in_use=Count("pk", filter=Q(is_used=True)),
            reused=Count("pk", filter=Q(is_reused=True)),
            verified_vnd=Sum("worth"),
        )
        .values_list("unit_id", "in_use", "reused", "verified_vnd")
    )


def _subtrees(
    codes: dict[int, str], rows: dict[Key, Breakdown], period_ids: list[int]
) -> Iterator[BreakdownDifference]:
    """A unit is its own + its children at every moment, unless its row waits to be carried up."""
    below = _children_of(codes, period_ids)
    for key in sorted(rows.keys() | below.keys()):
        row = rows.get(key) or Breakdown(unit_id=key[0], period_id=key[1])
        if row.pk is not None and row.stale:
            continue
        total = _total_of(row, below.get(key, []))
        names = [name for name, value in total.items() if getattr(row, name) != value]
        if names:
            yield _different(codes, key, names, is_subtree=True)


def _children_of(unit_ids: Collection[int], period_ids: Collection[int]) -> dict[Key, list[Tally]]:
    """The totals directly below units, by unit and period."""
    found: dict[Key, list[Tally]] = defaultdict(list)
    rows = Breakdown.objects.filter(unit__parent_id__in=unit_ids, period_id__in=period_ids)
    read = rows.values_list("unit__parent_id", "period_id", *tallying.TOTAL)
    for parent_id, period_id, *values in read.iterator():
        total = Tally(**dict(zip(tallying.TOTAL, values, strict=True)))
        found[parent_id or 0, period_id].append(total)
    return found


def _total_of(row: Breakdown, below: list[Tally]) -> dict[str, object]:
    """Own + sum of the children."""
    summed: dict[str, object] = {
        name: getattr(row, f"own_{name}") + sum(getattr(child, name) for child in below)
        for name in tallying.FIGURES
    }
    summed["parts"] = added([row.own_parts, *(child.parts for child in below)])
    return summed


def _different(
    codes: dict[int, str], key: Key, names: list[str], *, is_subtree: bool
) -> BreakdownDifference:
    return BreakdownDifference(
        unit_code=codes[key[0]], period_id=key[1], is_subtree=is_subtree, names=tuple(names)
    )
