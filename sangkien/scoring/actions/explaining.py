"""What the unit says to a mark that is lower than its own."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.errors import InvalidCard
from sangkien.scoring.events import MarkExplained
from sangkien.scoring.models import Card, Explanation
from sangkien.scoring.queries import answering
from sangkien.scoring.rules.columns import LONGEST


def explain(card: Card, code: str, words: str, *, by: Actor, at: dt.datetime) -> Explanation:
    """ "Giải trình" to one line of the last column, once; whoever judges next reads it."""
    if by.user_id is None or not permissions.can_explain(by, card):
        raise NotAllowed(_("Phiếu này không chờ giải trình của bạn."))
    clean = text.clean_prose(words)
    if not text.has_words(clean) or len(clean) > LONGEST:
        raise InvalidCard(_("Hãy ghi giải trình, dài nhất %(n)d ký tự.") % {"n": LONGEST})
    column, codes = answering.explainable(card)
    if column is None or code not in codes:
        raise InvalidCard(_("Chỉ giải trình tiêu chí bị chấm thấp hơn điểm tự chấm."))
    row = Explanation(
        column=column, code=code, words=clean, written_by_id=by.user_id, written_at=at
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            event = MarkExplained(
                card_id=card.pk, unit_id=card.unit_id, explanation_id=row.pk, digest=row.seal()
            )
            record(event, by=by, at=at)
    except IntegrityError:
        found = Explanation.objects.get(column=column, code=code)
        if found.words != clean:
            raise InvalidCard(_("Đơn vị đã giải trình tiêu chí này.")) from None
        return found
    return row
