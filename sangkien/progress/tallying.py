"""How breakdowns are counted for many units at once: a few statements, whatever their number.

`queries.breakdown_differences` counts the same a second time, in another way, and holds the two
against each other.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q

from sangkien.adoption.enums import STILL_USED, AdoptionState, Finding
from sangkien.adoption.events import (
    AdoptionRecorded,
    AdoptionWithdrawn,
    BenefitVerified,
    UseAnswered,
)
from sangkien.adoption.models import Adoption, Course, Verification
from sangkien.core.bus import Event
from sangkien.initiatives.enums import COUNTED_AS_SENT, COUNTED_AS_VALID
from sangkien.initiatives.events import STATE_CHANGES, CreditMoved, InitiativeAmended
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import campaigns
from sangkien.progress.enums import Division
from sangkien.progress.models import Breakdown
from sangkien.progress.parts import Parts, added, empty
from sangkien.units.models import Unit

Key = tuple[int, int]  # unit, period
FIGURES = ("in_use", "reused", "verified_vnd", "authors")
TOTAL = (*FIGURES, "parts")

# What changes a breakdown; entries about the second life name the unit that uses, not the own one.
_TOUCHING: tuple[type[Event], ...] = (
    *STATE_CHANGES,
    *(CreditMoved, InitiativeAmended),
    *(AdoptionRecorded, AdoptionWithdrawn, UseAnswered, BenefitVerified),
)
TOUCHING = tuple(event.name for event in _TOUCHING)

SENT = ", ".join(f"'{state.value}'" for state in COUNTED_AS_SENT)  # valid ones are among them
VALID = ", ".join(f"'{state.value}'" for state in COUNTED_AS_VALID)
USED = ", ".join(f"'{use.value}'" for use in STILL_USED)
COURSE, ADOPTION = Course._meta.db_table, Adoption._meta.db_table
VERIFICATION, COAUTHOR = Verification._meta.db_table, CoAuthor._meta.db_table

# Every initiative that counts, once for each period it counts in; `{more}` joins what is asked.
_ENTRIES = f"""
  FROM {Initiative._meta.db_table} AS entry
  JOIN {Period._meta.db_table} AS period ON period.programme_id = entry.programme_id
  JOIN {Unit._meta.db_table} AS holder ON holder.id = period.unit_id
  JOIN {Unit._meta.db_table} AS unit ON unit.id = entry.unit_id
  {{more}}
 WHERE entry.unit_id IN ({{units}}) AND entry.state IN ({{states}}) {{of_period}}
   AND (period.kind = '{PeriodKind.WHOLE.value}'
        OR entry.phase_id = period.id
        OR (period.kind = '{PeriodKind.CAMPAIGN.value}'
            AND entry.received_at >= period.opens_at
            AND entry.received_at < period.closes_at
            AND {{takes_part}}))
"""
# The database makes one JSON text of the parts of a unit: millions of small rows would take longer
# to fetch than to count.
_PARTS = f"""
SELECT unit_id, period_id, {{joined}}
  FROM (SELECT entry.unit_id, period.id AS period_id, {{key}} AS part, COUNT(*) AS sent,
               COUNT(*) FILTER (WHERE entry.state IN ({VALID})) AS valid {_ENTRIES}
         GROUP BY 1, 2, 3) AS counted
 GROUP BY 1, 2
"""  # noqa: S608 - made of constants
_JOINED = {
    "postgresql": "CAST(json_object_agg(part, json_build_array(sent, valid)) AS text)",
    "sqlite": "json_group_object(part, json_array(sent, valid))",
}
_KEYS = {
    Division.KIND: "COALESCE(entry.kind, '')",
    Division.FIELD: "COALESCE(CAST(entry.field_id AS text), '')",
}
_IN_USE = f"SELECT entry.unit_id, period.id, COUNT(*) {_ENTRIES} GROUP BY 1, 2"
_IN_USE_MORE = (
    f"JOIN {COURSE} AS course ON course.initiative_id = entry.id"
    f" AND course.adoption_id IS NULL AND course.use IN ({USED})"
)
_REUSED = f"SELECT entry.unit_id, period.id, COUNT(DISTINCT entry.id) {_ENTRIES} GROUP BY 1, 2"
_REUSED_MORE = (
    f"JOIN {ADOPTION} AS adoption ON adoption.initiative_id = entry.id"
    f" AND adoption.state = '{AdoptionState.STANDING.value}'"
)
_VERIFIED = f"""
SELECT entry.unit_id, period.id, SUM(verified.amount_vnd) {_ENTRIES} GROUP BY 1, 2
"""
_VERIFIED_MORE = f"""
  JOIN {VERIFICATION} AS verified
    ON verified.initiative_id = entry.id AND verified.adoption_id IS NULL
   AND verified.finding = '{Finding.AMOUNT.value}'
   AND NOT EXISTS (SELECT 1 FROM {VERIFICATION} AS newer
                    WHERE newer.initiative_id = verified.initiative_id
                      AND newer.adoption_id IS NULL AND newer.version > verified.version)
"""  # noqa: S608 - made of constants
# The leading author and everybody of the register who has a share, each once per unit.
_AUTHORS = """
SELECT unit_id, period_id, COUNT(*) FROM (
    SELECT entry.unit_id, period.id AS period_id, entry.author_id AS person {entries}
     UNION
    SELECT entry.unit_id, period.id AS period_id, co.user_id AS person {coauthored}
) AS credited GROUP BY 1, 2
"""
_CO_MORE = f"JOIN {COAUTHOR} AS co ON co.initiative_id = entry.id AND co.user_id IS NOT NULL"


@dataclass(kw_only=True)
class Tally:
    """What one unit itself has in one period."""

    in_use: int = 0
    reused: int = 0
    verified_vnd: int = 0
    authors: int = 0
    parts: Parts = field(default_factory=empty)


def tally(unit_ids: Collection[int], *, period_id: int | None = None) -> dict[Key, Tally]:
    """The units' own breakdowns in every period, or in one; nothing where nothing counts."""
    found: dict[Key, Tally] = defaultdict(Tally)
    if not unit_ids:
        return found
    asked = _Asked(unit_ids, period_id)
    for division in Division:
        for unit_id, of_period, parts in asked.parts(division):
            found[unit_id, of_period].parts[division.value] = json.loads(parts)
    for unit_id, of_period, count in asked.rows(_IN_USE, more=_IN_USE_MORE, states=VALID):
        found[unit_id, of_period].in_use = count
    for unit_id, of_period, count in asked.rows(_REUSED, more=_REUSED_MORE, states=VALID):
        found[unit_id, of_period].reused = count
    for unit_id, of_period, vnd in asked.rows(_VERIFIED, more=_VERIFIED_MORE, states=VALID):
        found[unit_id, of_period].verified_vnd = int(vnd)
    for unit_id, of_period, count in asked.authors():
        found[unit_id, of_period].authors = count
    return found


class _Asked:
    """The units and the period that are asked about, and the statements filled in for them."""

    def __init__(self, unit_ids: Collection[int], period_id: int | None) -> None:
        self.values = [*unit_ids, *([period_id] if period_id is not None else [])]
        self.filled = {
            "units": ", ".join(["%s"] * len(unit_ids)),
            "of_period": "AND period.id = %s" if period_id is not None else "",
            "takes_part": campaigns.takes_part(),
        }

    def rows(self, sql: str, *, more: str = "", states: str = SENT) -> Iterator[tuple[Any, ...]]:
        return self._run(sql.format(more=more, states=states, **self.filled), self.values)

    def parts(self, division: Division) -> Iterator[tuple[Any, ...]]:
        about = {"joined": _JOINED[connection.vendor], "key": _KEYS[division]}
        return self._run(_PARTS.format(more="", states=SENT, **about, **self.filled), self.values)

    def authors(self) -> Iterator[tuple[Any, ...]]:
        one, two = (
            _ENTRIES.format(more=more, states=SENT, **self.filled) for more in ("", _CO_MORE)
        )
        return self._run(_AUTHORS.format(entries=one, coauthored=two), self.values * 2)

    def _run(self, sql: str, values: list[int]) -> Iterator[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            yield from cursor.fetchall()


def touched(*, seal_ids: Collection[int | None]) -> set[int]:
    """The units of the initiatives that entries under these seals (None: none yet) are about."""
    sealed = Q(seal_id__in=[pk for pk in seal_ids if pk is not None])
    if None in seal_ids:
        sealed |= Q(seal=None)
    told = Entry.objects.filter(sealed, name__in=TOUCHING, subject_kind="initiative")
    about = told.order_by().values("subject_id")
    return set(Initiative.objects.filter(pk__in=about).values_list("unit_id", flat=True))


def children_of(unit_ids: Collection[int], period_ids: Collection[int]) -> dict[Key, list[Tally]]:
    """The totals directly below units, by unit and period."""
    found: dict[Key, list[Tally]] = defaultdict(list)
    rows = Breakdown.objects.filter(unit__parent_id__in=unit_ids, period_id__in=period_ids)
    read = rows.values_list("unit__parent_id", "period_id", *TOTAL)
    for parent_id, period_id, *values in read.iterator():
        found[parent_id or 0, period_id].append(Tally(**dict(zip(TOTAL, values, strict=True))))
    return found


def total_of(row: Breakdown, below: list[Tally]) -> dict[str, object]:
    """Own + sum of the children."""
    summed: dict[str, object] = {
        name: getattr(row, f"own_{name}") + sum(getattr(child, name) for child in below)
        for name in FIGURES
    }
    summed["parts"] = added([row.own_parts, *(child.parts for child in below)])
    return summed
