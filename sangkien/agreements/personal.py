"""What agreements hold about a person: what they signed and said for a unit. Both stay when a person
asks for erasure: the parties rely on them.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.agreements.enums import SigningMethod, Verdict
from sangkien.agreements.models import Opinion, Signature
from sangkien.core.personal import Fact, Record, holding


@holding("agreement_signatures", label=lambda: _("Giao ước thi đua đã ký"), order=63)
def signatures(user_id: int) -> Iterator[Record]:
    rows = Signature.objects.filter(signed_by_id=user_id)
    for row in rows.select_related("edition__agreement", "party").order_by("pk"):
        yield (
            Fact(key="agreement", label=_("Giao ước"), value=row.edition.agreement.title),
            Fact(key="party", label=_("Thay mặt"), value=row.party.name),
            Fact(key="method", label=_("Cách ký"), value=str(SigningMethod(row.method).label)),
            Fact(key="certificate", label=_("Chứng thư số"), value=_holder(row)),
            Fact(key="signed_at", label=_("Lúc"), value=row.signed_at),
        )


def _holder(row: Signature) -> str:
    return str(row.certificate["subject"]) if row.certificate else ""


@holding("agreement_opinions", label=lambda: _("Ý kiến về giao ước thi đua"), order=64)
def opinions(user_id: int) -> Iterator[Record]:
    rows = Opinion.objects.filter(said_by_id=user_id)
    for row in rows.select_related("edition__agreement", "party").order_by("pk"):
        yield (
            Fact(key="agreement", label=_("Giao ước"), value=row.edition.agreement.title),
            Fact(key="verdict", label=_("Ý kiến"), value=str(Verdict(row.verdict).label)),
            Fact(key="words", label=_("Nội dung"), value=row.words),
            Fact(key="said_at", label=_("Lúc"), value=row.said_at),
        )
