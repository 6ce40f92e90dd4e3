"""What people agreed to, in which words, and until when."""

import hashlib

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.privacy.enums import Channel, Purpose


class ConsentText(models.Model):
    """ "Văn bản đồng ý": the words shown for a purpose from a day on; never changed afterwards."""

    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="privacy_text_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"

    @property
    def digest(self) -> str:
        """SHA-256 of the exact words."""
        return hashlib.sha256(self.body.encode()).hexdigest()


class Consent(models.Model):
    """ "Sổ đồng ý": one consent for one purpose; withdrawn it stays as a row. Where a purpose is agreed to
    thing by thing, `subject` is the number of the thing and `about` what it was called; else 0 and "".
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents")
    text_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    subject = models.BigIntegerField(default=0)
    about = LineField("về việc", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "subject"],
                condition=Q(withdrawn_at=None),
                name="privacy_consent_standing_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="privacy_consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.purpose}"
