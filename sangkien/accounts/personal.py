"""What the accounts hold about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.accounts.actions import closing
from sangkien.accounts.models import AccountLock, Session, User
from sangkien.accounts.queries import factors_of, has_pin, identities_of
from sangkien.core.personal import Fact, Record, eraser, holding

eraser("accounts")(closing.anonymise)


@holding("profile", label=lambda: _("Hồ sơ cá nhân"), order=10)
def profile(user_id: int) -> Iterator[Record]:
    for user in User.objects.filter(pk=user_id):
        yield (
            Fact(key="full_name", label=_("Họ và tên"), value=user.full_name),
            Fact(key="member_code", label=_("Mã đoàn viên"), value=user.member_code),
            Fact(key="phone", label=_("Số điện thoại"), value=user.phone),
            Fact(key="created_at", label=_("Được ghi vào sổ lúc"), value=user.created_at),
            Fact(key="last_login", label=_("Đăng nhập lần cuối lúc"), value=user.last_login),
            Fact(
                key="name_public_since",
                label=_("Họ tên hiện công khai từ"),
                value=user.name_public_since,
            ),
            Fact(
                key="has_password",
                label=_("Mật khẩu"),
                value=_("đã đặt (chỉ lưu dạng băm, không ai đọc được)")
                if user.has_usable_password()
                else _("chưa đặt"),
            ),
            Fact(
                key="has_pin",
                label=_("Mã PIN"),
                value=_("đã đặt (chỉ lưu dạng băm, không ai đọc được)")
                if has_pin(user)
                else _("chưa đặt"),
            ),
        )


@holding("sessions", label=lambda: _("Thiết bị đang đăng nhập"), order=15)
def sessions(user_id: int) -> Iterator[Record]:
    for row in Session.objects.filter(user_id=user_id).defer("session_data").order_by("opened_at"):
        yield (
            Fact(key="device", label=_("Thiết bị"), value=row.device),
            Fact(key="opened_at", label=_("Đăng nhập lúc"), value=row.opened_at),
            Fact(key="seen_at", label=_("Dùng lần cuối lúc"), value=row.seen_at),
        )


@holding("factors", label=lambda: _("Xác thực hai bước"), order=16)
def factors(user_id: int) -> Iterator[Record]:
    for user in User.objects.filter(pk=user_id):
        for factor in factors_of(user):
            yield (
                Fact(key="kind", label=_("Cách"), value=str(factor.kind.label)),
                Fact(key="name", label=_("Tên"), value=factor.name),
                Fact(key="added_at", label=_("Thêm lúc"), value=factor.added_at),
                Fact(key="last_used_at", label=_("Dùng lần cuối lúc"), value=factor.last_used_at),
            )


@holding("identities", label=lambda: _("Tài khoản bên ngoài đã liên kết"), order=17)
def identities(user_id: int) -> Iterator[Record]:
    for user in User.objects.filter(pk=user_id):
        for _pk, provider, since in identities_of(user):
            yield (
                Fact(key="provider", label=_("Nơi đăng nhập"), value=provider),
                Fact(key="linked_at", label=_("Liên kết lúc"), value=since),
            )


@holding("locks", label=lambda: _("Các lần khóa tài khoản"), order=60)
def locks(user_id: int) -> Iterator[Record]:
    for row in AccountLock.objects.filter(user_id=user_id).order_by("pk"):
        yield (
            Fact(key="locked_at", label=_("Khóa lúc"), value=row.locked_at),
            Fact(key="unlocked_at", label=_("Mở lúc"), value=row.unlocked_at),
            Fact(key="reason", label=_("Lý do"), value=row.reason),
        )
