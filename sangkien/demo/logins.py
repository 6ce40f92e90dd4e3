"""The accounts that can sign in: one per role, with a password that everybody may know."""

from dataclasses import dataclass

# Public on purpose: for trying out only. The command refuses to run in production.
PASSWORD = "sang-kien-mau"  # noqa: S105 - documented for everybody


@dataclass(frozen=True, kw_only=True)
class Login:
    """`phone` begins with 00, which no Vietnamese subscriber number does."""

    role: str
    role_name: str
    member_code: str
    phone: str


AUTHOR = Login(
    role="author",
    role_name="Tác giả (đoàn viên)",
    member_code="MAU001",
    phone="0000000001",
)
OFFICER = Login(
    role="grassroots_officer",
    role_name="Cán bộ công đoàn cơ sở",
    member_code="MAU002",
    phone="0000000002",
)
SISTER_OFFICER = Login(
    role="sister_officer",
    role_name="Cán bộ công đoàn cơ sở đơn vị bạn",
    member_code="MAU003",
    phone="0000000003",
)
SISTER_AUTHOR = Login(
    role="sister_author",
    role_name="Tác giả ở đơn vị bạn",
    member_code="MAU004",
    phone="0000000004",
)
SUPERIOR = Login(
    role="superior_officer",
    role_name="Cán bộ cấp trên trực tiếp cơ sở",
    member_code="MAU005",
    phone="0000000005",
)
PROVINCIAL = Login(
    role="provincial_officer",
    role_name="Cán bộ công đoàn cấp tỉnh",
    member_code="MAU006",
    phone="0000000006",
)
NATIONAL = Login(
    role="national_officer",
    role_name="Cán bộ Tổng Liên đoàn",
    member_code="MAU007",
    phone="0000000007",
)
AUDITOR = Login(
    role="auditor",
    role_name="Kiểm tra, giám sát",
    member_code="MAU008",
    phone="0000000008",
)
CHAIR = Login(
    role="council_chair",
    role_name="Chủ tịch hội đồng sáng kiến",
    member_code="MAU021",
    phone="0000000021",
)
HELPER = Login(
    role="support",
    role_name="Thành viên Tổ hỗ trợ sáng kiến",
    member_code="MAU022",
    phone="0000000022",
)
SIGNER = Login(
    role="provincial_signer",
    role_name="Cán bộ thứ hai của công đoàn cấp tỉnh (ký, duyệt)",
    member_code="MAU009",
    phone="0000000009",
)
WARD_SIGNER = Login(
    role="superior_signer",
    role_name="Cán bộ thứ hai của cấp trên trực tiếp cơ sở (ký, duyệt)",
    member_code="MAU010",
    phone="0000000010",
)
LOGINS = (
    AUTHOR,
    OFFICER,
    SISTER_OFFICER,
    SISTER_AUTHOR,
    SUPERIOR,
    WARD_SIGNER,
    PROVINCIAL,
    SIGNER,
    NATIONAL,
    AUDITOR,
    CHAIR,
    HELPER,
)
