"""Closed lists of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an initiative stands between its author, the grassroots union and the council."""

    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Đã gửi, chờ xác nhận")
    RETURNED = "returned", _("Trả lại để bổ sung")
    CONFIRMED = "confirmed", _("Hợp lệ")
    RECOGNISED = "recognised", _("Được công nhận")
    REJECTED = "rejected", _("Không hợp lệ")
    WITHDRAWN = "withdrawn", _("Đã rút")


class SubmitterGroup(models.TextChoices):
    """ "Đối tượng": to which group of the national reports the leading author belongs.

    The four lines in which the programme "1 triệu sáng kiến" took its first phase apart (results
    published on 10/09/2022: 24 % enterprises, 55 % public sector, 16 % union officials, 5 % rest).
    """

    ENTERPRISE = "enterprise", _("Công nhân, người lao động doanh nghiệp")
    PUBLIC = "public", _("Cán bộ, công chức, viên chức, người lao động cơ quan, đơn vị sự nghiệp")
    UNION = "union", _("Cán bộ công đoàn")
    OTHER = "other", _("Đối tượng khác")


class ShareAnswer(models.TextChoices):
    """What a co-author says to the share that was written down; nothing yet is ""."""

    AGREED = "agreed", _("Đã đồng ý")
    OBJECTED = "objected", _("Không đồng ý")


class Risk(models.TextChoices):
    """ "Dấu hiệu cần xem kỹ": a hint to the officer, never a verdict."""

    BENEFIT = "benefit", _("Số tiền làm lợi cao hơn hẳn mức thường thấy của đơn vị")
    MANY = "many", _("Tác giả gửi nhiều sáng kiến trong một ngày")
    BULK = "bulk", _("Người nhập thay gửi nhiều sáng kiến trong một ngày")
    THIN = "thin", _("Nội dung quá ngắn hoặc lặp lại")
    TWIN = "twin", _("Tên gần giống một sáng kiến khác của đơn vị")


# "Đã gửi" as a base of figures: everything that was sent and not taken back or refused.
COUNTED_AS_SENT = (State.SUBMITTED, State.RETURNED, State.CONFIRMED, State.RECOGNISED)
COUNTED_AS_VALID = (State.CONFIRMED, State.RECOGNISED)
COUNTED_AS_RECOGNISED = (State.RECOGNISED,)


class EvidenceKind(models.TextChoices):
    """ "Loại minh chứng": what a file beside an initiative shows."""

    BEFORE = "before", _("Ảnh trước khi cải tiến")
    AFTER = "after", _("Ảnh sau khi cải tiến")
    PHOTO = "photo", _("Ảnh khác")
    DOCUMENT = "document", _("Tài liệu")
    VOICE = "voice", _("Ghi âm")
    ANSWER = "answer", _("Tệp trả lời câu hỏi")


PHOTOS = frozenset({EvidenceKind.BEFORE, EvidenceKind.AFTER, EvidenceKind.PHOTO})
