"""The outbox: which subscriber is still to be told about which entry."""

from django.db import models

from sangkien.journal.models.entry import Entry


class Delivery(models.Model):
    """One LATER subscriber still to be told about one entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "handler"], name="journal_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["run_at", "id"],
                name="journal_delivery_open",
                condition=models.Q(done_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.entry_id}"
