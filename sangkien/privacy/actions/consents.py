"""Give and withdraw consent: the one way to make a name public or to hide it again."""

import datetime as dt

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.actions import people
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.privacy import queries
from sangkien.privacy.enums import Channel, Purpose
from sangkien.privacy.models import Consent


@transaction.atomic
def give(user: User, *, purpose: Purpose, channel: Channel, by: Actor, at: dt.datetime) -> Consent:
    """ "Đồng ý": only the person; the ledger keeps the words that were shown."""
    people.ensure_self(user, by)
    text = queries.text_for(purpose, on=local_day(at))
    consent, _new = Consent.objects.get_or_create(
        user=user,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "text": text,
            "text_hash": text.digest,
            "channel": channel,
            "given_at": at,
        },
    )
    people.publish_name(user, by=by, at=at)
    return consent


@transaction.atomic
def withdraw(user: User, *, purpose: Purpose, by: Actor, at: dt.datetime) -> None:
    """ "Rút lại đồng ý": takes effect at once."""
    people.ensure_self(user, by)
    standing = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None)
    standing.update(withdrawn_at=at)
    people.hide_name(user, by=by, at=at)


def follow_join(*, kept_id: int, closed_id: int, at: dt.datetime) -> None:
    """The ledger of a closed account goes to the kept one; what it agreed to ends with it."""
    rows = Consent.objects.filter(user_id=closed_id)
    rows.filter(withdrawn_at=None).update(withdrawn_at=at)
    rows.update(user_id=kept_id)
