"""Permissions in the words of those who look for somebody to turn to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.core.periods import local_day

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.units.models import Grant, Unit
    from sangkien.units.queries import Holder

# In the order in which a member would ask.
POWERS: tuple[tuple[Promise, Permission], ...] = (
    (gettext_lazy("Xác nhận, trả lại, từ chối sáng kiến"), Permission.INITIATIVE_REVIEW),
    (gettext_lazy("Nhập thay đoàn viên"), Permission.INITIATIVE_REGISTER_FOR_OTHERS),
    (gettext_lazy("Ghi danh, sửa thông tin đoàn viên"), Permission.MEMBER_MANAGE),
    (gettext_lazy("Cấp mã kích hoạt tài khoản"), Permission.ACCOUNT_OPEN),
    (gettext_lazy("Khóa, mở khóa tài khoản"), Permission.ACCOUNT_LOCK),
    (gettext_lazy("Giao chỉ tiêu"), Permission.TARGET_MANAGE),
    (gettext_lazy("Mở và sửa chương trình"), Permission.PROGRAMME_MANAGE),
    (gettext_lazy("Sửa thông tin đơn vị"), Permission.UNIT_MANAGE),
    (gettext_lazy("Giao và thu hồi vai trò"), Permission.GRANT_MANAGE),
    (gettext_lazy("Trả lời yêu cầu về dữ liệu cá nhân"), Permission.DATA_REQUEST_HANDLE),
    (gettext_lazy("Xem hồ sơ sáng kiến"), Permission.INITIATIVE_VIEW),
    (gettext_lazy("Xem nhật ký"), Permission.JOURNAL_VIEW),
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a name, or only a role for readers who may not see who it is."""

    name: str
    role: str
    place: str
    grant: "Grant"


@dataclass(frozen=True, kw_only=True)
class Power:
    words: Promise
    people: list[Person]


def told(holders: "Sequence[Holder]", *, here: "Unit") -> list[Power]:
    """What can be done at a unit and by whom; a person above appears with the unit above."""
    return [
        Power(words=words, people=_distinct(holders, permission, here=here))
        for words, permission in POWERS
    ]


def _distinct(holders: "Sequence[Holder]", permission: Permission, *, here: "Unit") -> list[Person]:
    """Officers without a name count once for each role and unit."""
    found: dict[tuple[str, str, int], Person] = {}
    for holder in holders:
        grant = holder.grant
        role = ROLES[RoleKey(grant.role)]
        if permission not in role.permissions:
            continue
        name = grant.user.full_name if holder.is_named else ""
        place = "" if grant.unit_id == here.pk else grant.unit.label
        key = (str(grant.user_id) if name else "", grant.role, grant.unit_id)
        found.setdefault(key, Person(name=name, role=str(role.name), place=place, grant=grant))
    return list(found.values())


def seen_words(user: "User", *, today: dt.date) -> str:
    """When somebody last signed in, as an age."""
    if user.last_login is None:
        return _("chưa đăng nhập lần nào")
    days = (today - local_day(user.last_login)).days
    if days <= 0:
        return _("hôm nay")
    return _("%(days)s ngày trước") % {"days": days}
