"""Write down what was done off the screen, strike out what was written by mistake."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.support import rules
from sangkien.support.enums import WorkKind
from sangkien.support.errors import InvalidHelp, TakenMeanwhile
from sangkien.support.events import WorkNoted, WorkStruck
from sangkien.support.models import Charge, HelpWork, TeamMember
from sangkien.units.models import Unit

OLDEST = dt.timedelta(days=90)


@transaction.atomic
def note(
    member: TeamMember,
    unit: Unit,
    *,
    kind: WorkKind,
    done_on: dt.date,
    what: str,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> HelpWork:
    """ "Ghi nhật ký công việc": a visit or a call at a unit in the charge of the team, by the
    member who did it. The same form sent twice is one.
    """
    if member.user_id != by.user_id or member.left_at is not None:
        raise NotAllowed(_("Chỉ thành viên đang ở trong tổ ghi được việc của mình."))
    words = rules.clean_words(what, field="what", missing=_("Hãy ghi đã làm gì."))
    today = local_day(at)
    if not today - OLDEST <= done_on <= today:
        raise InvalidHelp(_("Ngày làm phải trong 90 ngày qua, không ở tương lai."), field="done_on")
    charged = Charge.objects.filter(team=member.team)
    if not charged.filter(unit__path__in=[*paths.ancestors(unit.path), unit.path]).exists():
        raise InvalidHelp(_("Đơn vị này không do tổ phụ trách."), field="unit")
    try:
        with transaction.atomic():
            row = HelpWork.objects.create(
                member=member,
                unit=unit,
                kind=kind,
                done_on=done_on,
                what=words,
                written_at=at,
                request_key=request_key,
            )
    except IntegrityError:
        return _noted_before(request_key, by.user_id or 0)
    _recorded(row, WorkNoted, by=by, at=at)
    return row


def _noted_before(request_key: uuid.UUID, user_id: int) -> HelpWork:
    """The same form again; a key of somebody else's form is told, whatever it wrote."""
    found = HelpWork.objects.filter(request_key=request_key, member__user_id=user_id).first()
    if found is None:
        raise TakenMeanwhile(_("Biểu mẫu đã cũ. Mời tải lại trang."))
    return found


@transaction.atomic
def strike(row: HelpWork, *, by: Actor, at: dt.datetime) -> HelpWork:
    """ "Xóa dòng ghi nhầm": it counts no more; twice is once."""
    if row.member.user_id != by.user_id:
        raise NotAllowed(_("Chỉ người ghi xóa được dòng này."))
    if HelpWork.objects.filter(pk=row.pk, struck_at=None).update(struck_at=at):
        _recorded(row, WorkStruck, by=by, at=at)
    row.refresh_from_db(fields=["struck_at"])
    return row


def _recorded(
    row: HelpWork, event: type[WorkNoted | WorkStruck], *, by: Actor, at: dt.datetime
) -> None:
    team = row.member.team
    record(event(team_id=team.pk, unit_id=row.unit_id, work_id=row.pk), by=by, at=at)
