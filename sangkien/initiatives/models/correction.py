"""What an author changed after an initiative was returned."""

from django.db import models
from django.db.models import Q

from sangkien.core.fields import ProseField
from sangkien.initiatives.models.initiative import Initiative


class Correction(models.Model):
    """ "Lần bổ sung": what an initiative said when it was returned and when it was sent again.

    `before` is kept with the return, because drafts overwrite the content; `after` and the
    author's `note` to the officer come with the sending. Both hold what `rules.CORRECTABLE` names,
    as plain values that need no other row to be read. `is_amendment`: a slip was put right after
    the confirmation ("Đính chính"), without another review; the note is the reason. Of a trade
    secret the closed part of both lies under "sealed" in each, with the note.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField(null=True)
    note = ProseField(blank=True)
    is_amendment = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after=None, sent_at=None)
                | Q(after__isnull=False, sent_at__isnull=False),
                name="initiatives_correction_sent_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.asked_at}"
