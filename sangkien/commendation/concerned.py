"""Whom commendation concerns."""

from sangkien.commendation.decision_events import AwardConferred, AwardRevoked
from sangkien.commendation.events import AwardEnforced
from sangkien.commendation.models import Award, Conferral
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
