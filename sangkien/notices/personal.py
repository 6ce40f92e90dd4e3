"""What notices hold about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.notices.actions import telling
from sangkien.notices.models import Notice


@holding("notices", label=lambda: _("Thông báo đã gửi cho bạn"), order=80)
def received(user_id: int) -> Iterator[Record]:
    for notice in Notice.objects.of(user_id).order_by("pk").iterator():
        yield (
            Fact(key="kind", label=_("Việc"), value=notice.kind),
            Fact(key="title", label=_("Về"), value=notice.title),
            Fact(key="words", label=_("Lời nhắn"), value=notice.words),
            Fact(key="happened_at", label=_("Lúc"), value=notice.happened_at),
            Fact(key="read_at", label=_("Đã đọc lúc"), value=notice.read_at),
        )


eraser("notices")(telling.erase)
