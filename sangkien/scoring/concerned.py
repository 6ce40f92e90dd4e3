"""Whom criteria concern: those who wrote them."""

from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.scoring.events import CriteriaEnforced
from sangkien.scoring.models import CriteriaTable

TABLE = "criteria_table"


@concerned(CriteriaEnforced)
def enforced(event: CriteriaEnforced) -> Concern:
    """Those who wrote it hear that it is in force."""
    row = CriteriaTable.objects.filter(pk=event.table_id).first()
    if row is None:
        return NOBODY
    return Concern(
        user_ids=frozenset(row.editors),
        title=str(row),
        key=str(row.pk),
        words=row.number,
        about=TABLE,
    )
