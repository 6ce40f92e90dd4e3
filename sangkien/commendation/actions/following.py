"""Commendation follows people whose two accounts became one, and forgets who asked for it."""

import datetime as dt

from django.db import transaction

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.commendation.models import Conferral
from sangkien.papers.actions import issuing


def move_awards(*, kept_id: int, closed_id: int) -> None:
    """ "Chuyển khen thưởng" to the account that is kept; what it agreed to ends with the closed one."""
    Conferral.objects.filter(user_id=closed_id).update(user_id=kept_id, consented_at=None)


@transaction.atomic
def forget_awards(user_id: int, at: dt.datetime) -> None:
    """Numbers, days and titles stay, the name goes; lists of decisions stay as issued."""
    own = Conferral.objects.filter(user_id=user_id)
    papers = own.filter(paper__isnull=False).values_list("paper_id", flat=True)
    issuing.forget([pk for pk in papers if pk is not None], at=at)
    own.update(holder_name=ERASED_NAME, holder_about="", achievement="", consented_at=None)
