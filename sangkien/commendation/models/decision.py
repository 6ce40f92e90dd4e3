"""Decisions, what they confer, and what was conferred in earlier years."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.commendation.enums import AwardForm, DecisionState, HolderKind
from sangkien.commendation.models.award import Award
from sangkien.commendation.models.dossier import Dossier
from sangkien.commendation.models.round import Round
from sangkien.commendation.rules.register import LONGEST_FOLDED
from sangkien.core.fields import LineField, ProseField
from sangkien.papers.models import IssuedPaper
from sangkien.units.models import Unit


class AwardDecisionQuerySet(models.QuerySet["AwardDecision"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the units that the actor looks after; drafts for those who decide there."""
        looked = within(actor, Permission.AWARD_VIEW, field="unit__path")
        deciding = within(actor, Permission.AWARD_MANAGE, field="unit__path")
        return self.filter((looked & ~Q(state=DecisionState.DRAFT)) | deciding)


class AwardDecision(models.Model):
    """ "Quyết định khen thưởng": a list of people and collectives that one paper rewards together.

    `version` counts the changes of the draft; what was signed is the version that the signer read.
    `own_number` is one from the unit's own register; else the paper gets the next of its series.
    `is_spot`: rewarded at once, without a round.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_decisions")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="decisions")
    is_spot = models.BooleanField(default=False)
    title = LineField("trích yếu", max_length=300)
    bases = ProseField("căn cứ", max_length=3_000, blank=True)
    decided_on = models.DateField("ngày quyết định")
    own_number = LineField("số, ký hiệu", max_length=60, blank=True)
    signer_name = LineField("người ký", max_length=120)
    signer_post = LineField("chức vụ", max_length=120)
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    editors = models.JSONField(default=list)
    request_key = models.UUIDField(unique=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    signed_version = models.PositiveIntegerField(null=True)
    signed_factor = models.CharField(max_length=20, blank=True)
    signed_address = models.CharField(max_length=45, blank=True)
    released_at = models.DateTimeField(null=True)
    release_failed_at = models.DateTimeField(null=True)  # since when the worker fails to go on

    objects = AwardDecisionQuerySet.as_manager()

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
                name="commendation_decision_signed_has_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="commendation_decision_unit"),
            models.Index(
                fields=["id"],
                name="commendation_releasing",
                condition=Q(state=DecisionState.SIGNED),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT


class ConferralQuerySet(models.QuerySet["Conferral"]):
    def visible_to(self, actor: Actor) -> Self:
        """ "Sổ khen thưởng" of the units that the actor looks after, what these decided, wherever the unit of
        the holder stands now, and what the actor received.
        """
        looked = within(actor, Permission.AWARD_VIEW, field="unit__path")
        looked |= within(actor, Permission.AWARD_VIEW, field="decision__unit__path")
        conferred = Q(conferred_at__isnull=False)
        if actor.user_id is None:
            return self.filter(looked & conferred)
        return self.filter(conferred & (looked | Q(user_id=actor.user_id)))

    def in_force(self) -> Self:
        return self.filter(conferred_at__isnull=False, revoked_at=None)

    def unfolded(self) -> Self:
        """Of the register, what a search does not find yet."""
        return self.filter(conferred_at__isnull=False, folded="")

    def pending(self) -> Self:
        return self.filter(conferred_at=None, skipped_reason="", decision__isnull=False)


class Conferral(models.Model):
    """ "Khen thưởng" of one person or collective: foreseen in a draft, in force from `conferred_at` until
    `revoked_at`; `skipped_reason` says why it came to nothing. Without a decision it was taken over from
    the register of earlier years (`source`).

    `unit` is the collective, or the unit of the person at that time. `label` and `authority` are the
    number of the decision and who decided. `amount_vnd` and `amount_words` are the money that goes with it and how it
    was reckoned. A person stands on the public page of honour only with consent (`consented_at`). `folded` is
    what the register is searched by, "" as long as nobody made it.
    """

    decision = models.ForeignKey(
        AwardDecision, models.CASCADE, null=True, related_name="conferrals"
    )
    position = models.PositiveIntegerField()
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="conferrals")
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="conferral")
    form = models.CharField(max_length=15, choices=AwardForm.choices)
    title = LineField("danh hiệu, hình thức", max_length=200)
    holder_kind = models.CharField(max_length=10, choices=HolderKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conferrals")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="conferrals")
    holder_name = LineField("người, tập thể được khen", max_length=250)
    holder_about = LineField("chức vụ, nơi công tác", max_length=300, blank=True)
    achievement = LineField("thành tích", max_length=500, blank=True)
    year = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    label = LineField("số quyết định", max_length=60, blank=True)
    authority = LineField("cơ quan quyết định", max_length=200)
    amount_vnd = models.PositiveBigIntegerField(default=0)
    amount_words = LineField(max_length=300, blank=True)
    conferred_at = models.DateTimeField(null=True)
    skipped_reason = LineField(max_length=300, blank=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)
    source = LineField("nguồn", max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoke_reason = ProseField(blank=True)
    revoke_document = LineField(max_length=120, blank=True)
    folded = models.CharField(max_length=LONGEST_FOLDED, blank=True, default="")

    objects = ConferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"], name="commendation_position_once"
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | (Q(decision=None) & ~Q(source="")),
                name="commendation_conferral_has_origin",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None)
                | (Q(conferred_at__isnull=False) & ~Q(revoke_reason="")),
                name="commendation_revoked_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-year", "-id"], name="commendation_register_unit"),
            models.Index(fields=["user", "-year", "-id"], name="commendation_register_user"),
            models.Index(
                fields=["-decided_on", "-id"],
                name="commendation_honour",
                condition=Q(conferred_at__isnull=False, revoked_at=None),
            ),
            models.Index(
                fields=["id"],
                name="commendation_unfolded",
                condition=Q(conferred_at__isnull=False, folded=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.holder_name}"

    @property
    def is_in_force(self) -> bool:
        return self.conferred_at is not None and self.revoked_at is None
