"""What a reorganisation means for support teams."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.support.actions import reorganising
from sangkien.support.models import Caretaking, Charge, HelpRequest, HelpWork, Team
from sangkien.units.consequences import SHOWN, Changes, Effect, Follower, follow
from sangkien.units.models import Reorganisation


@follow
class TeamsFollow(Follower):
    name = "support"

    def foresee(self, changes: Changes) -> list[Effect]:
        charged = Charge.objects.filter(unit_id__in=changes.ended, team__ended_at=None)
        charged = charged.exclude(team__unit_id__in=changes.ended)
        own = Team.objects.filter(unit_id__in=changes.ended, ended_at=None).order_by("pk")
        return [
            Effect(
                key="charges",
                label=_("Đơn vị do tổ hỗ trợ phụ trách"),
                count=charged.count(),
                words=_("Tổ phụ trách tiếp đơn vị kế thừa nếu vẫn ở dưới đơn vị lập tổ."),
            ),
            Effect(
                key="teams",
                label=_("Tổ hỗ trợ của đơn vị kết thúc"),
                count=own.count(),
                words=_("Tổ thôi nhận việc; đơn vị tiếp nhận lập tổ mới khi cần."),
                lines=tuple(team.name for team in own[:SHOWN]),
                is_warning=True,
            ),
        ]

    def apply(self, changes: Changes, *, by: Actor, at: dt.datetime) -> Any:
        return reorganising.hand_over(changes, at=at)

    def undo(self, changes: Changes, kept: Any, *, by: Actor, at: dt.datetime) -> None:
        reorganising.take_back(kept)

    def hindrances(self, act: Reorganisation, unit_ids: Collection[int]) -> list[str]:
        kept = act.changes["kept"].get(self.name) or {"made": [], "moved": []}
        cared = Caretaking.objects.filter(unit_id__in=unit_ids)
        charged = Charge.objects.filter(unit_id__in=unit_ids)
        found = (
            Team.objects.filter(unit_id__in=unit_ids),
            HelpRequest.objects.filter(unit_id__in=unit_ids),
            HelpWork.objects.filter(unit_id__in=unit_ids),
            charged.exclude(pk__in=kept["made"]),
            cared.exclude(pk__in=[pk for pk, _unit in kept["moved"]]),
        )
        if any(rows.exists() for rows in found):
            return [_("đơn vị mới đã có tổ hỗ trợ hoặc việc hỗ trợ")]
        return []
