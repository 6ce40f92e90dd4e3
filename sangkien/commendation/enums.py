"""Closed lists of commendation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardForm(models.TextChoices):
    """ "Danh hiệu thi đua, hình thức khen thưởng"."""

    TITLE = "title", _("Danh hiệu thi đua")
    FLAG = "flag", _("Cờ thi đua")
    COMMENDATION = "commendation", _("Bằng khen")
    CREATIVE = "creative", _("Bằng Lao động sáng tạo")
    CERTIFICATE = "certificate", _("Giấy khen")
    MEDAL = "medal", _("Kỷ niệm chương")
    PRIZE = "prize", _("Giải thưởng")
    SPOT = "spot", _("Thưởng đột xuất (khen thưởng nóng)")


class HolderKind(models.TextChoices):
    """Who may receive it."""

    PERSON = "person", _("Cá nhân")
    COLLECTIVE = "collective", _("Tập thể")


class AwardState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đang áp dụng")
    REPLACED = "replaced", _("Đã thay bằng bản mới")
    DROPPED = "dropped", _("Đã bỏ")


class RoundState(models.TextChoices):
    OPEN = "open", _("Đang nhận đề nghị")
    CLOSED = "closed", _("Đã khóa nhận đề nghị")
    CANCELLED = "cancelled", _("Đã hủy")


class Origin(models.TextChoices):
    """How a nomination came about."""

    RULE = "rule", _("Hệ thống gợi ý theo điều kiện")
    SUPPORT = "support", _("Cấp dưới, tập thể giới thiệu")
    HAND = "hand", _("Đơn vị tự đề nghị")
    HIGHER = "higher", _("Đạt, đề nghị khen cao hơn")


class DossierState(models.TextChoices):
    DRAFT = "draft", _("Đang lập hồ sơ")
    SENT = "sent", _("Chờ kiểm tra hồ sơ")
    INCOMPLETE = "incomplete", _("Phải bổ sung hồ sơ")
    COMPLETE = "complete", _("Đủ hồ sơ, đang thẩm định")
    PASSED = "passed", _("Đạt, chờ quyết định")
    HIGHER = "higher", _("Đạt, đề nghị khen cao hơn")
    FAILED = "failed", _("Không đạt")
    AWARDED = "awarded", _("Đã khen thưởng")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Outcome(models.TextChoices):
    """ "Kết quả một bước" of a dossier."""

    SENT = "sent", _("Gửi hồ sơ")
    INCOMPLETE = "incomplete", _("Yêu cầu bổ sung")
    COMPLETE = "complete", _("Xác nhận đủ hồ sơ")
    FORWARDED = "forwarded", _("Đề xuất lên cấp trên")
    BROUGHT = "brought", _("Đưa ra hội đồng")
    PASSED = "passed", _("Đạt")
    HIGHER = "higher", _("Đạt, đề nghị khen cao hơn")
    FAILED = "failed", _("Không đạt")
    WITHDRAWN = "withdrawn", _("Rút hồ sơ")


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    SIGNED = "signed", _("Đã ký, đang cấp văn bản")
    RELEASED = "released", _("Đã ban hành")


class MoneyKind(models.TextChoices):
    NONE = "none", _("Không kèm tiền thưởng")
    COEFFICIENT = "coefficient", _("Hệ số nhân mức lương cơ sở")
    AMOUNT = "amount", _("Số tiền cố định")


class EntryKind(models.TextChoices):
    """ "Khoản thu, chi" of a fund."""

    RECEIPT = "receipt", _("Khoản thu")
    PAYMENT = "payment", _("Chi thưởng")
    RECOVERY = "recovery", _("Thu hồi tiền thưởng")
    CORRECTION = "correction", _("Điều chỉnh")


class EntryDraftState(models.TextChoices):
    """ "Đề nghị ghi sổ quỹ"."""

    WAITING = "waiting", _("Chờ duyệt")
    BOOKED = "booked", _("Đã ghi sổ")
    DROPPED = "dropped", _("Không ghi sổ")


class ListState(models.TextChoices):
    """ "Danh sách chi thưởng"."""

    DRAFT = "draft", _("Đang lập")
    APPROVED = "approved", _("Đã duyệt chi")
    EXPORTED = "exported", _("Đã xuất danh sách")
    PAID = "paid", _("Đã chi")
    CANCELLED = "cancelled", _("Đã hủy")
