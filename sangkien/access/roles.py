"""Roles as frozen values: the whole model can be read on one screen and reviewed in a change.

The database holds only who has which role where and until when (`units.Grant`).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.access.permissions import Permission


class RoleKey(StrEnum):
    AUTHOR = "author"
    GRASSROOTS_OFFICER = "grassroots_officer"
    SUPERIOR_OFFICER = "superior_officer"
    PROVINCIAL_OFFICER = "provincial_officer"
    NATIONAL_OFFICER = "national_officer"
    DATA_OFFICER = "data_officer"
    SUPPORT = "support"
    AUDITOR = "auditor"


@dataclass(frozen=True, kw_only=True)
class Role:
    """`grants` are the roles that a holder may give to others within the same scope.

    `needs_second_factor`: where nothing else is configured, the role works only in sessions that
    were opened with a second factor.
    """

    key: RoleKey
    name: Promise
    description: Promise
    permissions: frozenset[Permission]
    grants: frozenset[RoleKey] = frozenset()
    needs_second_factor: bool = False


_VIEW = frozenset(
    {
        Permission.INITIATIVE_VIEW,
        Permission.UNIT_VIEW,
        Permission.MEMBER_VIEW,
        Permission.PROGRESS_VIEW,
        Permission.JOURNAL_VIEW,
        Permission.AGREEMENT_VIEW,
        Permission.AWARD_VIEW,
    }
)
_OVERSEE = _VIEW | {
    Permission.INITIATIVE_ACCEPT,
    Permission.INITIATIVE_AUDIT,
    Permission.RECOGNITION_DECIDE,
    Permission.APPEAL_HANDLE,
    Permission.TARGET_MANAGE,
    Permission.AGREEMENT_MANAGE,
    Permission.AGREEMENT_SIGN,
    Permission.FOLLOWUP_MANAGE,
    Permission.INSPECTION_MANAGE,
    Permission.REPORT_ASK,
    Permission.REPORT_SEND,
    Permission.SCORING_MANAGE,
    Permission.SCORECARD_SEND,
    Permission.AWARD_PROPOSE,
    Permission.AWARD_MANAGE,
    Permission.AWARD_PAY,
    Permission.DOCUMENT_WRITE,
    Permission.DOCUMENT_SIGN,
    Permission.PRACTICE_REGISTER,
    Permission.PRACTICE_APPRAISE,
    Permission.SUPPORT_MANAGE,
    Permission.CLUSTER_MANAGE,
    Permission.COUNCIL_MANAGE,
    Permission.UNIT_MANAGE,
    Permission.BENEFIT_VERIFY,
    Permission.BENEFIT_COUNT,
    Permission.GRANT_MANAGE,
    Permission.PERSON_JOIN,
    Permission.ACCOUNT_LOCK,
    Permission.ACCOUNT_OPEN,
    Permission.KIOSK_MANAGE,
    Permission.POSTER_MAKE,
}

AUTHOR = Role(
    key=RoleKey.AUTHOR,
    name=_("Tác giả"),
    description=_("Đoàn viên, người lao động: đăng ký và theo dõi sáng kiến của chính mình."),
    permissions=frozenset({Permission.INITIATIVE_REGISTER}),
)
GRASSROOTS_OFFICER = Role(
    key=RoleKey.GRASSROOTS_OFFICER,
    name=_("Cán bộ công đoàn cơ sở"),
    description=_("Ban Chấp hành CĐCS: xác nhận, trả lại, từ chối; nhập thay đoàn viên."),
    permissions=_VIEW
    | {
        Permission.INITIATIVE_REGISTER,
        Permission.INITIATIVE_REGISTER_FOR_OTHERS,
        Permission.INITIATIVE_REVIEW,
        Permission.BENEFIT_VERIFY,
        Permission.SUPPORT_GIVE,
        Permission.SUPPORT_MANAGE,
        Permission.PRACTICE_REGISTER,
        Permission.REPORT_SEND,
        Permission.SCORECARD_SEND,
        Permission.AWARD_PROPOSE,
        Permission.AWARD_MANAGE,
        Permission.AWARD_PAY,
        Permission.DOCUMENT_WRITE,
        Permission.DOCUMENT_SIGN,
        Permission.RECOGNITION_DECIDE,
        Permission.AGREEMENT_MANAGE,
        Permission.AGREEMENT_SIGN,
        Permission.COUNCIL_MANAGE,
        Permission.MEMBER_MANAGE,
        Permission.PERSON_JOIN,
        Permission.ACCOUNT_LOCK,
        Permission.ACCOUNT_OPEN,
        Permission.KIOSK_MANAGE,
        Permission.POSTER_MAKE,
    },
    grants=frozenset({RoleKey.SUPPORT}),
)
SUPERIOR_OFFICER = Role(
    key=RoleKey.SUPERIOR_OFFICER,
    name=_("Cán bộ công đoàn cấp trên trực tiếp cơ sở"),
    description=_("Theo dõi, giao chỉ tiêu và hỗ trợ các CĐCS trực thuộc."),
    permissions=_OVERSEE | {Permission.INITIATIVE_REGISTER},
    grants=frozenset({RoleKey.GRASSROOTS_OFFICER, RoleKey.SUPPORT, RoleKey.AUDITOR}),
    needs_second_factor=True,
)
PROVINCIAL_OFFICER = Role(
    key=RoleKey.PROVINCIAL_OFFICER,
    name=_("Cán bộ công đoàn cấp tỉnh, ngành"),
    description=_("Mở chương trình của tỉnh, ngành; giao chỉ tiêu cho đơn vị, cụm, khối thi đua."),
    permissions=_OVERSEE
    | {Permission.PROGRAMME_MANAGE, Permission.INITIATIVE_REGISTER, Permission.MESSAGE_WRITE},
    grants=frozenset(
        {
            RoleKey.SUPERIOR_OFFICER,
            RoleKey.GRASSROOTS_OFFICER,
            RoleKey.AUDITOR,
            RoleKey.DATA_OFFICER,
            RoleKey.SUPPORT,
        }
    ),
    needs_second_factor=True,
)
NATIONAL_OFFICER = Role(
    key=RoleKey.NATIONAL_OFFICER,
    name=_("Cán bộ Tổng Liên đoàn"),
    description=_("Mở chương trình toàn quốc; giao chỉ tiêu cho các tỉnh, ngành."),
    permissions=_OVERSEE | {Permission.PROGRAMME_MANAGE, Permission.MESSAGE_WRITE},
    grants=frozenset(set(RoleKey) - {RoleKey.AUTHOR}),
    needs_second_factor=True,
)
DATA_OFFICER = Role(
    key=RoleKey.DATA_OFFICER,
    name=_("Cán bộ bảo vệ dữ liệu cá nhân"),
    description=_("Tiếp nhận và trả lời yêu cầu về dữ liệu cá nhân đúng hạn; chỉ thấy yêu cầu đó."),
    permissions=frozenset({Permission.UNIT_VIEW, Permission.DATA_REQUEST_HANDLE}),
    needs_second_factor=True,
)
SUPPORT = Role(
    key=RoleKey.SUPPORT,
    name=_("Tổ hỗ trợ sáng kiến"),
    description=_("Giúp đoàn viên viết và gửi sáng kiến ở các đơn vị được giao; không xác nhận."),
    permissions=frozenset(
        {
            Permission.INITIATIVE_VIEW,
            Permission.INITIATIVE_REGISTER_FOR_OTHERS,
            Permission.SUPPORT_GIVE,
            Permission.UNIT_VIEW,
            Permission.MEMBER_VIEW,
            Permission.PROGRESS_VIEW,
        }
    ),
)
AUDITOR = Role(
    key=RoleKey.AUDITOR,
    name=_("Kiểm tra, giám sát"),
    description=_("Xem mọi hồ sơ và nhật ký trong phạm vi, không sửa được gì."),
    permissions=_VIEW | {Permission.OVERSIGHT_VIEW},
)

ROLES: dict[RoleKey, Role] = {
    role.key: role
    for role in (
        AUTHOR,
        GRASSROOTS_OFFICER,
        SUPERIOR_OFFICER,
        PROVINCIAL_OFFICER,
        NATIONAL_OFFICER,
        DATA_OFFICER,
        SUPPORT,
        AUDITOR,
    )
}
