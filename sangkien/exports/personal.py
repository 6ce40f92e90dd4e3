"""What exports hold about a person: which lists somebody took."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.exports.actions import erasing
from sangkien.exports.models import Export


@holding("exports", label=lambda: _("Danh sách bạn đã xuất"), order=82)
def exported(user_id: int) -> Iterator[Record]:
    for export in Export.objects.of(user_id).order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Danh sách"), value=export.title),
            Fact(key="format", label=_("Dạng tệp"), value=export.format),
            Fact(key="rows", label=_("Số dòng"), value=export.rows),
            Fact(key="asked_at", label=_("Lúc"), value=export.asked_at),
        )


eraser("exports")(erasing.erase)
