"""Credit follows a person whose two accounts became one; what an erased one wrote goes."""

import datetime as dt

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.adoption.models import Adoption, Answer


def follow_join(*, kept_id: int, closed_id: int) -> None:
    Adoption.objects.filter(brought_by_id=closed_id).update(brought_by_id=kept_id)
    Answer.objects.filter(answered_by_id=closed_id).update(answered_by_id=kept_id)


def anonymise(user_id: int, at: dt.datetime) -> None:
    """Whether it is still used stays, the words about it go; what a unit uses and how is its own."""
    Answer.objects.filter(answered_by_id=user_id).exclude(reason="").update(reason=ERASED_NAME)
