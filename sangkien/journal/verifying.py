"""`sangkien verify`: has anybody changed the journal behind the application's back?"""

from collections.abc import Iterator

from sangkien.core.verify import verifier
from sangkien.journal import queries, rules
from sangkien.journal.models import Entry, Seal


@verifier("journal")
def check_seals() -> Iterator[str]:
    """Recompute every seal from its entries; the chain must be whole."""
    previous: Seal | None = None
    for seal in Seal.objects.order_by("pk").iterator():
        if seal.previous_id != (previous.pk if previous else None):
            yield f"Nhật ký: trước niêm phong số {seal.pk} thiếu một niêm phong."
        entries = Entry.objects.filter(seal=seal)
        rows = list(queries.sealed_rows(entries))
        if len(rows) != seal.entries:
            yield (
                f"Nhật ký: niêm phong số {seal.pk} ghi {seal.entries} mục, nay còn {len(rows)} mục."
            )
        elif rules.digest(previous.digest if previous else "", rows) != seal.digest:
            yield f"Nhật ký: có mục bị sửa trong niêm phong số {seal.pk}."
        previous = seal
