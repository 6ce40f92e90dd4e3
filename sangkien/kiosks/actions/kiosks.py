"""Open a kiosk, let a worker in, close it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts import rules as accounts
from sangkien.accounts.actions import signing_in
from sangkien.accounts.errors import WrongSignIn
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.kiosks import queries, rules
from sangkien.kiosks.errors import NotOfThisUnit, NotOpened
from sangkien.kiosks.events import KioskClosed, KioskOpened
from sangkien.kiosks.models import Kiosk
from sangkien.kiosks.permissions import can_manage
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A kiosk with the token for its tablet, which can be read at this moment only."""

    kiosk: Kiosk
    token: str


def open_kiosk(
    unit: Unit,
    programme: Programme,
    *,
    name: str,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> Opened:
    """ "Mở máy đăng ký chung": the tablet that gets the token takes registrations for the unit.

    The same form sent twice is one kiosk: the token is made of its key and a secret of ours.
    """
    if not can_manage(by, unit):
        raise NotAllowed(_("Bạn không được mở máy đăng ký chung ở đơn vị này."))
    token = salted_hmac("sangkien.kiosk", request_key.hex, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            kiosk = _opened(unit, programme, name, request_key, token, by=by, at=at)
    except IntegrityError:
        earlier = Kiosk.objects.filter(request_key=request_key, unit=unit).first()
        if earlier is None or not earlier.is_live(at):
            raise NotOpened(_("Biểu mẫu đã cũ. Mời tải lại trang rồi mở máy mới.")) from None
        kiosk = earlier
    return Opened(kiosk=kiosk, token=token)


def _opened(
    unit: Unit,
    programme: Programme,
    name: str,
    request_key: uuid.UUID,
    token: str,
    *,
    by: Actor,
    at: dt.datetime,
) -> Kiosk:
    name = text.clean_line(name)
    if not name:
        raise NotOpened(_("Hãy đặt tên cho máy."), field="name")
    if programme.pk not in {one.pk for one in queries.programmes_for(unit, at=at)}:
        raise NotOpened(_("Chương trình này không nhận sáng kiến lúc này."), field="programme_slug")
    kiosk = Kiosk(
        unit=unit,
        programme=programme,
        name=name,
        request_key=request_key,
        token_digest=queries.digest(token),
        opened_at=at,
        opened_by_id=by.user_id,
        expires_at=at + rules.LIFETIME,
    )
    kiosk.save(force_insert=True)
    # Nobody needs so many; it only keeps a list from growing for ever.
    if Kiosk.objects.live_at(at).filter(unit=unit).count() > rules.MOST:
        raise NotOpened(
            _("Đơn vị đã có %(most)d máy đang mở. Hãy đóng bớt máy không dùng.")
            % {"most": rules.MOST}
        )
    event = KioskOpened(unit_id=unit.pk, programme_id=programme.pk, kiosk=kiosk.pk)
    record(event, by=by, at=at)
    return kiosk


@transaction.atomic
def close(kiosk: Kiosk, *, by: Actor, at: dt.datetime) -> None:
    """ "Đóng máy": the tablet is an ordinary one from its next request on; twice does no harm."""
    if not can_manage(by, kiosk.unit):
        raise NotAllowed(_("Bạn không được đóng máy đăng ký chung của đơn vị này."))
    if Kiosk.objects.filter(pk=kiosk.pk, closed_at=None).update(closed_at=at):
        event = KioskClosed(unit_id=kiosk.unit_id, programme_id=kiosk.programme_id, kiosk=kiosk.pk)
        record(event, by=by, at=at)


def enter(kiosk: Kiosk, login: str, pin: str, *, at: dt.datetime) -> User:
    """ "Vào bằng mã đoàn viên và mã PIN", for people of the unit or below.

    Tries count for the account alone: whoever guesses here never keeps the others away. Not in
    one transaction, as every sign-in.
    """
    if not accounts.pin_key(pin):
        raise WrongSignIn(_("Mã PIN có đúng 6 chữ số."), field="pin")
    user = signing_in.sign_in(login, pin, at=at)
    if not queries.belongs(user, kiosk, on=local_day(at)):
        raise NotOfThisUnit(
            _("Bạn chưa được ghi danh ở %(unit)s nên chưa đăng ký được trên máy này.")
            % {"unit": kiosk.unit.label}
        )
    Kiosk.objects.filter(pk=kiosk.pk).update(last_used_at=at)
    return user
