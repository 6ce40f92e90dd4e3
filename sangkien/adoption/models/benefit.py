"""What an initiative is worth, said by three different people and never added up."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.adoption.enums import Finding
from sangkien.adoption.models.adoption import Adoption
from sangkien.core.fields import ProseField
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative


class Verification(models.Model):
    """ "Thẩm định giá trị làm lợi": one version of what a named validator found, with the grounds.

    About the initiative at its own unit, or about one adoption. The latest version holds; earlier
    ones stay readable.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="verifications")
    adoption = models.ForeignKey(Adoption, models.PROTECT, null=True, related_name="verifications")
    version = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=12, choices=Finding.choices)
    amount_vnd = models.BigIntegerField(null=True)
    evidence = ProseField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "version"],
                condition=Q(adoption=None),
                name="adoption_verification_version",
            ),
            models.UniqueConstraint(
                fields=["adoption", "version"],
                condition=Q(adoption__isnull=False),
                name="adoption_verification_own_version",
            ),
            models.CheckConstraint(
                condition=Q(finding=Finding.AMOUNT, amount_vnd__isnull=False, amount_vnd__gte=0)
                | Q(finding=Finding.INSUFFICIENT, amount_vnd=None),
                name="adoption_verification_amount",
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="adoption_verification_grounds"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} v{self.version}"

    @property
    def is_amount(self) -> bool:
        return self.finding == Finding.AMOUNT


class Counting(models.Model):
    """ "Giá trị được tính": which verified amount the superior counts, and why; the last one holds.

    Without a verification nothing counts any more.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="countings")
    adoption = models.ForeignKey(Adoption, models.PROTECT, null=True, related_name="countings")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="countings"
    )
    reason = ProseField()
    counted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="adoption_counting_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.verification_id}"
