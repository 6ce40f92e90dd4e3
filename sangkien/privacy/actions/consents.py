"""Give and withdraw consent: the one way to make a name public or to hide it again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.actions import people
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.privacy import queries
from sangkien.privacy.enums import Channel, Purpose
from sangkien.privacy.models import Consent


@dataclass(frozen=True, kw_only=True)
class About:
    """The one thing that somebody agrees to; `words` are kept with the consent."""

    subject: int = 0
    words: str = ""


EVERYTHING = About()


@transaction.atomic
def give(
    user: User,
    *,
    purpose: Purpose,
    channel: Channel,
    about: About = EVERYTHING,
    by: Actor,
    at: dt.datetime,
) -> Consent:
    """ "Đồng ý": only the person; the ledger keeps the words that were shown. What a purpose other than the
    public name brings about, its app does beside this.
    """
    people.ensure_self(user, by)
    text = queries.text_for(purpose, on=local_day(at))
    consent, _new = Consent.objects.get_or_create(
        user=user,
        purpose=purpose,
        subject=about.subject,
        withdrawn_at=None,
        defaults={
            "text": text,
            "text_hash": text.digest,
            "channel": channel,
            "given_at": at,
            "about": about.words,
        },
    )
    if purpose == Purpose.PUBLIC_NAME:
        people.publish_name(user, by=by, at=at)
    return consent


@transaction.atomic
def withdraw(
    user: User, *, purpose: Purpose, about: About = EVERYTHING, by: Actor, at: dt.datetime
) -> None:
    """ "Rút lại đồng ý": takes effect at once."""
    people.ensure_self(user, by)
    end(user.pk, purpose=purpose, about=about, at=at)
    if purpose == Purpose.PUBLIC_NAME:
        people.hide_name(user, by=by, at=at)


def end(user_id: int, *, purpose: Purpose, about: About, at: dt.datetime) -> None:
    """ "Chấm dứt đồng ý" inside a transaction: what was agreed to is no longer there."""
    rows = Consent.objects.filter(user_id=user_id, purpose=purpose, subject=about.subject)
    rows.filter(withdrawn_at=None).update(withdrawn_at=at)


def follow_join(*, kept_id: int, closed_id: int, at: dt.datetime) -> None:
    """The ledger of a closed account goes to the kept one; what it agreed to ends with it."""
    rows = Consent.objects.filter(user_id=closed_id)
    rows.filter(withdrawn_at=None).update(withdrawn_at=at)
    rows.update(user_id=kept_id)
