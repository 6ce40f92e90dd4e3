"""Journal entries and the seals that make tampering visible."""

from django.db import models


class Seal(models.Model):
    """ "Niêm phong nhật ký": a hash over a run of entries and over the seal before it."""

    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk}"


class Entry(models.Model):
    """ "Nhật ký": one thing that happened, who did it, when; kept for ever, never changed.

    No foreign keys to live data on purpose: the trail must outlive what it describes.
    """

    name = models.CharField(max_length=80)
    payload = models.JSONField()
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    seal = models.ForeignKey(
        Seal, models.PROTECT, null=True, related_name="sealed_entries", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_subject"),
            models.Index(fields=["unit_id", "id"], name="journal_unit"),
            models.Index(fields=["seal", "id"], name="journal_entry_seal"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
