"""Notices as lines: what happened to what is yours, and where to read on."""

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
    "initiative.checked": _("Sáng kiến “{title}” đã được kiểm tra, thấy đúng."),
    "initiative.recognition_refused": _("Hội đồng chưa công nhận sáng kiến “{title}”."),
    "initiative.share_objected": _("Có đồng tác giả không đồng ý phần đóng góp ở “{title}”."),
    "initiative.returned": _("Sáng kiến “{title}” được trả lại để bổ sung."),
    "initiative.rejected": _("Sáng kiến “{title}” không được công nhận hợp lệ."),
    "initiative.reopened": _("Việc xét sáng kiến “{title}” được mở lại."),
    "initiative.evidence_infected": _(
        "Một minh chứng của “{title}” có mã độc nên đã bị xoá. Hãy gửi tệp khác."
    ),
    "initiative.withdrawn": _("Sáng kiến “{title}” đã được rút."),
    "initiative.recognised": _("Sáng kiến “{title}” được công nhận; đã có giấy chứng nhận."),
    "initiative.recognition_revoked": _("Việc công nhận sáng kiến “{title}” đã bị hủy."),
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
}

ADDRESSES: dict[str, Callable[[str], str]] = {
    "initiative": lambda code: reverse("initiatives:detail", args=[code]),
    "agreement": lambda pk: reverse("agreements:detail", args=[pk]),
}


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
        icon=wording.sign(notice.kind) if sentence else "bell",
        at=notice.happened_at,
        is_new=notice.read_at is None,
    )


def address(notice: "Notice") -> str:
    """The page of the thing; the desk for what has none."""
    find = ADDRESSES.get(notice.subject_kind)
    return find(notice.key) if find and notice.key else reverse("desk:index")
