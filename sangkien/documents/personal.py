"""What documents hold about a person: those that they began or signed in the name of a unit."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.documents.models import Document


@holding("documents_written", label=lambda: _("Văn bản đã soạn, đã ký"), order=69)
def written(user_id: int) -> Iterator[Record]:
    rows = Document.objects.filter(Q(begun_by_id=user_id) | Q(signed_by_id=user_id))
    known = rows.select_related("unit").only("unit__name", "title", "begun_at", "signed_at")
    for row in known.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="title", label=_("Trích yếu"), value=row.title),
            Fact(key="begun_at", label=_("Lúc lập"), value=row.begun_at),
            Fact(key="signed_at", label=_("Lúc ký"), value=row.signed_at),
        )
