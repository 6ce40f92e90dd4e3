"""What a helper wrote for an author, until the author has looked at it."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.support.enums import VersionState
from sangkien.support.models.requests import HelpRequest


class DraftVersion(models.Model):
    """ "Bản viết giúp": the words as the helper would have them, beside those of the author.

    Nothing of it is in the draft before the author takes it over. `before` is the text that the
    helper had before them; both hold the names in `rules.WORDS` and nothing once the draft was
    closed as a trade secret or the person erased.
    """

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    before = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=VersionState.choices, default=VersionState.WAITING
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="support_version_number"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state=VersionState.WAITING),
                name="support_one_version_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.WAITING, decided_at=None)
                | (~Q(state=VersionState.WAITING) & Q(decided_at__isnull=False)),
                name="support_version_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.state == VersionState.WAITING
