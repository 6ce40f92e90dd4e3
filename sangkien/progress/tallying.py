"""How breakdowns are counted for many units at once: two statements, whatever their number.

One counts the units' own rows and looks at each initiative once; one sums a unit and what is
directly below it. Both compare in the database and write only what differs: two million
initiatives are recounted within a minute. `queries.breakdown_differences` counts the same a second
time, in another way, and holds the two against each other.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

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
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.events import STATE_CHANGES, CreditMoved, InitiativeAmended
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.journal.models import Entry
from sangkien.progress import campaigns
from sangkien.progress.enums import Division
from sangkien.progress.models import Breakdown
from sangkien.units.models import Unit

FIGURES = ("in_use", "reused", "verified_vnd", "authors")
TOTAL = (*FIGURES, "parts")
OWN = tuple(f"own_{name}" for name in TOTAL)

# What changes a breakdown; entries about the second life name the unit that uses, not the own one.
_TOUCHING: tuple[type[Event], ...] = (
    *STATE_CHANGES,
    *(CreditMoved, InitiativeAmended),
    *(AdoptionRecorded, AdoptionWithdrawn, UseAnswered, BenefitVerified),
)
TOUCHING = tuple(event.name for event in _TOUCHING)

VALID = ", ".join(f"'{state.value}'" for state in COUNTED_AS_VALID)
USED = ", ".join(f"'{use.value}'" for use in STILL_USED)
TABLE, UNIT = Breakdown._meta.db_table, Unit._meta.db_table
DIVISIONS = tuple(division.value for division in Division)
_KEYS = {
    Division.KIND: "COALESCE(kind, '')",
    Division.FIELD: "COALESCE(CAST(field_id AS text), '')",
    Division.SUBMITTER: "submitter",
}


@dataclass(frozen=True, kw_only=True)
class _Json:
    """How a database makes JSON, takes it apart, and compares it."""

    each: str
    pair: str  # an object of the parts of a division, as text
    number: str  # the {0}th of a pair
    made: str  # a value of the column, from a text
    same: str  # equal for equal values


_JSON = {
    "postgresql": _Json(
        each="jsonb_each",
        pair="CAST(jsonb_object_agg(part, jsonb_build_array(sent, valid)) AS text)",
        number="CAST(piece.value ->> {} AS integer)",
        made="CAST({} AS jsonb)",
        same="{}",
    ),
    "sqlite": _Json(
        each="json_each",
        pair="json_group_object(part, json_array(sent, valid))",
        number="json_extract(piece.value, '$[{}]')",
        made="json({})",
        same="json({})",
    ),
}

# Every initiative that counts, once for each period it counts in; then each figure as a row of its
# own. The kept rows come along as nothing, so that one without initiatives becomes empty. The branch
# of a new row is nothing until it is carried up: it is part of no sum above before that.
_COUNT = f"""
INSERT INTO {TABLE} (unit_id, period_id, {{own}}, {{total}}, stale, as_of)
WITH {{part}}, counted AS MATERIALIZED (
    SELECT entry.id, entry.unit_id, part.period_id, entry.author_id, entry.kind, entry.field_id,
           entry.submitter, CASE WHEN entry.state IN ({VALID}) THEN 1 ELSE 0 END AS valid
      FROM {Initiative._meta.db_table} AS entry
      JOIN part ON {campaigns.JOINED}
     WHERE entry.unit_id IN ({{units}}) AND {campaigns.COUNTS}
), found (unit_id, period_id, in_use, reused, verified_vnd, authors, {{divisions}}) AS (
    SELECT unit_id, period_id, 0, 0, 0, 0, {{no_divisions}}
      FROM {TABLE} WHERE unit_id IN ({{units}}) {{of_kept}}
     UNION ALL
    SELECT counted.unit_id, counted.period_id, COUNT(*), 0, 0, 0, {{no_divisions}}
      FROM counted JOIN {Course._meta.db_table} AS course ON course.initiative_id = counted.id
       AND course.adoption_id IS NULL AND course.use IN ({USED})
     WHERE counted.valid = 1 GROUP BY counted.unit_id, counted.period_id
     UNION ALL
    SELECT counted.unit_id, counted.period_id, 0, COUNT(DISTINCT counted.id), 0, 0, {{no_divisions}}
      FROM counted JOIN {Adoption._meta.db_table} AS adoption
        ON adoption.initiative_id = counted.id AND adoption.state = '{AdoptionState.STANDING.value}'
     WHERE counted.valid = 1 GROUP BY counted.unit_id, counted.period_id
     UNION ALL
    SELECT counted.unit_id, counted.period_id, 0, 0, SUM(verified.amount_vnd), 0, {{no_divisions}}
      FROM counted JOIN {Verification._meta.db_table} AS verified
        ON verified.initiative_id = counted.id AND verified.adoption_id IS NULL
       AND verified.finding = '{Finding.AMOUNT.value}'
       AND NOT EXISTS (SELECT 1 FROM {Verification._meta.db_table} AS newer
                        WHERE newer.initiative_id = verified.initiative_id
                          AND newer.adoption_id IS NULL AND newer.version > verified.version)
     WHERE counted.valid = 1 GROUP BY counted.unit_id, counted.period_id
     UNION ALL
    SELECT unit_id, period_id, 0, 0, 0, COUNT(*), {{no_divisions}}
      FROM (SELECT unit_id, period_id, author_id AS person FROM counted
             UNION
            SELECT counted.unit_id, counted.period_id, co.user_id FROM counted
              JOIN {CoAuthor._meta.db_table} AS co
                ON co.initiative_id = counted.id AND co.user_id IS NOT NULL
           ) AS credited
     GROUP BY unit_id, period_id
     {{parts}}
), summed AS (
    SELECT unit_id, period_id, SUM(in_use) AS in_use, SUM(reused) AS reused,
           SUM(verified_vnd) AS verified_vnd, SUM(authors) AS authors, {{parts_made}} AS parts
      FROM found GROUP BY unit_id, period_id
)
SELECT unit_id, period_id, {{total}}, 0, 0, 0, 0, {{no_parts}}, TRUE, %s FROM summed WHERE TRUE
    ON CONFLICT (unit_id, period_id) DO UPDATE SET {{set}}, stale = TRUE, as_of = excluded.as_of
 WHERE {{differs}}
"""  # noqa: S608 - made of constants
_PARTS = """
     UNION ALL
    SELECT unit_id, period_id, 0, 0, 0, 0, {columns}
      FROM (SELECT unit_id, period_id, {key} AS part, COUNT(*) AS sent, SUM(valid) AS valid
              FROM counted GROUP BY unit_id, period_id, {key}) AS divided
     GROUP BY unit_id, period_id
"""
# The own rows of units and the branches directly below them, added up.
_CARRY = f"""
INSERT INTO {TABLE} (unit_id, period_id, {{own}}, {{total}}, stale, as_of)
WITH below AS MATERIALIZED (
    SELECT unit_id, period_id, {{own_as_total}} FROM {TABLE}
     WHERE unit_id IN ({{units}}) AND period_id IN ({{periods}})
     UNION ALL
    SELECT child.parent_id, branch.period_id, {{branch}}
      FROM {TABLE} AS branch JOIN {UNIT} AS child ON child.id = branch.unit_id
     WHERE child.parent_id IN ({{units}}) AND branch.period_id IN ({{periods}})
), divided AS (
    SELECT unit_id, period_id, division, {{pair}} AS held
      FROM (SELECT unit_id, period_id, division.key AS division, piece.key AS part,
                   SUM({{first}}) AS sent, SUM({{second}}) AS valid
              FROM below, {{each}}(below.parts) AS division, {{each}}(division.value) AS piece
             GROUP BY unit_id, period_id, division.key, piece.key) AS pieces
     GROUP BY unit_id, period_id, division
), found (unit_id, period_id, in_use, reused, verified_vnd, authors, {{divisions}}) AS (
    SELECT unit_id, period_id, in_use, reused, verified_vnd, authors, {{no_divisions}} FROM below
     UNION ALL
    SELECT unit_id, period_id, 0, 0, 0, 0, {{held}} FROM divided
), summed AS (
    SELECT unit_id, period_id, SUM(in_use) AS in_use, SUM(reused) AS reused,
           SUM(verified_vnd) AS verified_vnd, SUM(authors) AS authors, {{parts_made}} AS parts
      FROM found GROUP BY unit_id, period_id
)
SELECT unit_id, period_id, 0, 0, 0, 0, {{no_parts}}, {{total}}, FALSE, %s FROM summed WHERE TRUE
    ON CONFLICT (unit_id, period_id) DO UPDATE SET {{set}}, as_of = excluded.as_of
 WHERE {{differs}}
"""  # noqa: S608 - made of constants


def count(unit_ids: Collection[int], *, at: dt.datetime, period_id: int | None = None) -> int:
    """Count the units' own rows anew, in every period or in one. Returns how many differed."""
    if not unit_ids:
        return 0
    sql = _COUNT.format(
        **_words(units=len(unit_ids), written=OWN),
        parts="".join(_part(division) for division in Division),
        of_kept="" if period_id is None else "AND period_id = %s",
        part=campaigns.parts(
            units=f"IN ({_places(len(unit_ids))})",
            periods="" if period_id is None else "AND period.id = %s",
        ),
    )
    which = [*unit_ids, *([period_id] if period_id is not None else [])]
    return _execute(sql, [*which, *unit_ids, *which], at=at)


def carry(unit_ids: Collection[int], period_ids: Collection[int], *, at: dt.datetime) -> int:
    """The branches of units: own + what is directly below. Returns how many differed."""
    if not unit_ids or not period_ids:
        return 0
    sql = _CARRY.format(
        **_words(units=len(unit_ids), written=TOTAL),
        periods=_places(len(period_ids)),
        held=", ".join(f"CASE division WHEN '{name}' THEN held END" for name in DIVISIONS),
        own_as_total=", ".join(f"own_{name} AS {name}" for name in TOTAL),
        branch=", ".join(f"branch.{name}" for name in TOTAL),
    )
    return _execute(sql, [*unit_ids, *period_ids] * 2, at=at)


def _execute(sql: str, values: list[int], *, at: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, connection.ops.adapt_datetimefield_value(at)])
        return max(int(cursor.rowcount), 0)


def _places(number: int) -> str:
    return ", ".join(["%s"] * number)


def _words(*, units: int, written: tuple[str, ...]) -> dict[str, str]:
    """What both statements say: of how many units, and which columns they write."""
    json = _JSON[connection.vendor]
    text = ",".join(f"""\"{name}":' || COALESCE(MAX({name}), '{{}}') || '""" for name in DIVISIONS)
    nothing = ",".join(f'"{name}":{{}}' for name in DIVISIONS)
    as_kept = {name: json.same if name.endswith("parts") else "{}" for name in written}
    return {
        "units": _places(units),
        "own": ", ".join(OWN),
        "total": ", ".join(TOTAL),
        "divisions": ", ".join(DIVISIONS),
        "no_divisions": ", ".join("NULL" for _name in DIVISIONS),
        "parts_made": json.made.format(f"'{{{text}}}'"),
        "no_parts": json.made.format(f"'{{{nothing}}}'"),
        "pair": json.pair,
        "each": json.each,
        "first": json.number.format(0),
        "second": json.number.format(1),
        "set": ", ".join(f"{name} = excluded.{name}" for name in written),
        "differs": " OR ".join(
            f"{same.format(f'{TABLE}.{name}')} <> {same.format(f'excluded.{name}')}"
            for name, same in as_kept.items()
        ),
    }


def _part(division: Division) -> str:
    """The parts of one division, as the rows of `found`."""
    pair = _JSON[connection.vendor].pair
    columns = ", ".join(pair if name == division.value else "NULL" for name in DIVISIONS)
    return _PARTS.format(columns=columns, key=_KEYS[division])


def touched(*, seal_ids: Collection[int | None]) -> set[int]:
    """The units of the initiatives that entries under these seals (None: none yet) are about."""
    sealed = Q(seal_id__in=[pk for pk in seal_ids if pk is not None])
    if None in seal_ids:
        sealed |= Q(seal=None)
    told = Entry.objects.filter(sealed, name__in=TOUCHING, subject_kind="initiative")
    about = told.order_by().values("subject_id")
    return set(Initiative.objects.filter(pk__in=about).values_list("unit_id", flat=True))
