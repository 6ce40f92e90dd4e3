"""One import, and its lines."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.files.models import StoredFile
from sangkien.imports.enums import WORKING, Outcome, State, Verdict


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def waiting(self) -> Self:
        """Those for which the worker has something to do."""
        return self.filter(state__in=WORKING)

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)


class ImportBatch(models.Model):
    """ "Lần nhập từ Excel": one file of one kind, for the unit with this number and those below.

    The unit is a plain number, as this app stands below the tree. `position` is the last line
    that the phase under way is through with: it is written in the transaction of the lines, so
    that a worker that dies leaves neither half a block nor one done twice. The file goes together
    with the lines, after a month; its name stays.
    """

    kind = models.SlugField(max_length=30)
    unit_id = models.BigIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = LineField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    request_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    problem = LineField(max_length=500, blank=True)
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    lines_removed_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(position__lte=F("total")), name="imports_position"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="imports_confirmed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "id"], name="imports_of_unit"),
            models.Index(fields=["id"], name="imports_waiting", condition=Q(state__in=[*WORKING])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    def move_to(self, state: State, **changes: object) -> bool:
        """Change the state if nobody did meanwhile."""
        moved = ImportBatch.objects.filter(pk=self.pk, state=self.state)
        return moved.update(state=state, **changes) == 1


class ImportLine(models.Model):
    """ "Dòng của tệp": what stood in it, how it was judged, what became of it.

    `key` and `twin_key` find the same thing in another line of the file. `trace` is what the line
    made or changed, for undoing it.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    cells = models.JSONField()
    notes = models.JSONField(default=list)
    key = models.CharField(max_length=60, blank=True)
    twin_key = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    reasons = models.JSONField(default=list)
    difference = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE)
    trace = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="imports_line_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "position"], name="imports_line_verdict"),
            models.Index(fields=["batch", "outcome", "position"], name="imports_line_outcome"),
            models.Index(fields=["batch", "key"], name="imports_line_key"),
            models.Index(fields=["batch", "twin_key"], name="imports_line_twin"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"
