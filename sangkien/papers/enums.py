"""Closed lists of issued papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """Kinds that share a symbol ("QĐ-LĐLĐ") share its numbers (`NumberSeries`)."""

    RECOGNITION_DECISION = "recognition_decision", _("Quyết định công nhận sáng kiến")
    RECOGNITION_CERTIFICATE = "recognition_certificate", _("Giấy chứng nhận sáng kiến")
    AGREEMENT = "agreement", _("Giao ước thi đua")
    URGING_LETTER = "urging_letter", _("Công văn đôn đốc")
    AWARD_DECISION = "award_decision", _("Quyết định khen thưởng")
    AWARD_REVOCATION = "award_revocation", _("Quyết định thu hồi khen thưởng")
    AWARD_RESTORATION = "award_restoration", _("Quyết định khôi phục khen thưởng")
    AWARD_CERTIFICATE = "award_certificate", _("Giấy khen, bằng khen, cờ thi đua")
    PLAN = "plan", _("Kế hoạch")
    SUBMISSION = "submission", _("Tờ trình")
    REPORT = "report", _("Báo cáo")
    MINUTES = "minutes", _("Biên bản")
    COUNCIL_MINUTES = "council_minutes", _("Biên bản họp hội đồng")
    COUNCIL_COUNTING = "council_counting", _("Biên bản kiểm phiếu")
    LETTER = "letter", _("Công văn")
