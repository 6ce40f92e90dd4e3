"""What was marked on a card, stage by stage."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.scoring.enums import ColumnState, Retirement, Stage
from sangkien.scoring.models.cards import CLASS_LENGTH, Card
from sangkien.scoring.rules import columns
from sangkien.scoring.rules.columns import LONGEST_REFERENCE, Content
from sangkien.scoring.rules.tables import digest, points_words


class Column(models.Model):
    """ "Cột điểm" of one stage of a card. Submitted, it is locked: its `digest` stands in the journal.

    An unlocked or returned one stays as a retired row, and the next `number` of its stage begins with
    the same marks. By code of the criterion: `marks` (`rules.columns` reads them), `reasons` for what
    differs from the column before, `notes` of figures, `workings` how a mark that filled itself was
    reckoned. `statements` are the words of the side conditions that were confirmed. `total` is the
    one for the rank, `class_score` is capped, both in hundredths; `class_name` is empty where none was
    given. `reference` are the minutes of the session, of the council only. `editors` are the numbers of those who wrote in it.
    """

    card = models.ForeignKey(Card, models.PROTECT, related_name="columns")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ColumnState.choices, default=ColumnState.DRAFT)
    marks = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    workings = models.JSONField(default=dict)
    statements = models.JSONField(default=list)
    total = models.IntegerField(default=0)
    class_score = models.IntegerField(default=0)
    class_name = LineField(max_length=CLASS_LENGTH, blank=True)
    reference = LineField("biên bản, văn bản", max_length=LONGEST_REFERENCE, blank=True)
    editors = models.JSONField(default=list)
    written_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, blank=True)
    retirement = models.CharField(max_length=10, choices=Retirement.choices, blank=True)
    retired_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    retired_at = models.DateTimeField(null=True)
    retired_reason = ProseField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "stage", "number"], name="scoring_column_numbered"
            ),
            models.UniqueConstraint(
                fields=["card", "stage"],
                condition=~Q(state=ColumnState.RETIRED),
                name="scoring_one_column_of_stage",
            ),
            models.CheckConstraint(
                condition=Q(state=ColumnState.DRAFT, submitted_at=None, digest="")
                | (
                    ~Q(state=ColumnState.DRAFT)
                    & Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & ~Q(digest="")
                ),
                name="scoring_submitted_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(state=ColumnState.RETIRED, retired_at__isnull=False)
                & ~Q(retired_reason="")
                & ~Q(retirement="")
                | (~Q(state=ColumnState.RETIRED) & Q(retired_at=None)),
                name="scoring_retired_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.stage} {self.number}"

    @property
    def is_submitted(self) -> bool:
        return self.state == ColumnState.SUBMITTED

    @property
    def points(self) -> str:
        return points_words(self.total)

    @property
    def content(self) -> Content:
        return columns.read(
            marks=self.marks,
            reasons=self.reasons,
            notes=self.notes,
            workings=self.workings,
            statements=self.statements,
        )

    def seal(self) -> str:
        """What the digest is of all that stands here now."""
        return columns.digest(
            self.content,
            {
                "card": self.card_id,
                "stage": self.stage,
                "number": self.number,
                "total": self.total,
                "class": [self.class_score, self.class_name],
                "reference": self.reference,
                "editors": self.editors,
                "submitted": [self.submitted_by_id, self.is_late],
            },
        )


class Explanation(models.Model):
    """ "Giải trình" of the unit to one mark of a submitted column that is lower than its own."""

    column = models.ForeignKey(Column, models.PROTECT, related_name="explanations")
    code = models.CharField(max_length=12)
    words = ProseField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["column", "code"], name="scoring_explained_once"),
        ]

    def __str__(self) -> str:
        return f"{self.column_id} {self.code}"

    def seal(self) -> str:
        """What the digest is of all that stands here now."""
        return digest(
            {
                "column": self.column_id,
                "code": self.code,
                "words": self.words,
                "written_by": self.written_by_id,
            }
        )
