"""Hand an entry to the unit above that the office whose turn it is cannot judge."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.workdays import vietnam
from sangkien.initiatives import permissions, places
from sangkien.initiatives.actions.moving import checked_reason, decided_words
from sangkien.initiatives.errors import DecidedMeanwhile, NobodyAbove, WrongState
from sangkien.initiatives.events import InitiativePassedUp
from sangkien.initiatives.models import Initiative, Overdue, PassingUp
from sangkien.initiatives.waiting import lineage_of, passing_up_of
from sangkien.journal.actions.recording import record
from sangkien.programmes.queries import steps_of
from sangkien.units.models import Unit


@transaction.atomic
def pass_up(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Chuyển cấp trên": the next unit above decides the same step, whose clock begins anew there.

    Nothing is decided: the state stays, and so does the way after that step. Also for who is kept
    from the review by an own share. Sent twice it is done once.
    """
    words = checked_reason(reason)
    standing = passing_up_of(initiative)
    if standing is not None and standing.passed_by_id == by.user_id:
        return initiative
    _ensure_turn(initiative, by, standing)
    step = places.step_of(steps_of(initiative.ruleset_id), initiative.step)
    above = places.supervisor(initiative.waits_path, lineage_of(initiative.unit_path))
    if step is None or not above:
        raise NobodyAbove(_("Không có công đoàn cấp trên để chuyển: đơn vị bạn xét sáng kiến này."))
    here = initiative.waits_path
    try:
        initiative.wait_at(places.place_at(step, above, since=at, days=vietnam()), changed_at=at)
    except DecidedMeanwhile:
        return _done_meanwhile(initiative, by)
    _keep(initiative, here, above, words=words, by=by, at=at)
    return initiative


def _done_meanwhile(initiative: Initiative, by: Actor) -> Initiative:
    """A double tap is one handing over; anybody else is told who was first."""
    fresh = Initiative.objects.get(pk=initiative.pk)
    standing = passing_up_of(fresh)
    if standing is not None and standing.passed_by_id == by.user_id:
        return fresh
    raise DecidedMeanwhile(_passed_words(standing) if standing else decided_words(initiative))


def _passed_words(standing: PassingUp) -> str:
    return _("%(name)s đã chuyển sáng kiến này lên %(unit)s.") % {
        "name": standing.passed_by.full_name if standing.passed_by else _("Hệ thống"),
        "unit": standing.to_unit.label,
    }


def _ensure_turn(initiative: Initiative, by: Actor, standing: PassingUp | None) -> None:
    if permissions.can_pass_up(by, initiative):
        return
    if initiative.is_secret and permissions.decides_now(by, initiative):
        raise WrongState(
            _("Sáng kiến được giữ bí mật: chỉ đơn vị xác nhận đọc được nên không chuyển lên.")
        )
    if standing is not None and permissions.is_reviewer(by, initiative):
        raise DecidedMeanwhile(_passed_words(standing))
    if not initiative.is_waiting and permissions.is_reviewer(by, initiative):
        raise WrongState(_("Sáng kiến này không chờ xét nên không chuyển lên được."))
    raise NotAllowed(_("Chỉ đơn vị đang đến lượt xét mới chuyển lên cấp trên được."))


def _keep(
    initiative: Initiative, here: str, above: str, *, words: str, by: Actor, at: dt.datetime
) -> None:
    """The handing over as a row and in the journal; a step that slept sleeps no more."""
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=[here, above])}
    Overdue.objects.filter(initiative=initiative, is_open=True).update(is_open=False)
    PassingUp.objects.create(
        initiative=initiative,
        step=initiative.step,
        from_unit=units[here],
        to_unit=units[above],
        reason=words,
        passed_by_id=by.user_id,
        passed_at=at,
    )
    happened = InitiativePassedUp(
        initiative_id=initiative.pk,
        programme_id=initiative.programme_id,
        unit_id=initiative.unit_id,
        reason=words,
        from_path=here,
        to_path=above,
    )
    record(happened, by=by, at=at)
