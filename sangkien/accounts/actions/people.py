"""Make a person known, and keep what the person decides about the own data."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions import credentials
from sangkien.accounts.errors import AlreadyEnrolled, InvalidIdentity
from sangkien.accounts.events import NameHidden, NamePublished
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record

CODE_LENGTH = (3, 30)


def add_person(
    *, full_name: str, member_code: str, phone: str = "", password: str | None, at: datetime
) -> User:
    """ "Thêm người": a new person; the caller's action says into which unit and records it.

    Without a password the person cannot sign in but can be credited.
    """
    user = written(full_name=full_name, member_code=member_code, phone=phone, at=at)
    _ensure_identity(user, typed_phone=phone)
    user.password = credentials.encoded(password) if password else make_password(None)
    _save(user)
    return user


def _save(user: User, *, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            user.save(update_fields=fields)
    except IntegrityError as error:  # somebody else was given it at this very moment
        raise AlreadyEnrolled(_("Mã hoặc số điện thoại này vừa có người dùng.")) from error


def written(*, full_name: str, member_code: str, phone: str, at: datetime) -> User:
    """A person as typed, with the keys that follow from it; not stored."""
    return User(
        full_name=text.clean_line(full_name),
        member_code=text.code_key(member_code),
        phone=text.phone_key(phone) or None,
        folded_name=text.fold(full_name),
        name_sort=text.given_name_key(text.clean_line(full_name)),
        created_at=at,
    )


def correct_person(user: User, *, full_name: str, member_code: str, phone: str) -> tuple[str, ...]:
    """ "Sửa thông tin": the caller's action checks who may and records it.

    Returns the names of what changed.
    """
    old = (user.full_name, user.member_code, user.phone)
    user.full_name = text.clean_line(full_name)
    user.member_code = text.code_key(member_code)
    user.phone = text.phone_key(phone) or None
    user.folded_name = text.fold(full_name)
    user.name_sort = text.given_name_key(user.full_name)
    _ensure_identity(user, typed_phone=phone)
    new = (user.full_name, user.member_code, user.phone)
    names = ("full_name", "member_code", "phone")
    changed = tuple(name for name, was, now in zip(names, old, new, strict=True) if was != now)
    if changed:
        _save(user, fields=[*names, "folded_name", "name_sort"])
    return changed


def _ensure_identity(user: User, *, typed_phone: str) -> None:
    ensure_written(user, typed_phone=typed_phone)
    _ensure_free(user)


def ensure_written(user: User, *, typed_phone: str) -> None:
    """Raise for a name, code or phone number that cannot be one; asks no database."""
    if not user.folded_name or text.has_refused_characters(user.full_name):
        raise InvalidIdentity(_("Họ và tên chưa hợp lệ."), field="full_name")
    least, most = CODE_LENGTH
    if not least <= len(user.member_code) <= most:
        raise InvalidIdentity(_("Mã đoàn viên có từ 3 đến 30 chữ và số."), field="member_code")
    if typed_phone.strip() and not user.phone:
        raise InvalidIdentity(_("Số điện thoại chưa đúng, ví dụ 0912 345 678."), field="phone")


def _ensure_free(user: User) -> None:
    others = User.objects.exclude(pk=user.pk) if user.pk else User.objects.all()
    if others.filter(member_code=user.member_code).exists():
        raise AlreadyEnrolled(_("Mã đoàn viên này đã có trong hệ thống."), field="member_code")
    if user.phone and others.filter(phone=user.phone).exists():
        raise AlreadyEnrolled(_("Số điện thoại này đã có trong hệ thống."), field="phone")


@transaction.atomic
def publish_name(user: User, *, by: Actor, at: datetime) -> User:
    """ "Đồng ý công khai họ tên": only the person decides; never ticked beforehand."""
    ensure_self(user, by)
    if User.objects.filter(pk=user.pk, name_public_since=None).update(name_public_since=at):
        record(NamePublished(user_id=user.pk), by=by, at=at)
    user.refresh_from_db()
    return user


@transaction.atomic
def hide_name(user: User, *, by: Actor, at: datetime) -> User:
    """ "Rút lại đồng ý": public pages stop showing the name at once."""
    ensure_self(user, by)
    shown = User.objects.filter(pk=user.pk, name_public_since__isnull=False)
    if shown.update(name_public_since=None):
        record(NameHidden(user_id=user.pk), by=by, at=at)
    user.refresh_from_db()
    return user


def ensure_self(user: User, by: Actor) -> None:
    if by.user_id != user.pk:
        raise NotAllowed(_("Chỉ chính chủ tài khoản làm được việc này."))
