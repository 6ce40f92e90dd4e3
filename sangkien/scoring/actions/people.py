"""Give the number of women of a unit, where it decides between units with the same total."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.actions.columns import step
from sangkien.scoring.errors import InvalidCard
from sangkien.scoring.events import PeopleGiven
from sangkien.scoring.models import Card, CardPeople
from sangkien.scoring.rules import people as rules
from sangkien.scoring.rules.people import Counted


@transaction.atomic
def give(card: Card, counted: Counted, *, seen: int, by: Actor, at: dt.datetime) -> CardPeople:
    """ "Ghi số nữ": by the unit while it scores itself, later by whoever judges it. The same figures
    sent again change nothing.
    """
    if permissions.can_judge(by, card) and permissions.is_reviewed(card):
        raise InvalidCard(reviewed_words())
    if by.user_id is None or not permissions.can_give_people(by, card):
        raise NotAllowed(_("Bạn không ghi được số nữ của phiếu này."))
    clean = rules.cleaned(counted, today=local_day(at))
    row = CardPeople.objects.filter(card=card).first()
    if row is not None and (row.share, row.basis) == (clean.share, clean.basis):
        return row
    step(card, seen=seen)
    row = row or CardPeople(card=card)
    row.women, row.people = clean.share.women, clean.share.people
    row.counted_on, row.basis = clean.share.counted_on, clean.basis
    row.given_by_id, row.given_at = by.user_id, at
    row.digest = row.seal()
    row.save()
    event = PeopleGiven(card_id=card.pk, unit_id=card.unit_id, digest=row.digest)
    record(event, by=by, at=at)
    return row


def reviewed_words() -> str:
    """Why whoever judges the card gives nothing any more."""
    return _(
        "Cuộc họp rà soát đã xác nhận kết quả này nên số nữ giữ nguyên. Cần sửa thì mở khóa cột điểm, họp lại."
    )
