"""Whom commendation concerns: who was rewarded."""

from sangkien.commendation.events import AwardConferred, AwardRevoked
from sangkien.commendation.models import Conferral
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned


@concerned(AwardConferred, AwardRevoked)
def told(event: AwardConferred | AwardRevoked) -> Concern:
    """The person; the page asks whether the name may stand on the page of honour."""
    row = Conferral.objects.filter(pk=event.conferral_id, user__isnull=False).first()
    if row is None or row.user_id is None:
        return NOBODY
    return Concern(
        user_ids=frozenset({row.user_id}),
        title=row.title,
        key=str(row.pk),
        words=row.revoke_reason,
    )
