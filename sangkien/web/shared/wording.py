"""What happened, as a timeline says it after the name of the person who did it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """The predicate of one event and the sign beside it (a name of Lucide)."""

    predicate: Promise
    icon: str


WORDINGS = {
    "person.name_published": Wording(_("đồng ý công khai họ tên"), "eye"),
    "person.name_hidden": Wording(_("rút lại đồng ý công khai họ tên"), "eye-off"),
    "person.password_changed": Wording(_("đổi mật khẩu"), "key-round"),
    "person.pin_changed": Wording(_("đặt mã PIN"), "key-round"),
    "person.pin_removed": Wording(_("bỏ mã PIN"), "key-round"),
    "person.activated": Wording(_("kích hoạt tài khoản"), "key-round"),
    "person.sessions_ended": Wording(_("đăng xuất các thiết bị"), "log-out"),
    "message.text_changed": Wording(_("sửa mẫu tin nhắn"), "message-square"),
    "message.text_restored": Wording(_("dùng lại mẫu tin nhắn gốc"), "message-square"),
    "unit.activation_code_issued": Wording(_("cấp mã kích hoạt cho một người"), "key-round"),
    "unit.activation_sheet_made": Wording(_("lập phiếu kích hoạt tài khoản"), "printer"),
    "unit.opened": Wording(_("ghi nhận đơn vị được thành lập"), "building-2"),
    "unit.closed": Wording(_("ghi nhận đơn vị kết thúc hoạt động"), "archive"),
    "unit.headcount_recorded": Wording(_("cập nhật số đoàn viên, lao động"), "users"),
    "unit.member_enrolled": Wording(_("ghi danh đoàn viên, người lao động"), "user-plus"),
    "unit.role_granted": Wording(_("giao vai trò phụ trách"), "shield-check"),
    "unit.role_revoked": Wording(_("thu hồi vai trò phụ trách"), "shield-x"),
    "unit.cluster_formed": Wording(_("lập cụm, khối thi đua"), "network"),
    "unit.cluster_joined": Wording(_("đưa đơn vị vào cụm, khối thi đua"), "network"),
    "kiosk.opened": Wording(_("mở máy đăng ký chung"), "tablet"),
    "kiosk.closed": Wording(_("đóng máy đăng ký chung"), "tablet"),
    "poster.ordered": Wording(_("lập bộ áp phích cho các đơn vị trực thuộc"), "printer"),
    "poster.text_changed": Wording(_("sửa lời trên áp phích"), "printer"),
    "poster.text_restored": Wording(_("dùng lại lời áp phích gốc"), "printer"),
    "programme.drafted": Wording(_("bắt đầu soạn chương trình"), "file-plus"),
    "programme.revised": Wording(_("sửa nội dung chương trình"), "pencil"),
    "programme.period_set": Wording(_("đặt thời gian giai đoạn, chiến dịch"), "calendar-clock"),
    "programme.published": Wording(_("phát động chương trình"), "flag"),
    "initiative.drafted": Wording(_("bắt đầu bản nháp sáng kiến"), "pencil"),
    "initiative.draft_discarded": Wording(_("xoá bản nháp sáng kiến"), "trash-2"),
    "initiative.submitted": Wording(_("gửi sáng kiến"), "send"),
    "initiative.corrected": Wording(_("bổ sung và gửi lại sáng kiến"), "send"),
    "initiative.confirmed": Wording(_("xác nhận sáng kiến hợp lệ"), "check"),
    "initiative.returned": Wording(_("trả lại sáng kiến để bổ sung"), "undo-2"),
    "initiative.rejected": Wording(_("không công nhận sáng kiến hợp lệ"), "x"),
    "initiative.withdrawn": Wording(_("rút sáng kiến"), "archive"),
    "initiative.reopened": Wording(_("mở lại việc xét sáng kiến"), "rotate-ccw"),
    "target.set": Wording(_("giao chỉ tiêu"), "target"),
    "target.revised": Wording(_("điều chỉnh chỉ tiêu"), "target"),
    "target.removed": Wording(_("bỏ chỉ tiêu"), "target"),
}


def sentence(event_name: str) -> str:
    """ "gửi sáng kiến": stands after the name of the person. Every declared event has one."""
    return str(WORDINGS[event_name].predicate)


def sign(event_name: str) -> str:
    """The icon that goes with the sentence."""
    return WORDINGS[event_name].icon


def doer(name: str) -> str:
    """Who did it; what commands and background work do has no person's name."""
    return name or str(_("Hệ thống"))
