"""What the register is searched by."""

from django.db import transaction

from sangkien.commendation.models import Conferral
from sangkien.commendation.models.decision import ConferralQuerySet
from sangkien.commendation.rules import register
from sangkien.core import db

BATCH, AT_ONCE = 2_000, 500


@transaction.atomic
def fold(rows: ConferralQuerySet) -> int:
    """Of a batch that nobody made yet; nobody forgets a name while it is copied."""
    wanted = rows.unfolded().order_by("pk").only("pk", *register.SEARCHED)
    found = list(db.locked(wanted)[:BATCH])
    for row in found:
        row.folded = register.folded(row)
    Conferral.objects.bulk_update(found, ["folded"], batch_size=AT_ONCE)
    return len(found)


def fold_earlier() -> int:
    """ "Lập mục tìm kiếm" of what the register had before it was searched so."""
    return fold(Conferral.objects.all())
