"""Verified benefit of many holders by year."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from sangkien.adoption.enums import Finding
from sangkien.adoption.models import Verification
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.queries.candidates import Candidate, Scene
from sangkien.core import paths, periods
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.models import CoAuthor
from sangkien.initiatives.rules import WHOLE_SHARE_BP

Years = dict[int, dict[int, int]]
Row = tuple[int, int, int, str, int, int]  # initiative, year, amount, path, author, share


def verified_by_year(scene: Scene, found: Sequence[Candidate], *, since: int) -> Years:
    """By holder id and year of the verification: VND at the own unit of each valid initiative, the
    latest version. To a person goes the part of their share. One query, for persons two.

    A holder of whom nothing was verified is not in it: nothing is known of them.
    """
    amounts = _amounts(scene, since=since)
    if scene.award.holder_kind == HolderKind.PERSON:
        return _of_persons(amounts, {one.holder_id for one in found})
    by_path = {one.unit.path: one.unit.pk for one in found}
    totals: Years = defaultdict(lambda: defaultdict(int))
    for _pk, year, amount, path, _author, _share in amounts:
        for up in (path, *paths.ancestors(path)):
            if up in by_path:
                totals[by_path[up]][year] += amount
    return totals


def _amounts(scene: Scene, *, since: int) -> list[Row]:
    below = paths.subtree(scene.unit.path, field="initiative__unit_path")
    rows = Verification.objects.filter(
        below,
        adoption=None,
        initiative__state__in=COUNTED_AS_VALID,
        verified_at__lt=periods.end_of(scene.until_on.replace(month=12, day=31)),
    ).order_by("initiative_id", "version")
    latest = {
        pk: (pk, periods.local_day(at).year, amount or 0, path, author, share, finding)
        for pk, at, amount, path, author, share, finding in rows.values_list(
            "initiative_id",
            "verified_at",
            "amount_vnd",
            "initiative__unit_path",
            "initiative__author_id",
            "initiative__author_share_bp",
            "finding",
        )
    }
    return [
        row[:6]
        for row in latest.values()
        if row[6] == Finding.AMOUNT and since <= row[1] <= scene.year
    ]


def _of_persons(amounts: Sequence[Row], people: set[int]) -> Years:
    totals: Years = defaultdict(lambda: defaultdict(int))
    by_initiative = {row[0]: (row[1], row[2]) for row in amounts}
    for _pk, year, amount, _path, author, share in amounts:
        if author in people:
            totals[author][year] += amount * share // WHOLE_SHARE_BP
    helped = CoAuthor.objects.filter(Q(initiative_id__in=by_initiative), user_id__in=people)
    for pk, user_id, share in helped.values_list("initiative_id", "user_id", "share_bp"):
        year, amount = by_initiative[pk]
        totals[user_id][year] += amount * share // WHOLE_SHARE_BP
    return totals
