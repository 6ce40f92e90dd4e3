"""What a reorganisation means for initiatives: past credit stays, drafts go with the people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.initiatives.actions import following
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.units.consequences import SHOWN, Changes, Effect, Follower, follow
from sangkien.units.models import Reorganisation

MOST_BRANCHES = 50
WAITING = (State.SUBMITTED, State.RETURNED)


@follow
class InitiativesFollow(Follower):
    name = "initiatives"

    def foresee(self, changes: Changes) -> list[Effect]:
        ended = Initiative.objects.filter(unit_id__in=changes.ended)
        drafts = ended.filter(state=State.DRAFT)
        go_on = [pk for pk in changes.heirs if changes.carries_members]
        waiting = ended.filter(state__in=WAITING)
        return [
            Effect(
                key="drafts",
                label=_("Bản nháp sáng kiến chuyển theo đoàn viên"),
                count=drafts.filter(unit_id__in=go_on).count(),
            ),
            Effect(
                key="drafts_staying",
                label=_("Bản nháp sáng kiến chưa gửi ở đơn vị kết thúc"),
                count=drafts.exclude(unit_id__in=go_on).count(),
                words=_("Không có đơn vị tiếp nhận đoàn viên nên không gửi được nữa."),
                is_warning=True,
            ),
            Effect(
                key="waiting",
                label=_("Sáng kiến đang chờ xác nhận hoặc chờ bổ sung"),
                count=waiting.count(),
                words=_("Nên xử lý xong trước ngày đơn vị kết thúc hoạt động."),
                lines=tuple(str(found) for found in waiting.order_by("pk")[:SHOWN]),
                is_warning=True,
            ),
            Effect(
                key="initiatives",
                label=_("Sáng kiến đi theo đơn vị chuyển"),
                count=Initiative.objects.filter(unit_id__in=changes.inside)
                .exclude(state=State.DRAFT)
                .count(),
                words=_("Vẫn tính cho chính đơn vị đã gửi."),
            ),
        ]

    def apply(self, changes: Changes, *, by: Actor, at: dt.datetime) -> Any:
        following.repath(_branches(changes))
        heirs = changes.heirs if changes.carries_members else {}
        return {"drafts": following.hand_over_drafts(heirs)}

    def undo(self, changes: Changes, kept: Any, *, by: Actor, at: dt.datetime) -> None:
        following.repath(_branches(changes))
        following.return_drafts(kept["drafts"])

    def hindrances(self, act: Reorganisation, unit_ids: Collection[int]) -> list[str]:
        carried = [pk for pk, _unit in act.changes["kept"][self.name]["drafts"]]
        there = Initiative.objects.filter(unit_id__in=unit_ids)
        found = []
        if there.exclude(pk__in=carried, state=State.DRAFT).exists():
            found.append(_("đơn vị mới đã có sáng kiến"))
        elif Initiative.objects.filter(pk__in=carried).exclude(state=State.DRAFT).exists():
            found.append(_("có bản nháp đã được gửi ở đơn vị tiếp nhận"))
        return found


def _branches(changes: Changes) -> list[str]:
    """Where to look for initiatives whose path is no longer right: the branches that moved, or,
    when many came to the same superior, everything there.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for moved in changes.moved:
        found[moved.new_path[: -paths.STEP]].append(moved.new_path)
    return [
        path
        for parent, roots in found.items()
        for path in (roots if len(roots) <= MOST_BRANCHES else [parent])
    ]
