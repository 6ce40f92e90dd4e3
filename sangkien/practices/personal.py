"""What good practices hold about a person: what they registered and said for a unit. It stays when a
person asks for erasure: it is the unit's own, and names nobody.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.practices.models import Judgement, Practice


@holding("practices", label=lambda: _("Mô hình đã đăng ký cho đơn vị"), order=65)
def registered(user_id: int) -> Iterator[Record]:
    rows = Practice.objects.filter(registered_by_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Tên"), value=row.title),
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="year", label=_("Năm"), value=row.year),
            Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
            Fact(key="registered_at", label=_("Lúc"), value=row.registered_at),
        )


@holding("practice_judgements", label=lambda: _("Ý kiến thẩm định mô hình"), order=66)
def judged(user_id: int) -> Iterator[Record]:
    rows = Judgement.objects.filter(judged_by_id=user_id).select_related("practice")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Tên"), value=row.practice.title),
            Fact(key="verdict", label=_("Kết luận"), value=row.get_verdict_display()),
            Fact(key="words", label=_("Nội dung"), value=row.words),
            Fact(key="judged_at", label=_("Lúc"), value=row.judged_at),
        )
