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
    "person.phone_changed": Wording(_("đổi số điện thoại"), "phone"),
    "person.password_changed": Wording(_("đổi mật khẩu"), "key-round"),
    "person.pin_changed": Wording(_("đặt mã PIN"), "key-round"),
    "person.pin_removed": Wording(_("bỏ mã PIN"), "key-round"),
    "person.activated": Wording(_("kích hoạt tài khoản"), "key-round"),
    "person.sessions_ended": Wording(_("đăng xuất các thiết bị"), "log-out"),
    "person.factor_added": Wording(_("thêm một cách xác thực hai bước"), "shield-check"),
    "person.factor_removed": Wording(_("bỏ một cách xác thực hai bước"), "shield-x"),
    "person.factors_reset": Wording(_("xoá xác thực hai bước cho người bị mất"), "shield-x"),
    "person.recovery_codes_made": Wording(_("tạo bộ mã khôi phục mới"), "key-round"),
    "person.recovery_code_used": Wording(_("dùng một mã khôi phục"), "key-round"),
    "person.identity_linked": Wording(_("liên kết tài khoản bên ngoài"), "link"),
    "person.identity_unlinked": Wording(_("bỏ liên kết tài khoản bên ngoài"), "unlink"),
    "message.text_changed": Wording(_("sửa mẫu tin nhắn"), "message-square"),
    "message.text_restored": Wording(_("dùng lại mẫu tin nhắn gốc"), "message-square"),
    "unit.activation_code_issued": Wording(_("cấp mã kích hoạt cho một người"), "key-round"),
    "unit.activation_sheet_made": Wording(_("lập phiếu kích hoạt tài khoản"), "printer"),
    "unit.opened": Wording(_("ghi nhận đơn vị được thành lập"), "building-2"),
    "unit.headcount_recorded": Wording(_("cập nhật số đoàn viên, lao động"), "users"),
    "unit.member_enrolled": Wording(_("ghi danh đoàn viên, người lao động"), "user-plus"),
    "unit.member_left": Wording(_("ghi thôi sinh hoạt"), "user-minus"),
    "unit.leaving_undone": Wording(_("hoàn tác ghi thôi sinh hoạt"), "undo-2"),
    "unit.member_corrected": Wording(_("sửa thông tin đoàn viên"), "pencil"),
    "unit.account_locked": Wording(_("khóa tài khoản"), "lock"),
    "unit.account_unlocked": Wording(_("mở khóa tài khoản"), "lock-open"),
    "unit.transfer_sent": Wording(_("gửi chuyển sinh hoạt"), "arrow-right-left"),
    "unit.transfer_accepted": Wording(_("tiếp nhận chuyển sinh hoạt"), "user-check"),
    "unit.transfer_refused": Wording(_("không tiếp nhận chuyển sinh hoạt"), "x"),
    "unit.transfer_cancelled": Wording(_("rút lại chuyển sinh hoạt"), "undo-2"),
    "unit.people_joined": Wording(_("gộp hai tài khoản của một người"), "merge"),
    "unit.people_told_apart": Wording(_("kết luận là hai người khác nhau"), "split"),
    "unit.role_granted": Wording(_("giao vai trò phụ trách"), "shield-check"),
    "unit.role_revoked": Wording(_("thu hồi vai trò phụ trách"), "shield-x"),
    "unit.role_extended": Wording(_("gia hạn vai trò phụ trách"), "calendar-clock"),
    "unit.role_handed_over": Wording(_("bàn giao vai trò phụ trách"), "arrow-right-left"),
    "unit.role_reviewed": Wording(_("rà soát và giữ vai trò phụ trách"), "shield-check"),
    "unit.members_listed": Wording(_("ghi danh đoàn viên theo danh sách"), "file-spreadsheet"),
    "unit.units_listed": Wording(_("lập đơn vị theo danh sách"), "file-spreadsheet"),
    "unit.members_unlisted": Wording(_("hoàn tác danh sách đoàn viên"), "undo-2"),
    "unit.units_unlisted": Wording(_("hoàn tác danh sách đơn vị"), "undo-2"),
    "import.confirmed": Wording(_("nhập danh sách từ Excel"), "file-spreadsheet"),
    "import.undone": Wording(_("hoàn tác một lần nhập từ Excel"), "undo-2"),
    "unit.reorganised": Wording(_("ghi quyết định sắp xếp tổ chức"), "git-branch"),
    "unit.reorganisation_planned": Wording(
        _("lên lịch một quyết định sắp xếp tổ chức"), "calendar-clock"
    ),
    "unit.reorganisation_cancelled": Wording(_("huỷ quyết định sắp xếp tổ chức"), "x"),
    "unit.reorganisation_undone": Wording(_("hoàn tác quyết định sắp xếp tổ chức"), "rotate-ccw"),
    "unit.alias_added": Wording(_("thêm tên gọi khác của đơn vị"), "tag"),
    "unit.alias_removed": Wording(_("bỏ một tên gọi khác của đơn vị"), "tag"),
    "unit.workplace_asked": Wording(_("báo nơi làm việc chưa có trong danh sách"), "map-pin"),
    "unit.workplaces_listed": Wording(
        _("chuyển các đơn vị không khớp của tệp Excel vào hàng chờ"), "map-pin"
    ),
    "unit.workplace_matched": Wording(_("khớp nơi làm việc được báo với đơn vị"), "link"),
    "unit.workplace_closed": Wording(_("trả lời về nơi làm việc được báo"), "x"),
    "unit.cluster_formed": Wording(_("lập cụm, khối thi đua"), "network"),
    "unit.cluster_joined": Wording(_("đưa đơn vị vào cụm, khối thi đua"), "network"),
    "unit.cluster_renamed": Wording(_("sửa tên, thứ tự của cụm, khối thi đua"), "pencil"),
    "unit.cluster_dissolved": Wording(_("giải thể cụm, khối thi đua"), "trash-2"),
    "unit.cluster_left": Wording(_("đưa đơn vị ra khỏi cụm, khối thi đua"), "x"),
    "unit.cluster_moved": Wording(_("chuyển đơn vị sang cụm, khối thi đua khác"), "network"),
    "unit.cluster_lead_set": Wording(_("ghi trưởng, phó của cụm, khối thi đua"), "user-check"),
    "unit.cluster_lead_ended": Wording(_("kết thúc nhiệm kỳ trưởng, phó cụm, khối"), "user-x"),
    "unit.cluster_rotation_set": Wording(_("đặt danh sách luân phiên của cụm, khối"), "network"),
    "unit.cluster_document_added": Wording(_("thêm văn bản của cụm, khối"), "file-plus"),
    "unit.cluster_document_removed": Wording(_("xoá văn bản của cụm, khối"), "trash-2"),
    "unit.clusters_copied": Wording(_("chép cụm, khối thi đua từ năm trước"), "network"),
    "council.established": Wording(_("lập hội đồng"), "users-round"),
    "council.ended": Wording(_("kết thúc hoạt động của hội đồng"), "archive"),
    "council.seat_taken": Wording(_("ghi thành viên hội đồng"), "user-plus"),
    "council.seat_left": Wording(_("ghi thành viên thôi tham gia hội đồng"), "user-minus"),
    "council.score_table_written": Wording(_("lưu bảng điểm của hội đồng"), "list-checks"),
    "council.session_called": Wording(_("triệu tập kỳ họp hội đồng"), "calendar-plus"),
    "council.session_changed": Wording(_("sửa kỳ họp hội đồng"), "pencil"),
    "council.item_added": Wording(_("đưa nội dung vào chương trình họp"), "plus"),
    "council.item_removed": Wording(_("rút nội dung khỏi chương trình họp"), "trash-2"),
    "council.attendance_taken": Wording(_("điểm danh kỳ họp hội đồng"), "user-check"),
    "council.interest_declared": Wording(_("khai có liên quan đến nội dung họp"), "ban"),
    "council.conflict_refused": Wording(
        _("bị từ chối chấm, bỏ phiếu nội dung mình có liên quan"), "shield-x"
    ),
    "council.session_opened": Wording(_("khai mạc kỳ họp hội đồng"), "play"),
    "council.sheet_submitted": Wording(_("nộp phiếu chấm điểm"), "send"),
    "council.sheet_unlocked": Wording(_("mở khóa phiếu chấm điểm"), "lock-open"),
    "council.scoring_closed": Wording(_("kết thúc chấm điểm"), "lock"),
    "council.ballot_opened": Wording(_("mở bỏ phiếu"), "vote"),
    "council.ballot_counted": Wording(_("nhập kết quả kiểm phiếu"), "pencil"),
    "council.count_returned": Wording(_("đề nghị kiểm phiếu lại"), "undo-2"),
    "council.ballot_annulled": Wording(_("hủy lần bỏ phiếu"), "trash-2"),
    "council.ballot_closed": Wording(_("chốt kết quả kiểm phiếu"), "vote"),
    "council.session_closed": Wording(_("bế mạc kỳ họp hội đồng"), "square"),
    "council.minutes_approved": Wording(_("duyệt biên bản họp"), "stamp"),
    "council.results_released": Wording(_("công bố kết quả kỳ họp hội đồng"), "megaphone"),
    "kiosk.opened": Wording(_("mở máy đăng ký chung"), "tablet"),
    "kiosk.closed": Wording(_("đóng máy đăng ký chung"), "tablet"),
    "poster.ordered": Wording(_("lập bộ áp phích cho các đơn vị trực thuộc"), "printer"),
    "poster.text_changed": Wording(_("sửa lời trên áp phích"), "printer"),
    "poster.text_restored": Wording(_("dùng lại lời áp phích gốc"), "printer"),
    "programme.drafted": Wording(_("bắt đầu soạn chương trình"), "file-plus"),
    "programme.revised": Wording(_("sửa nội dung chương trình"), "pencil"),
    "programme.period_set": Wording(_("đặt thời gian giai đoạn, chiến dịch"), "calendar-clock"),
    "programme.published": Wording(_("phát động chương trình"), "flag"),
    "programme.copied": Wording(_("soạn chương trình theo một chương trình trước"), "copy"),
    "programme.audience_set": Wording(_("đặt phạm vi tham gia của chương trình"), "users"),
    "programme.ruleset_drafted": Wording(_("bắt đầu soạn một phiên bản thể lệ"), "file-plus"),
    "programme.ruleset_revised": Wording(_("sửa thể lệ đang soạn"), "pencil"),
    "programme.ruleset_proposed": Wording(_("đề nghị duyệt thể lệ"), "send"),
    "programme.ruleset_approved": Wording(_("duyệt thể lệ"), "circle-check"),
    "programme.ruleset_declined": Wording(_("chưa duyệt thể lệ, gửi lại để sửa"), "undo-2"),
    "programme.local_plan_set": Wording(_("ban hành kế hoạch của đơn vị"), "file-text"),
    "programme.local_plan_removed": Wording(_("bỏ kế hoạch của đơn vị"), "trash-2"),
    "programme.period_extended": Wording(_("ký gia hạn"), "calendar-plus"),
    "programme.pinned": Wording(_("đưa chương trình lên trang chủ"), "pin"),
    "programme.unpinned": Wording(_("thôi ghim chương trình ở trang chủ"), "pin-off"),
    "initiative.drafted": Wording(_("bắt đầu bản nháp sáng kiến"), "pencil"),
    "initiative.draft_discarded": Wording(_("xoá bản nháp sáng kiến"), "trash-2"),
    "initiative.submitted": Wording(_("gửi sáng kiến"), "send"),
    "initiative.answered": Wording(_("bổ sung câu trả lời cho chương trình"), "pencil"),
    "initiative.corrected": Wording(_("bổ sung và gửi lại sáng kiến"), "send"),
    "initiative.confirmed": Wording(_("xác nhận sáng kiến hợp lệ"), "check"),
    "initiative.accepted": Wording(_("tiếp nhận sáng kiến"), "check-check"),
    "initiative.checked": Wording(_("kiểm tra, thấy đúng"), "search-check"),
    "initiative.recognised": Wording(_("công nhận sáng kiến"), "award"),
    "initiative.recognition_refused": Wording(_("chưa công nhận sáng kiến"), "x"),
    "initiative.recognition_revoked": Wording(_("huỷ công nhận sáng kiến"), "rotate-ccw"),
    "initiative.review_overdue": Wording(_("báo cấp trên việc xét đã quá hạn"), "clock-alert"),
    "initiative.review_reminded": Wording(_("nhắc xét sáng kiến quá hạn"), "bell-ring"),
    "initiative.share_agreed": Wording(_("đồng ý với phần đóng góp của mình"), "user-check"),
    "initiative.share_objected": Wording(_("không đồng ý với phần đóng góp"), "user-x"),
    "initiative.amended": Wording(_("đính chính nội dung"), "pencil"),
    "initiative.canned_reason_added": Wording(_("thêm một lý do mẫu"), "file-plus"),
    "initiative.canned_reason_removed": Wording(_("bỏ một lý do mẫu"), "trash-2"),
    "initiative.changes_begun": Wording(_("lấy lại để sửa và xin xét lại"), "pencil"),
    "initiative.returned": Wording(_("trả lại sáng kiến để bổ sung"), "undo-2"),
    "initiative.rejected": Wording(_("không công nhận sáng kiến hợp lệ"), "x"),
    "initiative.withdrawn": Wording(_("rút sáng kiến"), "archive"),
    "initiative.reopened": Wording(_("mở lại việc xét sáng kiến"), "rotate-ccw"),
    "recognition.influence_raised": Wording(_("nâng mức ảnh hưởng"), "trending-up"),
    "recognition.certificate_reissued": Wording(_("cấp lại giấy chứng nhận"), "scroll-text"),
    "recognition.brought_before_council": Wording(_("đưa ra phiên họp hội đồng"), "users"),
    "recognition.appeal_sent": Wording(_("kiến nghị xem xét lại"), "message-square"),
    "recognition.appeal_upheld": Wording(_("trả lời kiến nghị: giữ nguyên kết quả"), "x"),
    "recognition.appeal_reopened": Wording(_("chấp nhận kiến nghị, xét lại"), "rotate-ccw"),
    "recognition.drafted": Wording(_("lập dự thảo quyết định công nhận"), "file-plus"),
    "recognition.revised": Wording(_("sửa dự thảo quyết định công nhận"), "pencil"),
    "recognition.discarded": Wording(_("hủy dự thảo quyết định công nhận"), "trash-2"),
    "recognition.signed": Wording(_("ký quyết định công nhận sáng kiến"), "stamp"),
    "recognition.released": Wording(_("công bố quyết định công nhận sáng kiến"), "award"),
    "recognition.regulation_set": Wording(_("đặt quy định công nhận sáng kiến"), "scale"),
    "paper.replaced": Wording(_("cấp lại văn bản"), "scroll-text"),
    "paper.revoked": Wording(_("thu hồi văn bản"), "undo-2"),
    "initiative.credit_moved": Wording(_("chuyển ghi nhận tác giả khi gộp tài khoản"), "merge"),
    "data_request.sent": Wording(_("gửi yêu cầu về dữ liệu cá nhân"), "send"),
    "data_request.acknowledged": Wording(_("tiếp nhận yêu cầu"), "inbox"),
    "data_request.extended": Wording(_("gia hạn trả lời"), "calendar-clock"),
    "data_request.answered": Wording(_("trả lời yêu cầu"), "check"),
    "data_request.cancelled": Wording(_("rút yêu cầu"), "undo-2"),
    "data_request.person_erased": Wording(_("xóa dữ liệu cá nhân"), "eraser"),
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
