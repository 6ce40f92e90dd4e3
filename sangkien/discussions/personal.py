"""What discussions hold about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.discussions.actions import following
from sangkien.discussions.models import Comment, Praise

eraser("discussions")(following.anonymise)


@holding("comments", label=lambda: _("Ý kiến, câu hỏi đã viết"), order=57)
def written(user_id: int) -> Iterator[Record]:
    rows = Comment.objects.filter(written_by_id=user_id).select_related("initiative")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Tên sáng kiến"), value=row.initiative.title),
            Fact(key="text", label=_("Nội dung"), value=row.text),
            Fact(key="written_at", label=_("Viết lúc"), value=row.written_at),
        )


@holding("praises", label=lambda: _("Sáng kiến đã khen"), order=58)
def praised(user_id: int) -> Iterator[Record]:
    rows = Praise.objects.filter(user_id=user_id).select_related("initiative")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Tên sáng kiến"), value=row.initiative.title),
            Fact(key="praised_at", label=_("Khen lúc"), value=row.praised_at),
        )
