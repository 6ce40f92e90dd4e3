"""How an award ends."""

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.commendation.models.decision import Conferral
from sangkien.core.fields import LineField, ProseField
from sangkien.papers.models import IssuedPaper


class Revocation(models.Model):
    """ "Thu hồi khen thưởng": prepared by one person with reason and document, signed by another. Dropped
    ones are deleted; once signed it stands beside the conferral, which says so too.
    """

    conferral = models.OneToOneField(Conferral, models.PROTECT, related_name="revocation")
    reason = ProseField("lý do", max_length=1_000)
    document = LineField("văn bản làm căn cứ", max_length=120)
    signer_name = LineField("người ký", max_length=120)
    signer_post = LineField("chức vụ", max_length=120)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, paper=None)
                | Q(signed_at__isnull=False, paper__isnull=False),
                name="commendation_revocation_signed_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("prepared_by")),
                name="commendation_revocation_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conferral_id}"
