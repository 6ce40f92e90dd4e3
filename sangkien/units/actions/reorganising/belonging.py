"""The people and roles of units that end: memberships and grants follow the successor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.units.consequences import Changes
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.queries import givable_roles

Kept = dict[str, Any]
ONE_DAY = dt.timedelta(days=1)


def leave(
    ended: frozenset[int], heirs: Mapping[int, int | None], *, day: dt.date, carries: bool
) -> Kept:
    """Memberships of ended units end the day before; with `carries` they go on at the heir.

    Somebody who was enrolled after that day simply belongs to the heir instead.
    """
    going = Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=day), unit_id__in=ended)
    rows = list(going.order_by("pk"))
    to = {pk: heir for pk, heir in heirs.items() if heir is not None} if carries else {}
    there = set(
        Membership.objects.filter(unit_id__in=set(to.values()), until_on=None).values_list(
            "user_id", "unit_id"
        )
    )
    old = [[row.pk, _iso(row.until_on)] for row in rows]
    followers = []
    for row in rows:
        heir = to.get(row.unit_id)
        if heir is not None and (row.user_id, heir) not in there:
            there.add((row.user_id, heir))
            followers.append(
                Membership(
                    user_id=row.user_id,
                    unit_id=heir,
                    since_on=max(day, row.since_on),
                    until_on=row.until_on,
                )
            )
    _end(Membership.objects.filter(pk__in=[row.pk for row in rows]), day=day)
    made = Membership.objects.bulk_create(followers, batch_size=500)
    still_open = [row.pk for row in made if row.until_on is None]
    return {"ended": old, "made": [row.pk for row in made], "open": still_open}


def come_back(kept: Kept) -> None:
    """Undo `leave`: the new memberships go, the old ones are as they were."""
    Membership.objects.filter(pk__in=kept["made"]).delete()
    _restore(Membership.objects.all(), kept["ended"])


def hand_over(changes: Changes, *, carries: bool, reason: str, by: Actor) -> Kept:
    """Roles at ended units end the day before; with `carries` the same role begins at the heir,
    where the heir is of the same level and the actor may give that role there.
    """
    day = changes.effective_on
    rows = list(standing_roles(changes).order_by("pk"))
    old = [[row.pk, _iso(row.until_on)] for row in rows]
    made = Grant.objects.bulk_create(
        _begun(rows, changes, reason=reason[:300], by=by) if carries else [], batch_size=500
    )
    _end(Grant.objects.filter(pk__in=[row.pk for row in rows]), day=day)
    return {"ended": old, "made": [row.pk for row in made]}


def standing_roles(changes: Changes) -> QuerySet[Grant]:
    """The roles at ended units that reach to the day of the act or beyond."""
    still = Q(until_on=None) | Q(until_on__gte=changes.effective_on)
    return Grant.objects.filter(still, unit_id__in=changes.ended, revoked_at=None)


def may_give(by: Actor, unit: Unit) -> set[str]:
    """The roles that the actor may give at a unit; the system may give all."""
    if by.is_system:
        return {key.value for key in RoleKey}
    return {role.key.value for role in givable_roles(by, unit)}


def _begun(rows: list[Grant], changes: Changes, *, reason: str, by: Actor) -> list[Grant]:
    to = {pk: heir for pk, heir in changes.heirs.items() if heir and pk in changes.peers}
    units = Unit.objects.in_bulk(set(to.values()))
    given = {pk: may_give(by, unit) for pk, unit in units.items()}
    held = set(
        Grant.objects.filter(
            Q(until_on=None) | Q(until_on__gte=changes.effective_on),
            unit_id__in=units,
            revoked_at=None,
        ).values_list("user_id", "role", "unit_id")
    )
    begun: list[Grant] = []
    for row in rows:
        heir = to.get(row.unit_id)
        if heir is None or row.role not in given[heir] or (row.user_id, row.role, heir) in held:
            continue
        held.add((row.user_id, row.role, heir))
        begun.append(
            Grant(
                user_id=row.user_id,
                role=row.role,
                unit_id=heir,
                since_on=max(changes.effective_on, row.since_on),
                until_on=row.until_on,
                is_acting=row.is_acting,
                granted_by_id=by.user_id,
                given_at_id=row.given_at_id,  # who could not end it before does not now
                reason=reason,
                reviewed_on=row.reviewed_on,  # a new name is no new look at who holds it
            )
        )
    return begun


def take_back(kept: Kept) -> None:
    """Undo `hand_over`."""
    Grant.objects.filter(pk__in=kept["made"]).delete()
    _restore(Grant.objects.all(), kept["ended"])


def _end(rows: QuerySet[Any], *, day: dt.date) -> None:
    """The day before the act, for rows that begin later their own first day."""
    rows.filter(since_on__gte=day).update(until_on=F("since_on"))
    rows.filter(since_on__lt=day).update(until_on=day - ONE_DAY)


def _restore(rows: QuerySet[Any], kept: list[list[Any]]) -> None:
    """The ends that the rows had, one statement for each of the few different days."""
    by_end: dict[str | None, list[int]] = defaultdict(list)
    for pk, until in kept:
        by_end[until].append(pk)
    for until, pks in by_end.items():
        rows.filter(pk__in=pks).update(until_on=_day(until))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
