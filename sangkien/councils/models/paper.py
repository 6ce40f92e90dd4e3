"""Minutes and counting records as they were approved."""

from typing import Any

from django.db import models

from sangkien.accounts.models import User
from sangkien.councils.enums import PaperKind
from sangkien.councils.models.ballot import Ballot
from sangkien.councils.models.session import Session
from sangkien.papers.models import IssuedPaper


class SessionPaper(models.Model):
    """ "Biên bản đã duyệt": an issued paper with number and code, and the hash of its file.

    Those that were approved before papers were issued have none; they are made anew from `data`,
    with a template of their own, and come out the same.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, related_name="paper")
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    data = models.JSONField()  # empty beside an issued paper
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

    @property
    def contents(self) -> dict[str, Any]:
        """What the file is made of."""
        found: dict[str, Any] = self.paper.data if self.paper is not None else self.data
        return found
