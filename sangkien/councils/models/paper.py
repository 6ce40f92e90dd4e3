"""Minutes and counting records as they were approved."""

from django.db import models

from sangkien.accounts.models import User
from sangkien.councils.enums import PaperKind
from sangkien.councils.models.ballot import Ballot
from sangkien.councils.models.session import Session


class SessionPaper(models.Model):
    """ "Biên bản đã duyệt": the data it was made of and the hash of the file made of them.

    The file itself is made anew whenever somebody wants it and comes out the same.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, related_name="paper")
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.CharField(max_length=60)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=PaperKind.MINUTES, ballot=None)
                | models.Q(kind=PaperKind.COUNTING, ballot__isnull=False),
                name="councils_paper_of_ballot",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(kind=PaperKind.MINUTES),
                name="councils_minutes_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.session_id}"
