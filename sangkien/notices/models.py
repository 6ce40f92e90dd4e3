"""One notice, and the telling of very many people."""

from typing import Self

from django.db import models

from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.notices.spreading import LONGEST_PLACE


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user_id: int | None) -> Self:
        return self.filter(recipient_id=user_id) if user_id is not None else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """ "Thông báo" to one person about one thing that happened.

    `kind` is the name of the event, with the variant of the sentence where there are several;
    `entry_id` its place in the journal, None for what the program itself asks. `subject_kind` and
    `key` lead to the page, `title` and `words` stand in the sentence.
    """

    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    entry_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80, blank=True)
    title = LineField(max_length=300, blank=True)
    words = ProseField(max_length=1000, blank=True)
    happened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "entry_id"], name="notices_once"),
            models.UniqueConstraint(
                fields=["recipient", "kind", "key"],
                condition=models.Q(entry_id=None),
                name="notices_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notices_newest"),
            models.Index(
                fields=["recipient"], name="notices_unread", condition=models.Q(read_at=None)
            ),
            models.Index(fields=["happened_at"], name="notices_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient_id}"


class Spread(models.Model):
    """ "Đợt báo tin": how far the telling about one entry has come among the people of a source.

    `reached` is the place behind which the next batch begins, in the order of the source.
    """

    entry_id = models.BigIntegerField()
    source = models.CharField(max_length=60)
    reached = models.CharField(max_length=LONGEST_PLACE, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "source"], name="notices_spread_once"),
        ]
        indexes = [
            models.Index(
                fields=["failures", "id"],
                name="notices_spread_open",
                condition=models.Q(done_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ← {self.entry_id}"
