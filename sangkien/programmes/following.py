"""What a reorganisation means for programmes: they stay with the unit that launched them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from sangkien.core.periods import start_of
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.units.consequences import SHOWN, Changes, Effect, Follower, follow
from sangkien.units.models import Reorganisation


@follow
class ProgrammesFollow(Follower):
    name = "programmes"

    def foresee(self, changes: Changes) -> list[Effect]:
        running = Period.objects.filter(
            unit_id__in=changes.ended, closes_at__gt=start_of(changes.effective_on)
        )
        shown = running.exclude(kind=PeriodKind.PHASE).order_by("pk")
        return [
            Effect(
                key="programmes",
                label=_("Chương trình, chiến dịch đang chạy của đơn vị kết thúc"),
                count=shown.count(),
                words=_(
                    "Vẫn mang tên đơn vị cũ; đơn vị chuyển đi nơi khác không gửi vào đó được nữa."
                ),
                lines=tuple(period.name for period in shown[:SHOWN]),
                is_warning=True,
            )
        ]

    def hindrances(self, act: Reorganisation, unit_ids: Collection[int]) -> list[str]:
        owned = Programme.objects.filter(owner_id__in=unit_ids).exists()
        if owned or Period.objects.filter(unit_id__in=unit_ids).exists():
            return [_("đơn vị mới đã có chương trình, chiến dịch")]
        return []
