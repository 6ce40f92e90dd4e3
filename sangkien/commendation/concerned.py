"""Whom commendation concerns."""

from sangkien.commendation.events import AwardEnforced
from sangkien.commendation.models import Award
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned

AWARD = "award"


@concerned(AwardEnforced)
def award_enforced(event: AwardEnforced) -> Concern:
    """Those who wrote it hear that it is in force."""
    row = Award.objects.filter(pk=event.award_id).first()
    if row is None:
        return NOBODY
    return Concern(user_ids=frozenset(row.editors), title=str(row), key=str(row.pk), about=AWARD)
