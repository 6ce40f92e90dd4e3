"""Codes with which the people of a unit open their accounts, or get in again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.actions import codes, sessions
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.messages.actions import outbox
from sangkien.messages.enums import TextKey
from sangkien.units import permissions, queries
from sangkien.units.events import ActivationCodeIssued, ActivationSheetMade
from sangkien.units.models import Membership, Unit


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A code that can be read now and never again; `is_sent` when it goes to the person's phone."""

    user: User
    code: str
    expires_at: dt.datetime
    is_sent: bool = False


@transaction.atomic
def issue_code(
    membership: Membership, *, by: Actor, at: dt.datetime, by_message: bool = False
) -> Issued:
    """ "Cấp mã kích hoạt" for one person, also for who forgot the secret.

    The person's sessions end at once; the former secret goes when the code is used.
    """
    unit, user = membership.unit, membership.user
    _ensure_may_open(unit, by)
    ensure_within_reach(user, by=by, on=local_day(at))
    code = codes.issue([user], CodePurpose.ACTIVATION, at=at)[user.pk]
    sessions.end_others(user, but=None, by=by, at=at)
    expires_at = at + codes.LIFETIMES[CodePurpose.ACTIVATION]
    sent = None
    if by_message:
        sent = outbox.send(
            user,
            TextKey.ACTIVATION,
            values={"ma": code, "don_vi": unit.label, "han": f"{local_day(expires_at):%d/%m/%Y}"},
            expires_at=expires_at,
            at=at,
            counted_for=f"unit {unit.pk}",
        )
    event = ActivationCodeIssued(unit_id=unit.pk, user_id=user.pk, by_message=sent is not None)
    record(event, by=by, at=at)
    return Issued(user=user, code=code, expires_at=expires_at, is_sent=sent is not None)


@transaction.atomic
def make_sheet(unit: Unit, *, part: int, by: Actor, at: dt.datetime) -> list[Issued]:
    """ "Phiếu kích hoạt" for the people of a unit who cannot sign in yet.

    Their former codes are worth nothing from now on.
    """
    _ensure_may_open(unit, by)
    users = queries.activation_part(unit, part=part, on=local_day(at))
    plain = codes.issue(users, CodePurpose.ACTIVATION, at=at)
    if users:
        record(ActivationSheetMade(unit_id=unit.pk, people=len(users)), by=by, at=at)
    expires_at = at + codes.LIFETIMES[CodePurpose.ACTIVATION]
    return [Issued(user=user, code=plain[user.pk], expires_at=expires_at) for user in users]


def _ensure_may_open(unit: Unit, by: Actor) -> None:
    if not by.can(Permission.ACCOUNT_OPEN, at=unit.path):
        raise NotAllowed(_("Bạn không được cấp mã kích hoạt ở đơn vị này."))


def ensure_within_reach(user: User, *, by: Actor, on: dt.date) -> None:
    """Whoever makes the code could sign in with it: only where they could end the same roles, and
    look after every unit to which the person belongs.
    """
    if by.is_system:
        return
    if user.pk == by.user_id:
        raise NotAllowed(_("Đổi mật khẩu của chính bạn ở trang Tài khoản của tôi."))
    for grant in queries.offices_of(user, on=on):
        if not permissions.may_end(by, grant):
            raise NotAllowed(
                _("Người này giữ vai trò do cấp trên giao. Hãy nhờ cán bộ cấp trên cấp mã.")
            )
    places = queries.standing_memberships([user.pk], on=on)[user.pk]
    if not all(by.can(Permission.ACCOUNT_OPEN, at=place.unit.path) for place in places):
        raise NotAllowed(
            _("Người này còn thuộc đơn vị khác. Hãy nhờ cán bộ cấp trên của cả hai đơn vị cấp mã.")
        )
