"""What a reorganisation means for running targets."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements.actions import following
from sangkien.agreements.enums import TargetKind
from sangkien.agreements.models import Target
from sangkien.units.consequences import SHOWN, Changes, Effect, Follower, follow
from sangkien.units.models import Reorganisation

CARRIED: dict[str, Any] = {"kind": TargetKind.COUNT, "period__isnull": False}


@follow
class TargetsFollow(Follower):
    name = "agreements"

    def foresee(self, changes: Changes) -> list[Effect]:
        rows = following.running(changes.ended, day=changes.effective_on)
        heirs = set(changes.heirs) if changes.carries_targets else set()
        carried = rows.filter(unit_id__in=heirs, **CARRIED)
        ending = rows.exclude(unit_id__in=heirs, **CARRIED)
        return [
            Effect(
                key="targets",
                label=_("Chỉ tiêu cộng sang đơn vị kế thừa"),
                count=carried.count(),
                lines=tuple(map(_words, carried[:SHOWN])),
            ),
            Effect(
                key="targets_ending",
                label=_("Chỉ tiêu hết hiệu lực"),
                count=ending.count(),
                words=_("Có thể giao chỉ tiêu mới cho đơn vị tiếp nhận."),
                lines=tuple(map(_words, ending[:SHOWN])),
            ),
        ]

    def apply(self, changes: Changes, *, by: Actor, at: dt.datetime) -> Any:
        return following.hand_over(
            changes.ended,
            changes.heirs,
            day=changes.effective_on,
            carries=changes.carries_targets,
            by=by,
            at=at,
        )

    def undo(self, changes: Changes, kept: Any, *, by: Actor, at: dt.datetime) -> None:
        following.take_back(kept)

    def hindrances(self, act: Reorganisation, unit_ids: Collection[int]) -> list[str]:
        made = act.changes["kept"][self.name]["made"]
        found = []
        if Target.objects.filter(pk__in=made, replaced_at=None).count() != len(made):
            found.append(_("chỉ tiêu đã cộng sang đơn vị kế thừa vừa được điều chỉnh"))
        if Target.objects.filter(unit_id__in=unit_ids).exclude(pk__in=made).exists():
            found.append(_("đơn vị mới đã được giao chỉ tiêu"))
        return found


def _words(target: Target) -> str:
    unit = target.unit.label if target.unit else ""
    return f"{unit}: {target} ({target.time_words})"
