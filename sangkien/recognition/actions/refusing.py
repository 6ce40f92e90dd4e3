"""Not recognised, by the head of the unit or after a session of the council."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import recognising
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.recognition import rules
from sangkien.recognition.errors import ConflictOfInterest, NotRecognisable
from sangkien.recognition.models import Hearing, Refusal
from sangkien.recognition.permissions import can_decide
from sangkien.recognition.queries.waiting import recognisable
from sangkien.units.models import Unit


@transaction.atomic
def refuse(
    unit: Unit, initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Refusal:
    """ "Không công nhận": in writing with the reason, which the author reads (13/2012/NĐ-CP)."""
    if not can_decide(by, unit):
        raise NotAllowed(_("Bạn không quyết định việc công nhận của đơn vị này."))
    if has_interest(by, initiative):
        raise ConflictOfInterest(
            _("Bạn là tác giả, đồng tác giả hoặc người nhập sáng kiến này: hãy nhờ người khác.")
        )
    words = rules.checked_reason(reason)
    earlier = Refusal.objects.filter(initiative=initiative, lifted_at=None).first()
    if earlier is not None:
        return earlier
    if not recognisable(unit).filter(pk=initiative.pk).exists():
        raise NotRecognisable(_("Sáng kiến này không còn chờ đơn vị công nhận."))
    return _refused(unit, initiative, words, by=by, at=at)


def refuse_after_hearing(hearing: Hearing, *, reason: str, by: Actor, at: dt.datetime) -> Refusal:
    """ "Hội đồng không đề nghị công nhận": the council has decided, this writes it down."""
    return _refused(hearing.unit, hearing.initiative, reason, by=by, at=at)


def _refused(
    unit: Unit, initiative: Initiative, words: str, *, by: Actor, at: dt.datetime
) -> Refusal:
    try:
        with transaction.atomic():
            refusal = Refusal.objects.create(
                initiative=initiative,
                unit=unit,
                reason=words,
                refused_by_id=by.user_id,
                refused_at=at,
            )
    except IntegrityError:
        raise NotRecognisable(_("Sáng kiến này vừa được xử lý, hãy xem lại.")) from None
    recognising.refuse_recognition(initiative, reason=words, by=by, at=at)
    return refusal


@transaction.atomic
def refuse_many(
    unit: Unit, initiatives: Sequence[Initiative], *, reason: str, by: Actor, at: dt.datetime
) -> list[Refusal]:
    """Several with one reason: all or none."""
    return [refuse(unit, row, reason=reason, by=by, at=at) for row in initiatives]
