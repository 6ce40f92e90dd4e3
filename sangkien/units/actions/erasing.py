"""The register forgets who somebody was; that there was somebody stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.core.periods import local_day
from sangkien.units.enums import TransferState
from sangkien.units.models import (
    ClusterLead,
    Departure,
    Grant,
    Lookalike,
    Membership,
    Transfer,
    UnmatchedWorkplace,
)


@transaction.atomic
def anonymise(user_id: int, at: datetime) -> None:
    """ "Khử nhận dạng": memberships and roles end, what was written about the person goes."""
    today = local_day(at)
    Membership.objects.filter(user_id=user_id, until_on=None, since_on__lte=today).update(
        until_on=today
    )
    Grant.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=at)
    Departure.objects.filter(membership__user_id=user_id).update(reason="")
    Transfer.objects.filter(user_id=user_id, state=TransferState.SENT).update(
        state=TransferState.CANCELLED, decided_at=at
    )
    Transfer.objects.filter(user_id=user_id).update(reason="", answer="")
    ClusterLead.objects.filter(user_id=user_id).update(person=ERASED_NAME)
    asked = UnmatchedWorkplace.objects.filter(asked_by_id=user_id, batch=None)
    asked.waiting().delete()
    asked.update(place="")
    Lookalike.objects.filter(Q(first_id=user_id) | Q(second_id=user_id)).delete()
