"""Teams after a reorganisation: units in charge and caretakers follow the successor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from sangkien.access.roles import RoleKey
from sangkien.core import paths
from sangkien.support.enums import CareOutcome
from sangkien.support.models import Caretaking, Charge, MemberGrant
from sangkien.units.consequences import Changes
from sangkien.units.models import Grant, Unit

Kept = dict[str, Any]
ROW = ("pk", "team_id", "unit_id", "cluster_id")


def hand_over(changes: Changes, *, at: dt.datetime) -> Kept:
    """What is returned puts everything back (`take_back`)."""
    removed, made = _follow_charges(changes)
    moved, ended = _follow_caretakers(changes, {row.team_id for row in removed}, at=at)
    return {
        "removed": [[getattr(row, name) for name in ROW] for row in removed],
        "made": [row.pk for row in made],
        "moved": moved,
        "ended": ended,
        "linked": _link_rights(changes),
    }


def _follow_charges(changes: Changes) -> tuple[list[Charge], list[Charge]]:
    """Those of ended units go on for the successor where it lies below the unit of the team; what
    was moved out of the branch of that unit is no longer in its charge.
    """
    rows = Charge.objects.filter(team__ended_at=None).select_related("team__unit", "unit")
    ended = list(rows.filter(unit_id__in=changes.ended).order_by("pk"))
    outside = rows.exclude(unit__path__startswith=F("team__unit__path"))
    strayed = [
        row
        for row in outside.exclude(unit_id__in=changes.ended)
        if any(paths.contains(branch.new_path, row.unit.path) for branch in changes.moved)
    ]
    heirs = Unit.objects.in_bulk([pk for pk in changes.heirs.values() if pk is not None])
    held = _charged({row.team_id for row in ended}, without=changes.ended)
    made = []
    for row in ended:
        heir = heirs.get(changes.heirs.get(row.unit_id) or 0)
        if heir is None or not paths.contains(row.team.unit.path, heir.path):
            continue
        if any(paths.contains(path, heir.path) for path in held[row.team_id]):
            continue
        held[row.team_id].append(heir.path)
        made.append(Charge(team_id=row.team_id, unit=heir, cluster_id=row.cluster_id))
    Charge.objects.filter(pk__in=[row.pk for row in (*ended, *strayed)]).delete()
    return [*ended, *strayed], Charge.objects.bulk_create(made)


def _charged(team_ids: Iterable[int], *, without: Iterable[int] = ()) -> dict[int, list[str]]:
    """The paths of the units in charge, by team."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Charge.objects.filter(team_id__in=list(team_ids)).exclude(unit_id__in=list(without))
    for team_id, path in rows.values_list("team_id", "unit__path"):
        found[team_id].append(path)
    return found


def _follow_caretakers(
    changes: Changes, team_ids: set[int], *, at: dt.datetime
) -> tuple[list[list[int]], list[int]]:
    """Who looked after an ended unit looks after its successor, as long as the team does and nobody
    else looks after that one already.
    """
    concerned = Q(unit_id__in=changes.ended) | Q(member__team__in=team_ids)
    rows = Caretaking.objects.filter(concerned, ended_at=None).select_related("member")
    standing = list(rows.order_by("pk"))
    wanted = {row.pk: _goes_to(row, changes) for row in standing}
    places = dict(
        Unit.objects.filter(pk__in=wanted.values(), closed_on=None).values_list("pk", "path")
    )
    charged = _charged({row.member.team_id for row in standing})
    cared = set(
        Caretaking.objects.filter(ended_at=None, unit_id__in=places).values_list(
            "unit_id", "period_id"
        )
    )
    moved, ended = [], []
    for row in standing:
        heir, path = wanted[row.pk], places.get(wanted[row.pk], "")
        is_in_charge = any(path and paths.contains(p, path) for p in charged[row.member.team_id])
        if not is_in_charge or (heir != row.unit_id and (heir, row.period_id) in cared):
            ended.append(row.pk)
        elif heir != row.unit_id:
            cared.add((heir, row.period_id))
            moved.append([row.pk, row.unit_id])
            Caretaking.objects.filter(pk=row.pk).update(unit_id=heir)
    Caretaking.objects.filter(pk__in=ended).update(ended_at=at, outcome=CareOutcome.STOPPED)
    return moved, ended


def _goes_to(row: Caretaking, changes: Changes) -> int:
    return (changes.heirs.get(row.unit_id) or 0) if row.unit_id in changes.ended else row.unit_id


def _link_rights(changes: Changes) -> list[int]:
    """The rights that the act begins at a successor end with the membership, as the old ones did."""
    heirs = {ended: heir for ended, heir in changes.heirs.items() if heir is not None}
    old = MemberGrant.objects.filter(grant__unit_id__in=heirs, member__left_at=None)
    wanted = {
        (user_id, heirs[unit_id]): member_id
        for member_id, user_id, unit_id in old.values_list(
            "member_id", "grant__user_id", "grant__unit_id"
        )
    }
    free = Grant.objects.filter(
        role=RoleKey.SUPPORT,
        revoked_at=None,
        user_id__in={user for user, _unit in wanted},
        unit_id__in={unit for _user, unit in wanted},
    ).exclude(pk__in=MemberGrant.objects.values("grant_id"))
    made = [
        MemberGrant(member_id=wanted[grant.user_id, grant.unit_id], grant=grant)
        for grant in free.filter(since_on=changes.effective_on)
        if (grant.user_id, grant.unit_id) in wanted
    ]
    return [row.pk for row in MemberGrant.objects.bulk_create(made)]


def take_back(kept: Kept) -> None:
    """The teams of before the act; what was given anew since stays."""
    MemberGrant.objects.filter(pk__in=kept["linked"]).delete()
    Charge.objects.filter(pk__in=kept["made"]).delete()
    rows = [Charge(**dict(zip(ROW, values, strict=True))) for values in kept["removed"]]
    Charge.objects.bulk_create(rows, ignore_conflicts=True)
    for pk, unit_id in kept["moved"]:
        _back(Caretaking.objects.filter(pk=pk, ended_at=None).first(), unit_id)
    for row in Caretaking.objects.filter(pk__in=kept["ended"]):
        _back(row, row.unit_id)


def _back(row: Caretaking | None, unit_id: int) -> None:
    """Unless somebody else looks after that unit by now."""
    if row is None:
        return
    others = Caretaking.objects.filter(unit_id=unit_id, period_id=row.period_id, ended_at=None)
    if others.exclude(pk=row.pk).exists():
        return
    Caretaking.objects.filter(pk=row.pk).update(unit_id=unit_id, ended_at=None, outcome="")
