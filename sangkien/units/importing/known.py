"""What the register knows about the people of a block of lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core.paths import contains
from sangkien.units.models import Grant, Membership, Unit


class Known:
    """Four queries for any number of lines: people by code, by phone, where they belong, and who
    of them acts for a unit.
    """

    def __init__(
        self, codes: Sequence[str], phones: Sequence[str], scope: Unit, *, on: dt.date
    ) -> None:
        self._scope, self._on = scope, on
        self.people = {
            user.member_code: user for user in User.objects.filter(member_code__in=codes)
        }
        self._owners = {user.phone: user for user in User.objects.filter(phone__in=phones)}
        pks = {user.pk for user in (*self.people.values(), *self._owners.values())}
        self._memberships: dict[int, list[Membership]] = defaultdict(list)
        rows = Membership.objects.filter(user_id__in=pks).select_related("unit").order_by("pk")
        for row in rows:
            self._memberships[row.user_id].append(row)
        acting = Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=on), revoked_at=None)
        self._officers = set(acting.filter(user_id__in=pks).values_list("user_id", flat=True))

    def why_not(self, user: User, unit: Unit | None) -> str:
        """Why a list must not touch somebody who is known; "" when it may.

        People of other units are not named: whoever tries codes learns nothing about them.
        """
        rows = self._memberships[user.pk]
        if not any(contains(self._scope.path, row.unit.path) for row in rows):
            return _("Mã đoàn viên này của người ở đơn vị khác, ngoài phạm vi của bạn.")
        if not user.is_active:
            return _("Hồ sơ của người này đã khóa, danh sách không sửa được.")
        standing = [row for row in rows if self._stands(row)]
        if not standing or any(unit is not None and row.unit_id == unit.pk for row in standing):
            return ""
        inside = [row for row in standing if contains(self._scope.path, row.unit.path)]
        where = inside[0].unit.name if inside else _("đơn vị khác, ngoài phạm vi của bạn")
        return _(
            "Người này đang thuộc %(unit)s. Tệp Excel không chuyển đơn vị; hãy ghi ngày rời ở đơn vị "
            "cũ trước."
        ) % {"unit": where}

    def membership(self, user: User, unit: Unit | None) -> Membership | None:
        """The one in the unit that a line is about: it stands, or it is the latest that ended."""
        rows = [r for r in self._memberships[user.pk] if unit is not None and r.unit_id == unit.pk]
        standing = [row for row in rows if self._stands(row)]
        if standing:
            return standing[-1]
        return rows[-1] if rows and not any(map(self._stands, self._memberships[user.pk])) else None

    def _stands(self, row: Membership) -> bool:
        return row.until_on is None or row.until_on >= self._on

    def decides_alone(self, user: User) -> bool:
        """Whether a list leaves the phone number to its owner."""
        return user.is_own_master or self.acts(user)

    def acts(self, user: User) -> bool:
        """Whether the person has a role, somewhere, now or soon."""
        return user.pk in self._officers

    def phone_problem(self, phone: str, twin_of: int | None) -> str:
        """Why a number cannot be given to this person: somebody else has it."""
        if twin_of is not None:
            return _("Cùng số điện thoại với dòng %(row)s: có thể là một người.") % {"row": twin_of}
        owner = self._owners.get(phone)
        if owner is None:
            return ""
        if any(contains(self._scope.path, r.unit.path) for r in self._memberships[owner.pk]):
            return _(
                "Số điện thoại này đang là của %(name)s, mã %(code)s: có thể là một người."
            ) % {
                "name": owner.full_name,
                "code": owner.member_code,
            }
        return _("Số điện thoại này đã có trong hệ thống, của người ở đơn vị khác.")
