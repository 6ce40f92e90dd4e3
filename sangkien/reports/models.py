"""Snapshots of the figures, and pages that are kept as they were drawn."""

from typing import Any

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.posters.models import FINISHED_HAS_PDF, Piece, PieceOrder
from sangkien.programmes.models import Period, Programme
from sangkien.reports.enums import Origin
from sangkien.units.models import Unit


class Frozen(TypeError):
    """Somebody tried to write a snapshot a second time."""


class Snapshot(models.Model):
    """ "Bản chụp số liệu": the board of a unit in a period, as it was at a moment.

    `content` (`reports.contents`) is never written again; `digest` is its SHA-256, which the
    journal keeps, too. `slot_at` is the hour for which the worker took it. Once published it is
    read by everybody under the address of its number, for ever.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="snapshots", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    request_key = models.UUIDField(unique=True, null=True)
    slot_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    as_of = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "slot_at"], name="reports_snapshot_once_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.SCHEDULED, slot_at__isnull=False, request_key=None)
                | Q(origin=Origin.TAKEN, slot_at=None, request_key__isnull=False),
                name="reports_snapshot_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "period", "taken_at"], name="reports_snapshot_of_unit"),
            models.Index(fields=["programme", "taken_at"], name="reports_snapshot_of_programme"),
            models.Index(
                fields=["slot_at"],
                name="reports_snapshot_to_thin",
                condition=Q(origin=Origin.SCHEDULED, published_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.taken_at}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once; being published is the only thing that happens to it."""
        if not self._state.adding:
            raise Frozen(self.pk)
        super().save(*args, **kwargs)


class KeptPage(models.Model):
    """ "Trang dựng sẵn": a public page as it was drawn, the same for every reader.

    `figures_at` is the last change of the figures that it shows.
    """

    key = models.CharField(max_length=120, primary_key=True)
    html = models.TextField()
    figures_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class WeeklyOrder(PieceOrder):
    """ "Bộ áp phích tuần" of the CĐCS below a unit."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=FINISHED_HAS_PDF, name="reports_weekly_finished_has_pdf"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="reports_weekly_waiting", condition=Q(finished_at=None)
            ),
        ]


class WeeklyPiece(Piece):
    order = models.ForeignKey(WeeklyOrder, models.CASCADE, related_name="pieces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="reports_weekly_piece_once"),
        ]
