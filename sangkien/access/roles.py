"""Roles as frozen values: the whole model can be read on one screen and reviewed in a change.

The database holds only who has which role where and until when (`units.Grant`).
"""

from dataclasses import dataclass
from enum import StrEnum

from sangkien.access.permissions import Permission


class RoleKey(StrEnum):
    AUTHOR = "author"
    GRASSROOTS_OFFICER = "grassroots_officer"
    SUPERIOR_OFFICER = "superior_officer"
    PROVINCIAL_OFFICER = "provincial_officer"
    NATIONAL_OFFICER = "national_officer"
    AUDITOR = "auditor"


@dataclass(frozen=True, kw_only=True)
class Role:
    """`grants` are the roles that a holder may give to others within the same scope."""

    key: RoleKey
    name: str
    description: str
    permissions: frozenset[Permission]
    grants: frozenset[RoleKey] = frozenset()


_VIEW = frozenset(
    {
        Permission.INITIATIVE_VIEW,
        Permission.UNIT_VIEW,
        Permission.MEMBER_VIEW,
        Permission.PROGRESS_VIEW,
        Permission.JOURNAL_VIEW,
    }
)
_OVERSEE = _VIEW | {
    Permission.TARGET_MANAGE,
    Permission.CLUSTER_MANAGE,
    Permission.UNIT_MANAGE,
    Permission.GRANT_MANAGE,
    Permission.ACCOUNT_OPEN,
    Permission.KIOSK_MANAGE,
    Permission.POSTER_MAKE,
}

AUTHOR = Role(
    key=RoleKey.AUTHOR,
    name="Tác giả",
    description="Đoàn viên, người lao động: đăng ký và theo dõi sáng kiến của chính mình.",
    permissions=frozenset({Permission.INITIATIVE_REGISTER}),
)
GRASSROOTS_OFFICER = Role(
    key=RoleKey.GRASSROOTS_OFFICER,
    name="Cán bộ công đoàn cơ sở",
    description="Ban Chấp hành CĐCS: xác nhận, trả lại, từ chối; nhập thay đoàn viên.",
    permissions=_VIEW
    | {
        Permission.INITIATIVE_REGISTER,
        Permission.INITIATIVE_REGISTER_FOR_OTHERS,
        Permission.INITIATIVE_REVIEW,
        Permission.MEMBER_MANAGE,
        Permission.ACCOUNT_OPEN,
        Permission.KIOSK_MANAGE,
        Permission.POSTER_MAKE,
    },
)
SUPERIOR_OFFICER = Role(
    key=RoleKey.SUPERIOR_OFFICER,
    name="Cán bộ công đoàn cấp trên trực tiếp cơ sở",
    description="Theo dõi, giao chỉ tiêu và hỗ trợ các CĐCS trực thuộc.",
    permissions=_OVERSEE | {Permission.INITIATIVE_REGISTER},
    grants=frozenset({RoleKey.GRASSROOTS_OFFICER, RoleKey.AUDITOR}),
)
PROVINCIAL_OFFICER = Role(
    key=RoleKey.PROVINCIAL_OFFICER,
    name="Cán bộ công đoàn cấp tỉnh, ngành",
    description="Mở chương trình của tỉnh, ngành; giao chỉ tiêu cho đơn vị, cụm, khối thi đua.",
    permissions=_OVERSEE
    | {Permission.PROGRAMME_MANAGE, Permission.INITIATIVE_REGISTER, Permission.MESSAGE_WRITE},
    grants=frozenset({RoleKey.SUPERIOR_OFFICER, RoleKey.GRASSROOTS_OFFICER, RoleKey.AUDITOR}),
)
NATIONAL_OFFICER = Role(
    key=RoleKey.NATIONAL_OFFICER,
    name="Cán bộ Tổng Liên đoàn",
    description="Mở chương trình toàn quốc; giao chỉ tiêu cho các tỉnh, ngành.",
    permissions=_OVERSEE | {Permission.PROGRAMME_MANAGE, Permission.MESSAGE_WRITE},
    grants=frozenset(set(RoleKey) - {RoleKey.AUTHOR}),
)
AUDITOR = Role(
    key=RoleKey.AUDITOR,
    name="Kiểm tra, giám sát",
    description="Xem mọi hồ sơ và nhật ký trong phạm vi, không sửa được gì.",
    permissions=_VIEW,
)

ROLES: dict[RoleKey, Role] = {
    role.key: role
    for role in (
        AUTHOR,
        GRASSROOTS_OFFICER,
        SUPERIOR_OFFICER,
        PROVINCIAL_OFFICER,
        NATIONAL_OFFICER,
        AUDITOR,
    )
}
