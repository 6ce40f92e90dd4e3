"""Say everything that an act would change, before it does."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.units.actions.reorganising import belonging, counting, thresholds
from sangkien.units.actions.reorganising.stepping import Ref, Steps, peers, steps_of
from sangkien.units.consequences import SHOWN, Changes, Effect, Moved, followers
from sangkien.units.models import Grant, Membership, Reorganisation, Unit
from sangkien.units.plans import Plan
from sangkien.units.queries.clusters import roles_in_clusters


@dataclass(frozen=True, kw_only=True)
class Preview:
    """ "Xem trước": what happens to units, people, roles, targets, drafts; counted and listed."""

    steps: Steps
    effects: Sequence[Effect]
    shortfalls: Sequence[thresholds.Shortfall]
    report: dict[str, counting.Counts]
    size: int
    fingerprint: str

    @property
    def needs_reason(self) -> bool:
        return bool(self.shortfalls)


def foresee(plan: Plan, *, by: Actor, steps: Steps | None = None) -> Preview:
    """Raises what the act itself would raise."""
    steps = steps or steps_of(plan, by=by)
    changes = foreseen(plan, steps)
    effects = [*_units(steps, changes), *_people(plan, changes), *_roles(plan, steps, changes, by)]
    effects.append(_clusters(changes))
    for follower in followers():
        effects += follower.foresee(changes)
    shown = [effect for effect in effects if effect.count]
    return Preview(
        steps=steps,
        effects=shown,
        shortfalls=thresholds.shortfalls(plan, steps),
        report=counting.report(plan, steps),
        size=counting.size(steps),
        fingerprint=_fingerprint(plan, steps, shown),
    )


def foreseen(plan: Plan, steps: Steps) -> Changes:
    """What would change, before it does."""

    def known(ref: Ref | None) -> int | None:
        return ref.pk if isinstance(ref, Unit) else None

    return Changes(
        effective_on=plan.effective_on,
        moved=tuple(
            Moved(
                unit_id=unit.pk,
                old_parent_id=unit.parent_id,
                new_parent_id=known(to),
                old_path=unit.path,
                new_path="",
            )
            for unit, to in steps.moves
        ),
        inside=frozenset(counting.below([unit.path for unit, _to in steps.moves])),
        renamed=tuple(unit.pk for unit, _new in steps.renames),
        ended=steps.ended,
        heirs={end.unit.pk: known(end.heir) for end in steps.ends if end.heir is not None},
        peers=peers(steps),
        carries_members=plan.carries_members,
        carries_targets=plan.carries_targets,
    )


def _fingerprint(plan: Plan, steps: Steps, effects: Sequence[Effect]) -> str:
    """Changes when the plan or anything that was shown does."""
    stored = plan.stored()
    stored.pop("reason")  # written on the page that shows the preview
    state = [
        stored,
        [[unit.pk, unit.path, unit.name] for unit in _touched(steps)],
        sorted(steps.ended),
        [[effect.key, effect.count, *effect.lines] for effect in effects],
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def _touched(steps: Steps) -> list[Unit]:
    moved = [unit for unit, _to in steps.moves]
    return [*moved, *(end.unit for end in steps.ends), *(unit for unit, _new in steps.renames)]


def name_of(ref: Ref) -> str:
    return ref.label if isinstance(ref, Unit) else ref.short_name or ref.name


def _units(steps: Steps, changes: Changes) -> list[Effect]:
    named = {unit.pk for unit, _to in steps.moves}
    single = [end for end in steps.ends if not end.whole]
    whole = [end for end in steps.ends if end.whole]
    return [
        Effect(
            key="opened",
            label=_("Đơn vị mới"),
            count=len(steps.opens),
            lines=tuple(f"{new.name} ({new.code})" for new, _level, _up in steps.opens),
        ),
        Effect(
            key="renamed",
            label=_("Đơn vị đổi tên"),
            count=len(steps.renames),
            lines=tuple(f"{unit.name} → {new.name}" for unit, new in steps.renames),
        ),
        Effect(
            key="ended",
            label=_("Đơn vị kết thúc hoạt động"),
            count=len(steps.ended),
            words=_("Hồ sơ, sáng kiến và thành tích cũ vẫn giữ nguyên ở đơn vị đó."),
            lines=tuple(_ending(end.unit, end.heir) for end in [*single, *whole][:SHOWN]),
        ),
        Effect(
            key="moved",
            label=_("Đơn vị chuyển về cấp trên mới"),
            count=len(steps.moves),
            lines=tuple(f"{unit.label} → {name_of(to)}" for unit, to in steps.moves[:SHOWN]),
        ),
        Effect(
            key="moved_inside",
            label=_("Đơn vị bên dưới đi theo"),
            count=len(changes.inside - named),
        ),
    ]


def _ending(unit: Unit, heir: Ref | None) -> str:
    return f"{unit.label} → {name_of(heir)}" if heir is not None else unit.label


def _people(plan: Plan, changes: Changes) -> list[Effect]:
    rows = Membership.objects.filter(_in_force(changes), unit_id__in=changes.ended)
    people = _("Chuyển sang đơn vị tiếp nhận từ ngày có hiệu lực.")
    alone = _("Thôi thuộc đơn vị từ ngày có hiệu lực.")
    heirs = set(changes.heirs)
    goes = rows.filter(unit_id__in=heirs) if plan.carries_members else rows.none()
    stays = rows.exclude(unit_id__in=heirs) if plan.carries_members else rows
    return [
        Effect(
            key="members",
            label=_("Đoàn viên chuyển đơn vị"),
            count=goes.count(),
            words=people,
            lines=_names(goes),
        ),
        Effect(
            key="members_leaving",
            label=_("Đoàn viên thôi thuộc đơn vị"),
            count=stays.count(),
            words=alone,
            lines=_names(stays),
        ),
    ]


def _roles(plan: Plan, steps: Steps, changes: Changes, by: Actor) -> list[Effect]:
    rows = belonging.standing_roles(changes)
    roles = belonging.may_give(by, steps.ends[0].unit) if steps.ends else set()
    goes = rows.filter(unit_id__in=changes.peers, role__in=roles)
    goes = goes if plan.carries_grants else rows.none()
    ends = rows.exclude(pk__in=goes.values("pk"))
    return [
        Effect(
            key="grants",
            label=_("Vai trò chuyển sang đơn vị tiếp nhận"),
            count=goes.count(),
            lines=_names(goes),
        ),
        Effect(
            key="grants_ending",
            label=_("Vai trò hết hiệu lực"),
            count=ends.count(),
            words=_("Hết ngày trước ngày có hiệu lực; có thể giao vai trò mới ở đơn vị tiếp nhận."),
            lines=_names(ends),
        ),
    ]


def _clusters(changes: Changes) -> Effect:
    """Ending says nothing to the clusters: their organiser has to appoint and replace."""
    lines = roles_in_clusters(changes.ended, since=changes.effective_on)
    return Effect(
        key="clusters",
        label=_("Đơn vị kết thúc đang ở trong cụm, khối thi đua"),
        count=len(lines),
        words=_(
            "Cụm, khối không tự thay đổi: hãy báo đơn vị tổ chức kết thúc nhiệm kỳ và thay đơn vị."
        ),
        lines=tuple(lines[:SHOWN]),
        is_warning=True,
    )


def _in_force(changes: Changes) -> Q:
    return Q(until_on=None) | Q(until_on__gte=changes.effective_on)


def _names(rows: "QuerySet[Membership] | QuerySet[Grant]") -> tuple[str, ...]:
    listed = rows.select_related("user", "unit").order_by("unit__path", "pk")[:SHOWN]
    return tuple(f"{row.user.full_name}, {row.unit.label}" for row in listed)


def manages(act: Reorganisation, by: Actor) -> bool:
    """Who may cancel or undo an act: whoever could have decided it, not only the unit that got
    something by it.
    """
    superiors = {act.at_unit_id}
    if act.changes:
        superiors |= {pk for row in act.changes["moved"] for pk in row[1:3] if pk is not None}
    touched = act.changes["ended"] if act.changes else act.plan["unit_ids"]
    places = Unit.objects.filter(Q(pk__in=superiors) | Q(children__in=touched)).distinct()
    return all(
        by.can(Permission.UNIT_MANAGE, at=path) for path in places.values_list("path", flat=True)
    )


def ensure_manages(act: Reorganisation, by: Actor) -> None:
    if not manages(act, by):
        raise NotAllowed(_("Bạn không được sửa quyết định này."))


def standing(unit_ids: Collection[int], *, on: dt.date) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=unit_ids).standing_on(on)
