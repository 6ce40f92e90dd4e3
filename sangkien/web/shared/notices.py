"""Notices as lines: what happened to what is yours, and where to read on.

A kind is the name of an event, with the variant behind it where an event has several sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.web.shared import wording

if TYPE_CHECKING:
    from sangkien.notices.models import Notice

# What is said to the people concerned; {title} is the thing as it is called now.
SENTENCES: dict[str, Promise] = {
    "initiative.confirmed": _("Sáng kiến “{title}” đã được xác nhận hợp lệ."),
    "initiative.accepted": _("Sáng kiến “{title}” đã được công đoàn cấp trên tiếp nhận."),
    "initiative.checked": _("Sáng kiến “{title}” đã được kiểm tra, đạt."),
    "initiative.recognition_refused": _("Hội đồng chưa công nhận sáng kiến “{title}”."),
    "initiative.secret_disclosed": _("Tác giả đã thôi giữ bí mật kinh doanh “{title}”."),
    "initiative.secret_kept": _("“{title}” từ nay được giữ bí mật kinh doanh."),
    "initiative.passed_up": _("Việc xét “{title}” được chuyển lên công đoàn cấp trên."),
    "initiative.share_objected": _("Có đồng tác giả không đồng ý phần đóng góp ở “{title}”."),
    "initiative.returned": _("Sáng kiến “{title}” được trả lại để bổ sung."),
    "initiative.rejected": _("Sáng kiến “{title}” không được thông qua."),
    "initiative.reopened": _("Việc xét sáng kiến “{title}” được mở lại."),
    "initiative.evidence_infected": _(
        "Một minh chứng của “{title}” có mã độc nên đã bị xóa. Hãy gửi tệp khác."
    ),
    "initiative.withdrawn": _("Sáng kiến “{title}” đã được rút."),
    "initiative.recognised": _("Sáng kiến “{title}” được công nhận; đã có giấy chứng nhận."),
    "initiative.recognition_revoked": _("Việc công nhận sáng kiến “{title}” đã bị hủy."),
    "recognition.influence_raised": _(
        "“{title}” được nâng mức ảnh hưởng; đã có giấy chứng nhận mới."
    ),
    "recognition.certificate_reissued": _("Giấy chứng nhận của “{title}” được cấp lại."),
    "recognition.appeal_upheld": _("Kiến nghị về “{title}”: giữ nguyên kết quả."),
    "recognition.appeal_reopened": _("Kiến nghị về “{title}” được chấp nhận, xét lại."),
    "agreement.sent": _("“{title}” chờ ý kiến các bên."),
    "agreement.taken_back": _("“{title}” được rút về để sửa; sẽ gửi lại các bên."),
    "agreement.change_asked": _("Có bên đề nghị sửa “{title}”."),
    "agreement.commented": _("Có góp ý về “{title}”."),
    "agreement.settled": _("Các bên đã thống nhất “{title}”, chờ ký."),
    "agreement.signed": _("Thêm một bên đã ký “{title}”."),
    "agreement.in_force": _("“{title}” đã đủ chữ ký và có hiệu lực."),
    "agreement.closed": _("“{title}” đã được tổng kết."),
    "agreement.dropped": _("“{title}” đã được bỏ, không bên nào bị ràng buộc."),
    "target.revised": _("Chỉ tiêu đã thay đổi: {title}."),
    "target.removed": _("Chỉ tiêu đã bỏ: {title}."),
    "target.change_asked": _("Đề nghị điều chỉnh chỉ tiêu, chờ duyệt: {title}."),
    "target.change_approved": _("Đề nghị điều chỉnh chỉ tiêu đã được duyệt: {title}."),
    "target.change_refused": _("Đề nghị điều chỉnh chỉ tiêu không được duyệt: {title}."),
    "target.result_reported": _("Kết quả thực hiện chờ xác nhận: {title}."),
    "target.result_confirmed": _("Kết quả thực hiện đã được xác nhận: {title}."),
    "target.result_returned": _("Kết quả thực hiện bị trả lại: {title}."),
    "recognition.brought_before_council": _("Sáng kiến “{title}” được đưa ra hội đồng xét."),
    "recognition.heard_by_council": _(
        "Hội đồng đề nghị công nhận sáng kiến “{title}”; đang chờ quyết định."
    ),
    "recognition.heard_by_council:undecided": _("Hội đồng chưa kết luận về sáng kiến “{title}”."),
    "conferral.made": _("Bạn được khen thưởng: {title}. Đồng ý nêu tên trên trang vinh danh?"),
    "conferral.revoked": _("Khen thưởng “{title}” của bạn đã bị thu hồi."),
    "conferral.restored": _(
        "Khen thưởng “{title}” của bạn được khôi phục; giấy cũ còn giá trị. Đồng ý nêu tên trên trang "
        "vinh danh?"
    ),
    "adoption.proposed": _("Đoàn viên ghi đơn vị đang áp dụng “{title}”, chờ bạn xác nhận."),
    "adoption.recorded": _("Một đơn vị khác đã áp dụng sáng kiến “{title}” của bạn."),
    "adoption.recorded:confirmed": _("Đơn vị xác nhận đang áp dụng “{title}” do bạn đưa về."),
    "adoption.declined": _("Đơn vị không xác nhận việc áp dụng “{title}” mà bạn ghi."),
    "adoption.withdrawn": _("Việc áp dụng “{title}” ở đơn vị khác đã được rút."),
    "adoption.still_used": _("Sáng kiến “{title}” còn dùng không? Mời bạn trả lời một lần chạm."),
    "adoption.benefit_verified": _("Giá trị làm lợi của “{title}” đã được thẩm định."),
    "adoption.benefit_verified:insufficient": _(
        "Chưa đủ dữ liệu để thẩm định giá trị làm lợi của “{title}”."
    ),
    "adoption.benefit_counted": _("Giá trị làm lợi của “{title}” đã được chọn để tính."),
    "adoption.benefit_counted:none": _("Giá trị làm lợi của “{title}” không được tính nữa."),
    "discussion.written": _("Có ý kiến mới về sáng kiến “{title}” của bạn."),
    "discussion.written:question": _("Có câu hỏi về sáng kiến “{title}” của bạn."),
    "discussion.written:answer": _("Tác giả đã trả lời ở “{title}”, nơi bạn đặt câu hỏi."),
    "discussion.hidden": _("Ý kiến của bạn ở “{title}” đã bị ẩn."),
    "discussion.shown_again": _("Ý kiến của bạn ở “{title}” được hiện lại."),
    "followup.urged": _("{title} đôn đốc đơn vị bạn về tiến độ sáng kiến."),
    "followup.urged:reports": _("{title} nhắc đơn vị bạn nộp báo cáo quá hạn."),
    "followup.urged:letter": _("{title} có công văn đôn đốc gửi đơn vị bạn."),
    "followup.answered": _("{title} đã trả lời đôn đốc."),
    "followup.letter_submitted": _("Công văn “{title}” chờ bạn ký."),
    "followup.letter_given_back": _("Dự thảo công văn “{title}” được trả lại."),
    "followup.letter_issued": _("Công văn “{title}” đã được ký, ban hành."),
    "audit.item_checked": _("Hậu kiểm kết luận sáng kiến “{title}” không đạt."),
    "audit.finished": _("Đã chốt kết quả hậu kiểm {title}."),
    "inspection.announced": _("Đơn vị sẽ được kiểm tra, giám sát: “{title}”."),
    "inspection.cancelled": _("“{title}” đã được hủy."),
    "inspection.minutes_proposed": _("Biên bản “{title}” chờ đơn vị xác nhận."),
    "inspection.minutes_objected": _("Đơn vị đề nghị sửa biên bản “{title}”."),
    "inspection.minutes_locked": _("Đơn vị đã xác nhận biên bản “{title}”."),
    "inspection.addendum_written": _("Biên bản “{title}” có phụ lục chờ đơn vị xác nhận."),
    "inspection.addendum_confirmed": _("Đơn vị đã xác nhận phụ lục của “{title}”."),
    "inspection.finding_answered": _("Có kết quả khắc phục chờ xem: “{title}”."),
    "inspection.finding_closed": _("Đoàn ghi nhận đã khắc phục xong: “{title}”."),
    "inspection.finding_sent_back": _("Đoàn yêu cầu khắc phục tiếp: “{title}”."),
    "inspection.finding_overdue": _("Kiến nghị quá hạn khắc phục: “{title}”."),
    "report.occurrence_opened": _("Đơn vị được giao “{title}”, kèm hạn nộp."),
    "report.due_soon": _("“{title}” sắp đến hạn nộp."),
    "report.overdue": _("“{title}” đã quá hạn mà đơn vị chưa nộp."),
    "report.request_withdrawn": _("“{title}” đã được rút, không phải nộp nữa."),
    "report.returned": _("“{title}” bị trả lại để bổ sung."),
    "report.extended": _("Đơn vị được gia hạn nộp “{title}”."),
    "document.submitted": _("Văn bản “{title}” chờ bạn ký."),
    "document.given_back": _("Văn bản “{title}” được trả lại để sửa."),
    "document.issued": _("Văn bản “{title}” đã được ký, ban hành."),
    "award.enforced": _("Hình thức khen “{title}” bạn soạn đã được cho áp dụng."),
    "criteria.enforced": _("Bảng điểm “{title}” bạn soạn đã được ban hành."),
    "award_round.opened": _("Mở đợt xét khen thưởng “{title}”, mời đơn vị đề nghị."),
    "award_round.extended": _("Đợt xét khen thưởng “{title}” được gia hạn."),
    "award_round.cancelled": _("Đợt xét khen thưởng “{title}” đã bị hủy."),
    "award_dossier.sent": _("Hồ sơ “{title}” chờ bạn kiểm tra."),
    "award_dossier.forwarded": _("Hồ sơ “{title}” được đề xuất lên, chờ bạn kiểm tra."),
    "award_dossier.overdue": _("Hồ sơ “{title}” đã quá hạn kiểm tra."),
    "award_dossier.incomplete": _("Hồ sơ “{title}” cần bổ sung."),
    "award_dossier.complete": _("Hồ sơ “{title}” đã đủ, đang thẩm định."),
    "award_dossier.brought": _("Hồ sơ “{title}” được đưa ra hội đồng."),
    "award_dossier.passed": _("Hồ sơ “{title}” đạt, chờ quyết định khen thưởng."),
    "award_dossier.raised": _("Hồ sơ “{title}” được đề nghị khen cao hơn."),
    "award_dossier.failed": _("Hồ sơ “{title}” không đạt; xem lý do."),
    "scoring.cards_given": _("Đơn vị có phiếu tự chấm điểm: {title}."),
    "scoring.cancelled": _("Đợt chấm điểm đã hủy: {title}."),
    "scoring.put_off": _("Hạn gửi phiếu tự chấm được lùi lại: {title}."),
    "card.submitted": _("Phiếu chấm điểm chờ bước tiếp theo: {title}."),
    "card.returned": _("Phiếu chấm điểm bị trả lại: {title}."),
    "card.unlocked": _("Phiếu tự chấm điểm được mở khóa: {title}."),
    "card.explained": _("Đơn vị giải trình điểm: {title}."),
    "card.published": _("Đã công bố kết quả chấm điểm: {title}."),
    "practice.registered": _("Mô hình “{title}” vừa đăng ký, chờ bạn thẩm định."),
    "practice.effect_told": _("Mô hình “{title}” đã có kết quả, xem xét công nhận."),
    "practice.judged:approve": _("Mô hình “{title}” được đồng ý cho thực hiện."),
    "practice.judged:return": _("Mô hình “{title}” được trả lại để bổ sung."),
    "practice.judged:recognise": _("Mô hình “{title}” được công nhận."),
    "practice.judged:decline": _("Mô hình “{title}” không được công nhận."),
    "practice.taken": _("Một đơn vị khác áp dụng mô hình “{title}” của đơn vị bạn."),
    "support.asked": _("Có người ở {title} nhờ hỗ trợ viết sáng kiến."),
    "support.taken": _("Yêu cầu hỗ trợ của bạn đã có người nhận giúp."),
    "support.answered": _("Nhật ký hỗ trợ có lời nhắn mới."),
    "support.closed": _("Yêu cầu hỗ trợ của bạn đã xong; xem lời ghi của người giúp."),
    "support.cancelled": _("Yêu cầu hỗ trợ bạn đang giúp đã được rút."),
    "support.thanked": _("Người ở {title} cảm ơn bạn đã giúp."),
    "support.editing_allowed": _("Người nhờ cho bạn viết vào bản nháp."),
    "support.editing_allowed:not_any_more": _("Người nhờ không cho viết vào bản nháp nữa."),
    "support.passed_up": _("Một yêu cầu hỗ trợ ở {title} được chuyển lên tổ của bạn."),
    "support.passed_up:asker": _("Yêu cầu hỗ trợ của bạn được chuyển lên tổ cấp trên."),
    "support.passed_on": _("Đồng nghiệp chuyển cho bạn một yêu cầu hỗ trợ ở {title}."),
    "support.passed_on:asker": _("Yêu cầu hỗ trợ của bạn có người khác giúp tiếp."),
    "support.released": _("Một yêu cầu hỗ trợ ở {title} lại chờ người nhận."),
    "support.released:asker": _(
        "Người giúp bạn không còn phụ trách; yêu cầu đang chờ người khác nhận."
    ),
    "support.judged": _("Người ở {title} báo chưa giải quyết xong."),
    "support.judged:solved": _("Người ở {title} báo đã xong."),
    "support.version_written": _("Có bản viết giúp chờ bạn xem, so với bản của bạn."),
    "support.version_decided": _("Tác giả đã dùng bản bạn viết giúp."),
    "support.version_decided:kept_own": _("Tác giả giữ bản của mình."),
    "support.member_joined": _("Bạn được thêm vào {title}."),
    "support.member_left": _("Bạn không còn ở trong {title}."),
    "support.caretakers_named": _("{title} giao bạn phụ trách đơn vị chưa có sáng kiến."),
    "council.seat_taken": _("Bạn được ghi là thành viên {title}."),
    "council.session_called": _("Mời dự {title}."),
    "council.session_changed": _("Có thay đổi ở {title}, mời bạn xem lại."),
    "council.session_opened": _("Có phiếu chấm chờ bạn ở {title}."),
    "council.ballot_opened": _("Đang bỏ phiếu ở {title}."),
    "council.session_closed": _("Biên bản {title} chờ duyệt."),
    "council.results_released": _("Đã công bố kết quả {title}."),
    "export.made": _("Tệp “{title}” đã sẵn sàng để tải về."),
    "export.failed": _("Không lập được tệp “{title}”; mở ra xem lý do."),
    "programme.period_extended": _("Chương trình “{title}” được gia hạn."),
    "programme.period_extended:unfinished": _(
        "“{title}” được gia hạn: bản đang viết dở của bạn còn kịp gửi."
    ),
}

ADDRESSES: dict[str, Callable[[str], str]] = {
    "initiative": lambda code: reverse("initiatives:detail", args=[code]),
    "agreement": lambda pk: reverse("agreements:detail", args=[pk]),
    "target": lambda pk: reverse("programmes:aim", args=[pk]),
    "own_initiatives": lambda _slug: reverse("initiatives:list"),
    "second_life": lambda code: reverse("library:life", args=[code]),
    "talk": lambda code: reverse("library:talk", args=[code]),
    "adoption": lambda pk: reverse("library:adoption", args=[pk]),
    "check": lambda pk: reverse("library:check", args=[pk]),
    "document": lambda pk: reverse("documents:detail", args=[pk]),
    "award": lambda pk: reverse("commendation:award", args=[pk]),
    "criteria_table": lambda pk: reverse("scoring:detail", args=[pk]),
    "award_round": lambda pk: reverse("commendation:round", args=[pk]),
    "award_dossier": lambda pk: reverse("commendation:dossier", args=[pk]),
    "conferral": lambda pk: reverse("commendation:conferral", args=[pk]),
    "score_card": lambda pk: reverse("scoring:card", args=[pk]),
    "score_cards": lambda _pk: f"{reverse('scoring:cards')}?muc=tu-cham",
    "score_cards_kept": lambda _pk: f"{reverse('scoring:cards')}?muc=cua-don-vi",
    "practice": lambda pk: reverse("practices:detail", args=[pk]),
    "help_request": lambda pk: reverse("support:detail", args=[pk]),
    "support_team": lambda pk: reverse("support:team", args=[pk]),
    "support_desk": lambda _pk: reverse("support:own"),
    "support_care": lambda _pk: reverse("support:care"),
    "urging": lambda pk: reverse("followup:urging", args=[pk]),
    "urging_letter": lambda pk: reverse("followup:letter", args=[pk]),
    "audit": lambda pk: reverse("audits:detail", args=[pk]),
    "audit_item": lambda pk: reverse("audits:item", args=[pk]),
    "inspections": lambda _pk: reverse("inspections:index"),
    "inspection_visit": lambda pk: reverse("inspections:visit", args=[pk]),
    "inspection_finding": lambda pk: reverse("inspections:finding", args=[pk]),
    "report": lambda pk: reverse("reporting:report", args=[pk]),
    "report_calendar": lambda _pk: reverse("reporting:index"),
    "council": lambda pk: reverse("councils:detail", args=[pk]),
    "council_session": lambda pk: reverse("councils:session", args=[pk]),
    "export": lambda pk: reverse("exports:detail", args=[pk]),
    "programme": lambda slug: reverse("programmes:detail", args=[slug]),
}
ICONS = {"adoption.still_used": "refresh-cw"}  # of what is no event


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice on a page."""

    pk: int
    what: str
    words: str
    icon: str
    at: datetime
    is_new: bool


def line(notice: "Notice") -> Line:
    sentence = SENTENCES.get(notice.kind)
    return Line(
        pk=notice.pk,
        what=str(sentence).replace("{title}", notice.title) if sentence else notice.title,
        words=notice.words,
        icon=_icon(notice.kind) if sentence else "bell",
        at=notice.happened_at,
        is_new=notice.read_at is None,
    )


def _icon(kind: str) -> str:
    return ICONS.get(kind) or wording.sign(kind.partition(":")[0])


def address(notice: "Notice") -> str:
    """The page of the thing; the desk for what has none."""
    find = ADDRESSES.get(notice.subject_kind)
    return find(notice.key) if find and notice.key else reverse("desk:index")
