"""Count a unit's own totals anew: recount, never increment, so that a recount heals."""

from functools import cache

from django.db import connection

from sangkien.core import hot
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import campaigns
from sangkien.progress.actions.recount import RECOGNISED, VALID, recount_period
from sangkien.progress.campaigns import SENT

# `counting` once more, as text: both statements run inside every transaction that changes an
# initiative, where building expressions took ten times as long as the database needs for them.
# `recount --check` holds the two against each other.
#
# A row for each period whose figures an entry of the unit may enter: the whole, the phases, and
# the campaigns of the units above. Those that are there already are locked and left as they are.
LOCK_ROWS = """
INSERT INTO progress_owntotal (unit_id, period_id, sent, valid, recognised, people, benefit_vnd, stale)
SELECT unit.id, period.id, 0, 0, 0, 0, 0, TRUE
  FROM programmes_period AS period
  JOIN units_unit AS holder ON holder.id = period.unit_id
  JOIN units_unit AS unit ON unit.id = %(unit)s
 WHERE period.programme_id = %(programme)s
   AND (period.kind <> '{campaign}' OR {takes_part})
 ORDER BY period.id
    ON CONFLICT (unit_id, period_id) DO UPDATE SET stale = TRUE WHERE FALSE
"""

# The entries of the unit come from one index (`initiatives_unit_totals`), each looked at once. A
# campaign that the unit took part in before it moved away keeps its row, and counts nothing of it.
WRITE_FIGURES = """
INSERT INTO progress_owntotal (unit_id, period_id, sent, valid, recognised, people, benefit_vnd, stale)
SELECT %(unit)s, period.id, COALESCE(SUM(entry.sent), 0), COALESCE(SUM(entry.valid), 0),
       COALESCE(SUM(entry.recognised), 0),
       COUNT(DISTINCT entry.author), COALESCE(SUM(entry.benefit_vnd), 0), TRUE
  FROM progress_owntotal AS own
  JOIN programmes_period AS period
    ON period.id = own.period_id AND period.programme_id = %(programme)s
  JOIN units_unit AS holder ON holder.id = period.unit_id
  JOIN units_unit AS unit ON unit.id = own.unit_id
  LEFT JOIN (SELECT phase_id, received_at, 1 AS sent, author_id AS author,
                    CASE WHEN state IN ({valid}) THEN 1 ELSE 0 END AS valid,
                    CASE WHEN state IN ({recognised}) THEN 1 ELSE 0 END AS recognised,
                    CASE WHEN state IN ({valid}) THEN benefit_vnd END AS benefit_vnd
               FROM initiatives_initiative
              WHERE unit_id = %(unit)s AND programme_id = %(programme)s
                AND state IN ({sent})) AS entry
    ON period.kind = '{whole}'
       OR entry.phase_id = period.id
       OR (period.kind = '{campaign}'
           AND entry.received_at >= period.opens_at
           AND entry.received_at < period.closes_at
           AND {takes_part})
 WHERE own.unit_id = %(unit)s
 GROUP BY period.id
    ON CONFLICT (unit_id, period_id) DO UPDATE
       SET sent = excluded.sent, valid = excluded.valid, recognised = excluded.recognised,
           people = excluded.people, benefit_vnd = excluded.benefit_vnd, stale = TRUE
     WHERE progress_owntotal.sent <> excluded.sent
        OR progress_owntotal.valid <> excluded.valid
        OR progress_owntotal.recognised <> excluded.recognised
        OR progress_owntotal.people <> excluded.people
        OR progress_owntotal.benefit_vnd <> excluded.benefit_vnd
"""


@cache
def _lock_rows(vendor: str) -> str:
    return LOCK_ROWS.format(campaign=PeriodKind.CAMPAIGN.value, takes_part=campaigns.takes_part())


@cache
def _write_figures(vendor: str) -> str:
    return WRITE_FIGURES.format(
        whole=PeriodKind.WHOLE.value,
        campaign=PeriodKind.CAMPAIGN.value,
        sent=SENT,
        valid=VALID,
        recognised=RECOGNISED,
        takes_part=campaigns.takes_part(),
    )


def recount_unit(unit_id: int, *, programme_id: int) -> None:
    """Inside the transaction that changed an initiative: lock the rows, then count and write.

    Two statements on purpose. Under READ COMMITTED a statement sees what was committed before
    it began: one that counts before it holds the locks would lose the updates of others.
    """
    of_unit = {"unit": unit_id, "programme": programme_id}
    with hot.cursor() as cursor:
        cursor.execute(_lock_rows(connection.vendor), of_unit)
        cursor.execute(_write_figures(connection.vendor), of_unit)


def recount_campaign(period_id: int) -> None:
    """A campaign was set or moved: only its window decides which entries count in it.

    A phase was given to each entry when it arrived, so moving its close changes nobody's figures.
    """
    period = Period.objects.select_related("unit").get(pk=period_id)
    if period.kind == PeriodKind.CAMPAIGN:
        recount_period(period)
