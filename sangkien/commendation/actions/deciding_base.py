"""What every change of a draft does."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import F, Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.commendation.decision_events import AwardDecisionRevised
from sangkien.commendation.enums import DecisionState, HolderKind
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.commendation.permissions import can_decide, is_holder
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit


def next_version(
    decision: AwardDecision,
    *,
    by: Actor,
    at: dt.datetime,
    seen: int | None = None,
    **changes: object,
) -> None:
    """Compare and set, and one more editor: who changes what somebody else changed is told so."""
    rows = AwardDecision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT)
    held = db.locked(rows).first()
    if held is None or (seen is not None and held.version != seen):
        raise MovedMeanwhile(_("Dự thảo vừa được người khác sửa hoặc ký, hãy xem lại."))
    editors = [*held.editors, *([by.user_id] if by.user_id not in held.editors else [])]
    rows.update(version=F("version") + 1, editors=editors, **changes)
    decision.refresh_from_db()
    event = AwardDecisionRevised(
        decision_id=decision.pk, unit_id=decision.unit_id, version=decision.version
    )
    record(event, by=by, at=at)


def next_position(decision: AwardDecision) -> int:
    last = Conferral.objects.filter(decision=decision).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def ensure_not_own(conferral: Conferral, *, by: Actor) -> None:
    """Nobody writes, ends or keeps what they receive themselves."""
    if is_holder(by, conferral):
        raise OwnWork(_("Đây là khen thưởng của bạn: hãy để người khác của đơn vị làm việc này."))


def ensure_decides(by: Actor, unit: Unit) -> int:
    """Who decides there, or a refusal."""
    if by.user_id is None or not can_decide(by, unit):
        raise NotAllowed(_("Bạn không ra quyết định khen thưởng của đơn vị này."))
    return by.user_id


def ensure_not_decider(unit: Unit, rows: Iterable[Conferral]) -> None:
    """No unit rewards itself; a part of it that is written by name may be rewarded."""
    for row in rows:
        is_itself = row.holder_kind == HolderKind.COLLECTIVE and row.unit_id == unit.pk
        if is_itself and text.fold(row.holder_name) == text.fold(unit.name):
            raise InvalidDecision(
                _("%(unit)s không tự khen chính mình: hãy ghi tập thể được khen.")
                % {"unit": unit.name},
                field="unit_code",
            )


def is_among(name: str, writers: Collection[int]) -> bool:
    """Whether this is the name of one of these accounts, as it is written."""
    names = User.objects.filter(pk__in=writers).values_list("full_name", flat=True)
    return _plain(name) in {_plain(one) for one in names}


def ensure_other_signer(name: str, writers: Collection[int]) -> None:
    """Nobody who wrote a draft stands under it as the one who signs."""
    if is_among(name, writers):
        raise InvalidDecision(
            _("%(name)s đã soạn văn bản này nên không đứng tên ký: hãy ghi người sẽ ký.")
            % {"name": name},
            field="signer_name",
        )


def _plain(name: str) -> str:
    return text.clean_line(name).casefold()
