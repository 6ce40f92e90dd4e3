"""What two people do: how an award ends, how it is given back, what a unit submits in writing."""

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.commendation.models.decision import Conferral
from sangkien.core.fields import LineField, ProseField
from sangkien.papers.models import IssuedPaper


class SignedBySecond(models.Model):
    """What one person prepares and another one signs; then it has a paper."""

    signer_name = LineField("người ký", max_length=120)
    signer_post = LineField("chức vụ", max_length=120)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, paper=None)
                | Q(signed_at__isnull=False, paper__isnull=False),
                name="%(app_label)s_%(class)s_signed_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("prepared_by")),
                name="%(app_label)s_%(class)s_second_person",
            ),
        ]


class TwoPersonAct(SignedBySecond):
    """The same with reason and document."""

    reason = ProseField("lý do", max_length=1_000)
    document = LineField("văn bản làm căn cứ", max_length=120)

    class Meta(SignedBySecond.Meta):
        abstract = True


class Revocation(TwoPersonAct):
    """ "Thu hồi khen thưởng". Dropped drafts are deleted; once signed it stands beside the conferral, which
    says so too, until `restored_at`: then the conferral is in force again and may be revoked anew.
    """

    conferral = models.ForeignKey(Conferral, models.PROTECT, related_name="revocations")
    restored_at = models.DateTimeField(null=True)

    class Meta(TwoPersonAct.Meta):
        constraints = [
            *TwoPersonAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["conferral"],
                condition=Q(restored_at=None),
                name="commendation_revocation_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conferral_id}"


class Restoration(TwoPersonAct):
    """ "Khôi phục khen thưởng" that was revoked wrongly: ends its revocation. Dropped drafts are deleted."""

    revocation = models.OneToOneField(Revocation, models.PROTECT, related_name="restoration")

    def __str__(self) -> str:
        return f"{self.revocation_id}"
