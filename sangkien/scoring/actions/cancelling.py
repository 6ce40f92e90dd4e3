"""Cancel an opening that was made by mistake: by the wrong table, for the wrong half of the year."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.actions.steering import reason_words
from sangkien.scoring.enums import CardState
from sangkien.scoring.errors import InvalidCard
from sangkien.scoring.events import ScoringCancelled
from sangkien.scoring.models import Card, Opening
from sangkien.scoring.queries import cancelling as queries


@transaction.atomic
def cancel(opening: Opening, reason: str, *, by: Actor, at: dt.datetime) -> Opening:
    """ "Hủy đợt chấm điểm" while nobody but the units has sent anything: their cards stay to be read,
    and the same time may be opened again. Twice is once.
    """
    if by.user_id is None or not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được hủy đợt chấm điểm này."))
    rows = Opening.objects.select_related("table", "unit").filter(pk=opening.pk)
    found = db.locked(rows, lets_refer=True).get()
    if found.is_cancelled:
        return found
    words = reason_words(reason)
    cards = Card.objects.filter(opening=found)
    cards.update(state=CardState.CANCELLED, version=F("version") + 1)
    # Only now: whoever was sending a column at this moment has finished, or will be refused.
    _ensure_not_judged(found)
    found.cancelled_at, found.cancelled_by_id, found.cancelled_reason = at, by.user_id, words
    found.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
    event = ScoringCancelled(opening_id=found.pk, unit_id=found.unit_id, reason=words)
    record(event, by=by, at=at)
    return found


def _ensure_not_judged(opening: Opening) -> None:
    if queries.is_judged(opening):
        raise InvalidCard(
            _("Đã có phiếu được cụm, khối rà soát hoặc thẩm định nên không hủy được đợt này nữa.")
        )
    if queries.has_minutes(opening):
        raise InvalidCard(
            _("Đợt này đã có biên bản họp rà soát. Bỏ bản nháp biên bản trước khi hủy đợt.")
        )
