"""Decisions and what they recognise."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.initiatives.models import Initiative
from sangkien.papers.models import IssuedPaper
from sangkien.recognition import rules
from sangkien.recognition.enums import Basis, DecisionState, Influence
from sangkien.units.models import Unit


class RecognitionDecisionQuerySet(models.QuerySet["RecognitionDecision"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the units whose initiatives the actor oversees; drafts for those who decide there."""
        overseen = within(actor, Permission.INITIATIVE_VIEW, field="unit__path")
        deciding = within(actor, Permission.RECOGNITION_DECIDE, field="unit__path")
        return self.filter((overseen & ~Q(state=DecisionState.DRAFT)) | deciding)


class RecognitionDecision(models.Model):
    """ "Quyết định công nhận sáng kiến": a list of initiatives that one paper recognises together.

    `version` counts the changes of the draft; what was signed is the version that the signer read.
    `own_number` is one from the unit's own register; else the paper gets the next of its series.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recognition_decisions")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    title = LineField("trích yếu", max_length=rules.TITLE_LENGTH)
    decided_on = models.DateField("ngày quyết định")
    own_number = LineField("số, ký hiệu", max_length=rules.NUMBER_LENGTH, blank=True)
    influence = models.CharField("mức ảnh hưởng", max_length=10, choices=Influence.choices)
    signer_name = LineField("người ký", max_length=rules.NAME_LENGTH)
    signer_post = LineField("chức vụ", max_length=rules.NAME_LENGTH)
    bases = ProseField("căn cứ", max_length=rules.WORDS_LENGTH, blank=True)
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    request_key = models.UUIDField(unique=True)
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    drafted_at = models.DateTimeField()
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    signed_version = models.PositiveIntegerField(null=True)
    signed_factor = models.CharField(max_length=20, blank=True)
    signed_address = models.CharField(max_length=45, blank=True)
    released_at = models.DateTimeField(null=True)
    release_failed_at = models.DateTimeField(null=True)  # since when the worker fails to go on

    objects = RecognitionDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, signed_at=None, paper=None, released_at=None)
                | Q(
                    state=DecisionState.SIGNED,
                    signed_at__isnull=False,
                    paper__isnull=False,
                    released_at=None,
                )
                | Q(
                    state=DecisionState.RELEASED,
                    signed_at__isnull=False,
                    paper__isnull=False,
                    released_at__isnull=False,
                ),
                name="recognition_decision_signed_has_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="recognition_decision_unit"),
            models.Index(
                fields=["id"],
                name="recognition_decision_releasing",
                condition=Q(state=DecisionState.SIGNED),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT

    @property
    def influence_enum(self) -> Influence:
        return Influence(self.influence)

    @property
    def is_released(self) -> bool:
        return self.state == DecisionState.RELEASED


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def in_force(self) -> Self:
        return self.filter(recognised_at__isnull=False, revoked_at=None)

    def pending(self) -> Self:
        return self.filter(recognised_at=None, skipped_reason="")


class Recognition(models.Model):
    """ "Công nhận" of one initiative by one decision: foreseen in the draft, in force from
    `recognised_at` until `revoked_at`. `skipped_reason` says why it came to nothing.
    """

    decision = models.ForeignKey(RecognitionDecision, models.CASCADE, related_name="recognitions")
    position = models.PositiveSmallIntegerField()
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="recognitions")
    influence = models.CharField(max_length=10, choices=Influence.choices)
    recognised_at = models.DateTimeField(null=True)
    skipped_reason = LineField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoke_reason = ProseField(blank=True)
    revoke_document = LineField(max_length=rules.NAME_LENGTH, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"], name="recognition_position_once"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(revoked_at=None, skipped_reason=""),
                name="recognition_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None)
                | (Q(recognised_at__isnull=False) & ~Q(revoke_reason="")),
                name="recognition_revoked_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} #{self.position}"

    @property
    def is_in_force(self) -> bool:
        return self.recognised_at is not None and self.revoked_at is None


class InfluenceChange(models.Model):
    """ "Nâng mức ảnh hưởng" of a recognition, with what was shown for it."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="influence_changes")
    old = models.CharField(max_length=10, choices=Influence.choices)
    new = models.CharField(max_length=10, choices=Influence.choices)
    evidence = ProseField()
    document = LineField(max_length=rules.NAME_LENGTH)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recognition", "new"], name="recognition_influence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id}: {self.old} → {self.new}"


class Certificate(models.Model):
    """ "Giấy chứng nhận" of one author of a recognised initiative; `paper` is the latest issue."""

    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="certificates")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="certificates")
    name = LineField(max_length=rules.NAME_LENGTH)
    share_bp = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recognition", "position"], name="recognition_certificate_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
