"""From score to award: what happened, as a timeline says it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """The predicate of one event and the sign beside it (a name of Lucide)."""

    predicate: Promise
    icon: str


AWARDS = {
    "award_decision.drafted": Wording(_("lập dự thảo quyết định khen thưởng"), "file-plus"),
    "award_decision.revised": Wording(_("sửa dự thảo quyết định khen thưởng"), "pencil"),
    "award_decision.discarded": Wording(_("hủy dự thảo quyết định khen thưởng"), "trash-2"),
    "award_decision.signed": Wording(_("ký quyết định khen thưởng"), "stamp"),
    "conferral.holder_sealed": Wording(_("niêm người được khen có từ trước"), "lock"),
    "award_decision.sealed": Wording(_("niêm quyết định khen thưởng có từ trước"), "lock"),
    "award_decision.released": Wording(_("cấp xong giấy khen theo quyết định"), "award"),
    "audit.drawn": Wording(_("rút mẫu hậu kiểm"), "shuffle"),
    "audit.item_checked": Wording(_("ghi kết quả hậu kiểm một sáng kiến"), "clipboard-check"),
    "audit.dropped": Wording(_("bỏ đợt hậu kiểm"), "x"),
    "audit.finished": Wording(_("chốt kết quả hậu kiểm"), "lock"),
    "document.begun": Wording(_("lập dự thảo văn bản"), "file-text"),
    "document.written": Wording(_("sửa văn bản"), "pencil"),
    "document.figures_renewed": Wording(_("cập nhật số liệu của văn bản"), "refresh-cw"),
    "document.submitted": Wording(_("trình ký văn bản"), "send"),
    "document.given_back": Wording(_("trả lại dự thảo văn bản"), "undo-2"),
    "document.dropped": Wording(_("bỏ dự thảo văn bản"), "trash-2"),
    "document.issued": Wording(_("ký, ban hành văn bản"), "stamp"),
    "document_template.copied": Wording(_("lập mẫu văn bản của đơn vị"), "copy"),
    "document_template.written": Wording(_("sửa mẫu văn bản"), "pencil"),
    "document_template.dropped": Wording(_("bỏ mẫu văn bản"), "trash-2"),
    "criteria.drafted": Wording(_("lập bảng điểm thi đua"), "clipboard-list"),
    "criteria.written": Wording(_("sửa bảng điểm thi đua"), "pencil"),
    "criteria.enforced": Wording(_("ban hành bảng điểm thi đua"), "badge-check"),
    "criteria.dropped": Wording(_("bỏ bản nháp bảng điểm thi đua"), "trash-2"),
    "award.drafted": Wording(_("lập hình thức khen thưởng"), "award"),
    "award.written": Wording(_("sửa hình thức khen thưởng"), "pencil"),
    "award.enforced": Wording(_("cho áp dụng hình thức khen thưởng"), "badge-check"),
    "award.ended": Wording(_("ghi ngày thôi áp dụng hình thức khen thưởng"), "calendar-x"),
    "award.dropped": Wording(_("bỏ bản nháp hình thức khen thưởng"), "trash-2"),
    "award_round.opened": Wording(_("mở đợt xét khen thưởng"), "calendar-plus"),
    "award_round.extended": Wording(_("gia hạn đợt xét khen thưởng"), "calendar-clock"),
    "award_round.closed": Wording(_("khóa nhận đề nghị khen thưởng"), "lock"),
    "award_round.cancelled": Wording(_("hủy đợt xét khen thưởng"), "x"),
    "award_dossier.begun": Wording(_("lập hồ sơ đề nghị khen thưởng"), "file-plus"),
    "award_dossier.written": Wording(_("soạn báo cáo thành tích"), "pencil"),
    "award_dossier.dropped": Wording(_("xóa hồ sơ khen thưởng đang lập"), "trash-2"),
    "award_dossier.file_added": Wording(_("nộp thành phần hồ sơ khen thưởng"), "paperclip"),
    "award_dossier.file_removed": Wording(_("bỏ tệp khỏi hồ sơ khen thưởng"), "trash-2"),
    "award_dossier.sent": Wording(_("gửi hồ sơ đề nghị khen thưởng"), "send"),
    "award_dossier.incomplete": Wording(_("yêu cầu bổ sung hồ sơ khen thưởng"), "undo-2"),
    "award_dossier.complete": Wording(_("xác nhận đủ hồ sơ khen thưởng"), "check"),
    "award_dossier.forwarded": Wording(_("đề xuất khen thưởng lên cấp trên"), "arrow-up"),
    "award_dossier.brought": Wording(_("đưa hồ sơ khen thưởng ra hội đồng"), "users-round"),
    "award_dossier.passed": Wording(_("kết luận hồ sơ khen thưởng đạt"), "badge-check"),
    "award_dossier.raised": Wording(_("đề nghị khen cao hơn"), "trending-up"),
    "award_dossier.failed": Wording(_("kết luận hồ sơ khen thưởng không đạt"), "x"),
    "award_dossier.withdrawn": Wording(_("rút hồ sơ đề nghị khen thưởng"), "undo-2"),
    "award_dossier.overdue": Wording(_("báo hồ sơ khen thưởng quá hạn kiểm tra"), "calendar-clock"),
    "award_submission.prepared": Wording(_("lập dự thảo tờ trình khen thưởng"), "file-plus"),
    "award_submission.dropped": Wording(_("bỏ dự thảo tờ trình khen thưởng"), "trash-2"),
    "award_submission.signed": Wording(_("ký, ban hành tờ trình khen thưởng"), "stamp"),
    "scoring.opened": Wording(_("mở một đợt chấm điểm"), "calendar-plus"),
    "scoring.cards_given": Wording(_("lập xong phiếu chấm điểm cho các đơn vị"), "clipboard-list"),
    "scoring.closed": Wording(_("khóa nhận phiếu tự chấm"), "lock"),
    "scoring.cancelled": Wording(_("hủy một đợt chấm điểm"), "x"),
    "scoring.put_off": Wording(_("gia hạn gửi phiếu tự chấm"), "calendar-clock"),
    "score_review.recorded": Wording(_("ghi biên bản họp rà soát điểm"), "clipboard-list"),
    "score_review.written": Wording(_("sửa biên bản họp rà soát điểm"), "pencil"),
    "score_review.confirmed": Wording(_("xác nhận biên bản họp rà soát điểm"), "badge-check"),
    "score_review.dropped": Wording(_("bỏ bản nháp biên bản họp rà soát điểm"), "trash-2"),
    "card.submitted": Wording(_("gửi và khóa một cột điểm"), "send"),
    "card.unlocked": Wording(_("mở khóa một cột điểm"), "lock-open"),
    "card.returned": Wording(_("trả lại phiếu chấm điểm"), "undo-2"),
    "card.cluster_passed_over": Wording(
        _("chuyển phiếu sang thẩm định không chờ cụm, khối"), "arrow-right"
    ),
    "card.handed_over": Wording(
        _("chuyển phiếu chấm điểm theo đơn vị đứng đầu cụm, khối"), "arrow-right"
    ),
    "card.people_given": Wording(_("ghi số nữ vào phiếu chấm điểm"), "users-round"),
    "card.explained": Wording(_("giải trình một tiêu chí bị trừ điểm"), "message-square"),
    "card.evidence_added": Wording(_("thêm minh chứng vào phiếu chấm điểm"), "paperclip"),
    "card.evidence_dropped": Wording(_("bỏ minh chứng khỏi phiếu chấm điểm"), "trash-2"),
    "card.published": Wording(_("công bố kết quả chấm điểm"), "megaphone"),
    "award_fund.opened": Wording(_("lập quỹ khen thưởng"), "wallet"),
    "award_fund.entry_proposed": Wording(_("đề nghị ghi sổ quỹ khen thưởng"), "wallet"),
    "award_fund.entry_dropped": Wording(_("không ghi sổ một khoản của quỹ khen thưởng"), "x"),
    "award_fund.booked": Wording(_("ghi sổ quỹ khen thưởng"), "wallet"),
    "award_payment.prepared": Wording(_("lập danh sách chi thưởng"), "file-plus"),
    "award_payment.approved": Wording(_("duyệt chi thưởng"), "badge-check"),
    "award_payment.exported": Wording(_("xuất danh sách chi thưởng"), "download"),
    "award_payment.paid": Wording(_("ghi đã chi thưởng"), "check"),
    "award_payment.cancel_asked": Wording(_("đề nghị hủy danh sách chi thưởng"), "trash-2"),
    "award_payment.cancel_dropped": Wording(_("giữ danh sách chi thưởng như cũ"), "undo-2"),
    "award_payment.cancelled": Wording(_("hủy danh sách chi thưởng"), "trash-2"),
}
