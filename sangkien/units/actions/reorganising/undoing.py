"""Undo an act while nothing rests on it."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import ChangedMeanwhile
from sangkien.journal.actions.recording import record
from sangkien.units.actions.reorganising import belonging, branches
from sangkien.units.actions.reorganising.carrying import LOCK
from sangkien.units.actions.reorganising.foreseeing import ensure_manages
from sangkien.units.consequences import Changes, Moved, followers
from sangkien.units.enums import ActState
from sangkien.units.errors import CannotUndo
from sangkien.units.events import ReorganisationUndone
from sangkien.units.models import (
    Alias,
    Grant,
    Headcount,
    Membership,
    Position,
    Reorganisation,
    Succession,
    Unit,
    UnmatchedWorkplace,
)


@transaction.atomic
def undo(act: Reorganisation, *, by: Actor, at: dt.datetime) -> Reorganisation:
    """ "Hoàn tác": the tree, the people, roles and targets are as they were before the act."""
    ensure_manages(act, by)
    db.exclusive(LOCK)
    if not act.move_to(ActState.UNDONE, undone_at=at, undone_by_id=by.user_id):
        raise ChangedMeanwhile(_("Quyết định này vừa được xử lý, hãy tải lại trang."))
    resting = hindrances(act)
    if resting:
        raise CannotUndo(_("Chưa hoàn tác được: %(why)s.") % {"why": "; ".join(resting)})
    for follower in followers():
        follower.begin()
    kept: dict[str, Any] = act.changes["kept"]
    changes = _change_back(act)
    belonging.come_back(kept["members"])
    belonging.take_back(kept["grants"])
    for follower in followers():
        follower.undo(changes, kept[follower.name], by=by, at=at)
    try:
        Unit.objects.filter(pk__in=act.changes["opened"]).delete()
    except ProtectedError:
        raise CannotUndo(_("Chưa hoàn tác được: đơn vị mới đã có dữ liệu.")) from None
    record(ReorganisationUndone(unit_id=act.at_unit_id, act_id=act.pk), by=by, at=at)
    return act


def hindrances(act: Reorganisation) -> list[str]:
    """What rests on the act, in words; nothing when it can be undone."""
    opened: list[int] = act.changes.get("opened", [])
    found = _later_acts(act)
    kept = act.changes["kept"]
    still_open = Membership.objects.filter(pk__in=kept["members"]["open"], until_on=None)
    if still_open.count() != len(kept["members"]["open"]):
        found.append(_("có đoàn viên đã chuyển đi tiếp"))
    moved = [unit_id for unit_id, *_rest in act.changes["moved"]]
    if Unit.objects.filter(parent_id__in=opened).exclude(pk__in=moved).exists():
        found.append(_("đơn vị mới đã có đơn vị trực thuộc khác"))
    found += [words for rows, words in _at_new_units(opened, kept) if rows.exists()]
    for follower in followers():
        found += follower.hindrances(act, opened)
    return found


def _at_new_units(opened: list[int], kept: dict[str, Any]) -> list[tuple[QuerySet[Any], str]]:
    """What was written down about the units that the act opened, and in which words it is said."""
    there = Q(unit_id__in=opened)
    members = Membership.objects.filter(there).exclude(pk__in=kept["members"]["made"])
    grants = Grant.objects.filter(there).exclude(pk__in=kept["grants"]["made"])
    asked = UnmatchedWorkplace.objects.filter(there | Q(near_id__in=opened))
    return [
        (members, _("đơn vị mới đã ghi danh đoàn viên")),
        (grants, _("đơn vị mới đã có người được giao vai trò")),
        (Headcount.objects.filter(there), _("đơn vị mới đã ghi số đoàn viên")),
        (Alias.objects.filter(there), _("đơn vị mới đã có tên gọi khác")),
        (asked, _("đã có nơi làm việc được khớp với đơn vị mới")),
    ]


def _later_acts(act: Reorganisation) -> list[str]:
    """Acts that came after and touched the same units, or moved those above them."""
    changes = act.changes
    own = {row[0] for row in changes["moved"]} | {row[0] for row in changes["renamed"]}
    own |= {*changes["opened"], *changes["ended"]}
    above = {pk for row in changes["moved"] for pk in row[1:3] if pk is not None}
    later = Position.objects.filter(act_id__gt=act.pk)
    elsewhere = Q(unit_id__in=above) & ~Q(path=F("unit__path"))
    numbers = set(later.filter(Q(unit_id__in=own) | elsewhere).values_list("act_id", flat=True))
    inherited = Succession.objects.filter(
        Q(predecessor_id__in=own) | Q(successor_id__in=changes["opened"]), act_id__gt=act.pk
    )
    numbers |= set(inherited.values_list("act_id", flat=True))
    acts = Reorganisation.objects.filter(pk__in=numbers, state=ActState.DONE).order_by("pk")
    return [
        _("đã có quyết định sau đó: %(act)s") % {"act": f"{other} ({other.get_kind_display()})"}
        for other in acts[:5]
    ]


def _change_back(act: Reorganisation) -> Changes:
    changes = act.changes
    moved: list[Moved] = []
    back: dict[tuple[int, int], list[int]] = defaultdict(list)
    for unit_id, old_parent_id, new_parent_id, _old, _new in reversed(changes["moved"]):
        back[new_parent_id, old_parent_id].append(unit_id)
    for (_from, parent_id), unit_ids in back.items():
        moved += branches.hang(unit_ids, Unit.objects.get(pk=parent_id))
    Unit.objects.filter(pk__in=changes["ended"], closed_on=act.effective_on).update(closed_on=None)
    for unit_id, name, short_name, former in changes["renamed"]:
        unit = Unit.objects.get(pk=unit_id)
        branches.call(unit, name=name, short_name=short_name, former_names=former)
    Succession.objects.filter(act=act).delete()
    Position.objects.filter(act=act).delete()
    return Changes(
        effective_on=act.effective_on,
        moved=tuple(moved),
        opened=tuple(changes["opened"]),
        renamed=tuple(row[0] for row in changes["renamed"]),
        ended=frozenset(changes["ended"]),
        heirs=dict(changes["heirs"]),
    )
