"""Dated rules of recognition."""

from django.db import models

from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.recognition import rules
from sangkien.recognition.enums import Influence
from sangkien.units.models import Unit


class Regulation(models.Model):
    """ "Quy định công nhận" of a unit from a day on. Terms and evidence hold for the units below
    as well, until one of them sets its own; that a council has to meet, and the highest influence,
    bind them whatever they set. What stands on papers is the unit's alone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="regulations")
    in_force_on = models.DateField("áp dụng từ ngày")
    needs_council = models.BooleanField("chỉ công nhận sau khi hội đồng họp", default=False)
    appeal_days = models.PositiveSmallIntegerField("hạn kiến nghị (ngày làm việc)", default=15)
    answer_days = models.PositiveSmallIntegerField("hạn trả lời (ngày làm việc)", default=15)
    highest = models.CharField(
        "mức ảnh hưởng cao nhất", max_length=10, choices=Influence.choices, default=Influence.UNIT
    )
    decision_symbol = LineField("ký hiệu quyết định", max_length=30)
    certificate_symbol = LineField("ký hiệu giấy chứng nhận", max_length=30)
    signs_for = LineField("ký thay mặt", max_length=120, blank=True)
    place = LineField("địa danh", max_length=80, blank=True)
    bases = ProseField("căn cứ", max_length=rules.WORDS_LENGTH, blank=True)
    recipients = ProseField("nơi nhận", max_length=rules.WORDS_LENGTH, blank=True)
    evidence_to_sector = ProseField(max_length=rules.WORDS_LENGTH, blank=True)
    evidence_to_national = ProseField(max_length=rules.WORDS_LENGTH, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "in_force_on"], name="recognition_regulation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.in_force_on}"
