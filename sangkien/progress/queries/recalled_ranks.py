"""The places that a unit had at a moment of the past, among those who stood beside it then."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db import connection
from django.utils.translation import gettext as _

from sangkien.core import paths, periods
from sangkien.programmes.models import Period
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading
from sangkien.progress.queries import asof
from sangkien.progress.queries.ranks import Rank
from sangkien.units.models import Unit
from sangkien.units.queries import clusters_then, level_on, place_on

MOST_RANKED = 5_000  # units in one league, as `standings`
READING = Reading._meta.db_table
Merit = tuple[int, int]  # valid, sent: the order by number


def ranks_at(unit: Unit, period: Period, asked: dt.datetime) -> tuple[Rank, ...]:
    """Below its superior, in its clusters, in the programme; none where it had sent nothing.

    Tree and clusters are those of the moment, figures those that were read then.
    """
    day = periods.local_day(asked - dt.timedelta(microseconds=1))
    arenas = list(_arenas(unit, period, asked, day))
    everybody = {unit.pk}.union(*(ids for _among, ids in arenas))
    merits = merits_at(everybody, period, asked)
    own = merits.get(unit.pk, (0, 0))
    if not own[1]:
        return ()
    return tuple(_rank(own, among, ids, merits) for among, ids in arenas)


def _arenas(
    unit: Unit, period: Period, asked: dt.datetime, day: dt.date
) -> Iterator[tuple[str, Collection[int]]]:
    above = asof.superior_on(unit, day)
    if unit.pk == period.unit_id or above is None:
        return
    first, last = periods.local_day(period.opens_at), periods.last_day(period.closes_at)
    yield above.label, set(asof.standing_children(above, day, first=first, last=last))
    clusters, members = clusters_then(unit, year=day.year, then=asked)
    for cluster in clusters:
        if paths.contains(period.unit.path, cluster.organiser.path):
            yield cluster.name, members[cluster.pk]
    if above.pk == period.unit_id:
        return
    branch, level_id = place_on(period.unit, day).path, place_on(unit, day).level_id
    peers = [place.unit_id for place in level_on(branch, level_id, day)]
    if len(peers) <= MOST_RANKED:
        owner = period.unit.label
        label = _("%(owner)s, mọi đơn vị cùng cấp") % {"owner": owner}
        yield label, set(asof.standing(peers, day, first=first, last=last))


def _rank(own: Merit, among: str, ids: Collection[int], merits: dict[int, Merit]) -> Rank:
    others = [merits[pk] for pk in ids if pk in merits and merits[pk][1]]
    return Rank(
        number=sum(other > own for other in others) + 1,
        of=len(ids),
        is_tied=others.count(own) > 1,
        among=among,
    )


def merits_at(unit_ids: Collection[int], period: Period, at: dt.datetime) -> dict[int, Merit]:
    """What `reading_at` would say of each; one query, which reads one row of each index."""
    ids = sorted(unit_ids)
    if not ids:
        return {}
    wanted = ", ".join(["(%s)"] * len(ids))
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            _LAST.replace("%(wanted)s", wanted), [period.pk, moment, *ids] * len(ReadingSpan)
        )
        rows = sorted(cursor.fetchall(), key=lambda row: (row[1], row[2]))
    return {unit_id: (valid, sent) for unit_id, _ends_at, _as_of, valid, sent in rows}


def _last(span: ReadingSpan) -> str:
    return f"""
SELECT r.unit_id, r.ends_at, r.as_of, r.valid, r.sent FROM (
  SELECT wanted.id, (
    SELECT l.id FROM {READING} l
     WHERE l.unit_id = wanted.id AND l.period_id = %s AND l.span = '{span.value}'
       AND l.ends_at <= %s
     ORDER BY l.ends_at DESC LIMIT 1) AS reading_id
    FROM (SELECT column1 AS id FROM (VALUES %(wanted)s) AS given) AS wanted
  ) AS found JOIN {READING} r ON r.id = found.reading_id
"""  # noqa: S608 - made of constants


_LAST = " UNION ALL ".join(_last(span) for span in ReadingSpan)
