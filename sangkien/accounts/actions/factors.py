"""The second factor: set up, shown, removed. allauth keeps the rows and knows the algorithms.

Whatever is shown once is locked while it is compared: of two guesses sent at once one is too late.
"""

import datetime as dt
import hmac

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts import queries, rules
from sangkien.accounts.actions import sessions, tries
from sangkien.accounts.actions.people import ensure_self
from sangkien.accounts.enums import FactorKind
from sangkien.accounts.errors import WrongFactor
from sangkien.accounts.events import (
    FactorAdded,
    FactorRemoved,
    FactorsReset,
    RecoveryCodesMade,
    RecoveryCodeUsed,
)
from sangkien.accounts.models import User
from sangkien.accounts.rules import NO_DEVICE, Device
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record

STEP_SECONDS = 30
LAST_STEP = "last_step"


def show(user: User, typed: str, *, at: dt.datetime, device: Device = NO_DEVICE) -> FactorKind:
    """ "Nhập mã xác thực": the code of the app, or one of the recovery codes.

    Not in one transaction: a try must count although the code is refused.
    """
    counted = tries.of_account(
        "", user, what="second", limits=rules.SECOND_FACTOR_LIMITS, device=device
    )
    numbers = tries.count([counted], at=at)
    digits = rules.digits_of(typed[:40])
    if _spends_totp(user, digits, at=at):
        kind = FactorKind.TOTP
    elif _spends_recovery_code(user, digits, at=at):
        kind = FactorKind.RECOVERY
    else:
        raise WrongFactor(_("Mã chưa đúng, đã hết hạn hoặc đã dùng rồi."), field="code")
    tries.forget(counted, numbers)
    return kind


@transaction.atomic
def _spends_totp(user: User, digits: str, *, at: dt.datetime) -> bool:
    row = _locked(user, FactorKind.TOTP)
    if row is None:
        return False
    step = _step_of(_read(row.data["secret"]), digits, at=at)
    if step is None or step <= row.data.get(LAST_STEP, 0):
        return False
    row.data[LAST_STEP] = step
    row.last_used_at = at
    row.save(update_fields=["data", "last_used_at"])
    return True


@transaction.atomic
def _spends_recovery_code(user: User, digits: str, *, at: dt.datetime) -> bool:
    row = _locked(user, FactorKind.RECOVERY)
    if row is None or not _read(row.data["seed"]) or not RecoveryCodes(row).validate_code(digits):
        return False
    record(RecoveryCodeUsed(user_id=user.pk), by=_self(user), at=at)
    return True


def _locked(user: User, kind: FactorKind) -> Authenticator | None:
    rows = Authenticator.objects.select_for_update().filter(user_id=user.pk, type=kind)
    return rows.first()


def _read(encrypted: str) -> str:
    """Empty when the key of the application is another one: then nothing fits."""
    try:
        return str(decrypt(encrypted))
    except InvalidToken:
        return ""


def _step_of(secret: str, digits: str, *, at: dt.datetime) -> int | None:
    """Which half minute has this code: the present one, or a neighbour, because clocks differ."""
    now = int(at.timestamp()) // STEP_SECONDS
    if not secret:
        return None
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), digits):
            return step
    return None


def add_totp(
    user: User, *, secret: str, typed: str, by: Actor, at: dt.datetime, staying: str | None
) -> None:
    """ "Thêm ứng dụng xác thực", once it shows the right code; that code is spent with it."""
    ensure_may_change(user, by)
    counted = tries.of_account("", user, what="set-up", limits=rules.SECOND_FACTOR_LIMITS)
    numbers = tries.count([counted], at=at)
    step = _step_of(secret, rules.digits_of(typed[:40]), at=at)
    if step is None:
        raise WrongFactor(
            _("Mã chưa khớp. Hãy chờ mã mới trên ứng dụng rồi nhập lại."), field="code"
        )
    tries.forget(counted, numbers)
    try:
        with transaction.atomic():
            row = TOTP.activate(user, secret).instance
            row.data[LAST_STEP] = step
            row.save(update_fields=["data"])
            keep(user, FactorKind.TOTP, by=by, at=at, staying=staying)
    except IntegrityError as error:
        raise NotAllowed(_("Bạn đã có ứng dụng xác thực. Hãy bỏ cái cũ trước.")) from error


def keep(user: User, kind: FactorKind, *, by: Actor, at: dt.datetime, staying: str | None) -> None:
    """Note a new factor, inside the transaction that made it.

    With the first one every other session ends: they were opened without it.
    """
    if len(queries.factors_of(user)) == 1:
        sessions.end_others(user, but=staying, by=by, at=at)
    record(FactorAdded(user_id=user.pk, kind=kind.value), by=by, at=at)


@transaction.atomic
def remove(user: User, pk: int, *, is_needed: bool, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ một cách xác thực"; with the last one the recovery codes go, too.

    `is_needed`: the person has a role that works with a second factor only.
    """
    ensure_may_change(user, by)
    User.objects.select_for_update().get(pk=user.pk)  # two last ones are not removed at once
    factor = queries.get_factor(user, pk)
    others = len(queries.factors_of(user)) - 1
    if is_needed and not others:
        raise NotAllowed(_("Vai trò của bạn cần xác thực hai bước. Hãy thêm cách khác trước."))
    rows = Authenticator.objects.filter(user_id=user.pk)
    (rows.filter(pk=pk) if others else rows).delete()
    record(FactorRemoved(user_id=user.pk, kind=factor.kind.value), by=by, at=at)


@transaction.atomic
def make_recovery_codes(user: User, *, by: Actor, at: dt.datetime) -> list[str]:
    """ "Tạo mã khôi phục": ten new ones; the former ones are worth nothing from now on.

    This is the only moment at which they are shown.
    """
    ensure_may_change(user, by)
    User.objects.select_for_update().get(pk=user.pk)
    if not queries.has_second_factor(user):
        raise NotAllowed(_("Hãy thêm khóa truy cập hoặc ứng dụng xác thực trước."))
    Authenticator.objects.filter(user_id=user.pk, type=FactorKind.RECOVERY).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    record(RecoveryCodesMade(user_id=user.pk), by=by, at=at)
    return codes


@transaction.atomic
def reset(user: User, *, by: Actor, at: dt.datetime) -> int:
    """ "Xóa xác thực hai bước" of somebody who lost everything; all sessions end."""
    if not by.is_system:
        raise NotAllowed(_("Chỉ người vận hành hệ thống làm được việc này."))
    removed: int
    removed, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
    if removed:
        sessions.end_others(user, but=None, by=by, at=at)
        record(FactorsReset(user_id=user.pk), by=by, at=at)
    return removed


def ensure_may_change(user: User, by: Actor) -> None:
    """A PIN must not turn into the key of an office, nor of one that the person gets later."""
    ensure_self(user, by)
    if by.is_limited or by.is_weak:
        raise NotAllowed(_("Hãy đăng nhập bằng mật khẩu để thay đổi xác thực hai bước."))


def _self(user: User) -> Actor:
    return Actor(user_id=user.pk, name=user.full_name)
