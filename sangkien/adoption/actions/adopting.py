"""A unit says that it uses the initiative of another one."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.adoption import permissions, rules
from sangkien.adoption.actions import asking
from sangkien.adoption.actions.recording import recorded
from sangkien.adoption.enums import OPEN, AdoptionState
from sangkien.adoption.errors import AlreadyAdopted, NotPublic, SettledMeanwhile
from sangkien.adoption.events import (
    AdoptionDeclined,
    AdoptionProposed,
    AdoptionRecorded,
    AdoptionWithdrawn,
)
from sangkien.adoption.models import Adoption
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a unit says about its use; the benefit is what the unit itself declares."""

    since_on: dt.date | None
    place: str
    changes: str = ""
    benefit_vnd: int | None = None
    benefit_basis: str = ""


def adopt(
    initiative: Initiative,
    unit: Unit,
    *,
    told: Told,
    by: Actor,
    at: dt.datetime,
    brought_by: User | None = None,
) -> Adoption:
    """ "Đơn vị tôi cũng áp dụng": at once by an officer of the unit, by a member as a proposal.

    The credit goes to `brought_by`, else to whoever says it. The database keeps it once per unit;
    the same person sending it twice gets what is there.
    """
    ensure_public(initiative)
    if not permissions.can_record(by, unit):
        raise NotAllowed(_("Bạn chỉ ghi nhận cho đơn vị của mình."))
    rules.ensure_another_unit(initiative.unit.path, unit.path)
    adoption = _adoption(initiative, unit, told, by=by, at=at, brought_by=brought_by)
    try:
        with transaction.atomic():
            adoption.save(force_insert=True)
            if adoption.is_standing:
                asking.follow_adoption(adoption)
            event = AdoptionRecorded if adoption.is_standing else AdoptionProposed
            recorded(adoption, event, by=by, at=at)
    except IntegrityError:
        return _earlier(adoption)
    return adoption


def _adoption(
    initiative: Initiative,
    unit: Unit,
    told: Told,
    *,
    by: Actor,
    at: dt.datetime,
    brought_by: User | None,
) -> Adoption:
    """Not saved yet."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để ghi nhận."))
    officer = permissions.is_officer(by, unit)
    rules.ensure_benefit(told.benefit_vnd, told.benefit_basis)
    return Adoption(
        initiative=initiative,
        unit=unit,
        since_on=rules.ensure_day(told.since_on, today=local_day(at)),
        place=rules.clean_words(
            told.place,
            field="place",
            most=rules.PLACE_LENGTH,
            missing=_("Hãy ghi áp dụng ở đâu: phân xưởng, tổ, lớp, phòng…"),
        ),
        changes=rules.clean_words(told.changes, field="changes"),
        benefit_vnd=told.benefit_vnd,
        benefit_basis=rules.clean_words(told.benefit_basis, field="benefit_basis"),
        brought_by_id=brought_by.pk if brought_by and officer else by.user_id,
        recorded_at=at,
        state=AdoptionState.STANDING if officer else AdoptionState.PROPOSED,
        decided_by_id=by.user_id if officer else None,
        decided_at=at if officer else None,
    )


def _earlier(adoption: Adoption) -> Adoption:
    found = Adoption.objects.filter(
        initiative=adoption.initiative, unit=adoption.unit, state__in=OPEN
    ).first()
    if found is not None and found.brought_by_id == adoption.brought_by_id:
        return found
    raise AlreadyAdopted(
        _("Đơn vị này đã được ghi nhận áp dụng sáng kiến, mỗi đơn vị ghi một lần."), field="unit"
    )


@transaction.atomic
def confirm(adoption: Adoption, *, by: Actor, at: dt.datetime) -> Adoption:
    """ "Xác nhận đơn vị đang áp dụng": what a member proposed counts from here on."""
    _ensure_officer(adoption, by)
    ensure_public(adoption.initiative)
    if adoption.is_standing and adoption.decided_by_id == by.user_id:
        return adoption
    _move(adoption, (AdoptionState.PROPOSED,), AdoptionState.STANDING, by=by, at=at)
    asking.follow_adoption(adoption)
    recorded(adoption, AdoptionRecorded, by=by, at=at)
    return adoption


@transaction.atomic
def decline(adoption: Adoption, *, reason: str, by: Actor, at: dt.datetime) -> Adoption:
    """ "Không xác nhận": the unit does not use it; the member reads why."""
    _ensure_officer(adoption, by)
    words = rules.clean_reason(reason)
    state = AdoptionState.DECLINED
    _move(adoption, (AdoptionState.PROPOSED,), state, by=by, at=at, reason=words)
    recorded(adoption, AdoptionDeclined, by=by, at=at, reason=words)
    return adoption


@transaction.atomic
def withdraw(adoption: Adoption, *, reason: str, by: Actor, at: dt.datetime) -> Adoption:
    """ "Rút ghi nhận áp dụng": it leaves the figures and nobody is asked about it any more."""
    if not permissions.speaks_for(by, adoption):
        raise NotAllowed(_("Chỉ người ghi (còn ở đơn vị) hoặc cán bộ của đơn vị rút được."))
    words = rules.clean_reason(reason)
    _move(adoption, OPEN, AdoptionState.WITHDRAWN, by=by, at=at, reason=words)
    asking.stop_adoption(adoption)
    recorded(adoption, AdoptionWithdrawn, by=by, at=at, reason=words)
    return adoption


def ensure_public(initiative: Initiative) -> None:
    """As the database has it at this moment."""
    if not Initiative.objects.public().filter(pk=initiative.pk).exists():
        raise NotPublic(_("Sáng kiến này chưa được xác nhận hợp lệ hoặc không còn hợp lệ."))


def _ensure_officer(adoption: Adoption, by: Actor) -> None:
    if not permissions.is_officer(by, adoption.unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị áp dụng xác nhận được."))


def _move(
    adoption: Adoption,
    old: tuple[AdoptionState, ...],
    new: AdoptionState,
    *,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> None:
    """Compare and set: one of two who decide at once succeeds."""
    found = Adoption.objects.filter(pk=adoption.pk, state__in=old)
    moved = found.update(state=new, decided_by_id=by.user_id, decided_at=at, reason=reason)
    if moved != 1:
        raise SettledMeanwhile(_("Lượt áp dụng này vừa được người khác xử lý, hãy mở lại trang."))
    adoption.refresh_from_db(fields=["state", "decided_by", "decided_at", "reason"])
