"""Nominations and how they go from level to level."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.commendation.enums import DossierState, HolderKind, Origin, Outcome
from sangkien.commendation.models.award import Award
from sangkien.commendation.models.round import Round
from sangkien.core.fields import LineField, ProseField
from sangkien.councils.models import AgendaItem
from sangkien.files.models import StoredFile
from sangkien.units.models import Unit

AGAINST = "against"  # kind of the finding that is a reason of the proposer

ENDED = (
    DossierState.HIGHER,
    DossierState.FAILED,
    DossierState.AWARDED,
    DossierState.WITHDRAWN,
)


# Whoever has such a one is not nominated for the same award of the round again.
HOLDS_PLACE = ~Q(state=DossierState.WITHDRAWN) & Q(frees_place=False)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, actor: Actor) -> Self:
        """The officers of the proposing unit; those of the units above once it was sent to them
        (`reached` is the highest office that has had it).
        """
        own = within(actor, Permission.AWARD_PROPOSE, field="proposer__path")
        offices = actor.offices(Permission.AWARD_VIEW)
        looked = within(actor, Permission.AWARD_VIEW, field="proposer__path")
        sent = ~Q(state=DossierState.DRAFT)
        drafts = own & Q(proposer__path__in=actor.offices(Permission.AWARD_PROPOSE))
        return self.filter(drafts | (sent & looked) | (sent & Q(waits_path__in=offices)))

    def holding_place(self) -> Self:
        return self.filter(HOLDS_PLACE)


class Dossier(models.Model):
    """ "Hồ sơ đề nghị khen thưởng" of one person or one collective for one award of a round.

    `unit` is the collective itself, or the unit of the person `user`; `holder_name` is what will be
    printed. `proposer` is who nominates. It waits at the office of `waits_path` ("" = nobody) until
    `due_on`. It changes by compare and set over `version`. `findings` are what the conditions said when
    it was sent, each with its figure, base and time. `item` is where it stands on the agenda of a
    council. `higher` is the dossier for a higher award that grew out of it. `overdue_told_at` says that
    this wait was reported as overdue. `frees_place`: its award was revoked, so that another dossier may be
    in its place, whatever becomes of the award afterwards.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="dossiers")
    award = models.ForeignKey(Award, models.PROTECT, related_name="dossiers")
    holder_kind = models.CharField(max_length=10, choices=HolderKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_dossiers")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="award_dossiers")
    holder_name = LineField("tên người, tập thể", max_length=250)
    proposer = models.ForeignKey(Unit, models.PROTECT, related_name="proposed_dossiers")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(
        max_length=12, choices=DossierState.choices, default=DossierState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    waits_path = models.CharField(max_length=200, blank=True)
    waits_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    summary = LineField("tóm tắt thành tích", max_length=500)
    achievement = ProseField("báo cáo thành tích", max_length=20_000, blank=True)
    findings = models.JSONField(default=list)
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, related_name="+")
    higher = models.OneToOneField("self", models.PROTECT, null=True, related_name="grew_from")
    introduced_by = LineField("đơn vị, tập thể giới thiệu", max_length=250, blank=True)
    overdue_told_at = models.DateTimeField(null=True)
    frees_place = models.BooleanField(default=False)
    editors = models.JSONField(default=list)
    request_key = models.UUIDField(unique=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "award", "user"],
                condition=Q(user__isnull=False) & HOLDS_PLACE,
                name="commendation_person_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "award", "unit"],
                condition=Q(holder_kind=HolderKind.COLLECTIVE) & HOLDS_PLACE,
                name="commendation_collective_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(holder_kind=HolderKind.PERSON)
                | Q(holder_kind=HolderKind.COLLECTIVE, user=None),
                name="commendation_collective_is_no_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(DossierState.SENT, DossierState.COMPLETE))
                & ~Q(waits_path="")
                | ~Q(state__in=(DossierState.SENT, DossierState.COMPLETE)) & Q(waits_path=""),
                name="commendation_open_dossier_waits_somewhere",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waits_path", "id"],
                name="commendation_waiting",
                condition=~Q(waits_path=""),
            ),
            models.Index(fields=["proposer", "-id"], name="commendation_proposed"),
        ]

    def __str__(self) -> str:
        return self.holder_name

    @property
    def against(self) -> str:
        """Why it was nominated although a condition is not fulfilled."""
        return next((one["words"] for one in self.findings if one.get("kind") == AGAINST), "")


class DossierFile(models.Model):
    """ "Thành phần hồ sơ": one file for one line of the checklist; `key` is that of the terms."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="files")
    key = models.SlugField(max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = LineField("ghi chú", max_length=200, blank=True)
    request_key = models.UUIDField(unique=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.key}"


class DossierStep(models.Model):
    """ "Bước xét hồ sơ": what one office said, when and why. Never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = ProseField("ý kiến", max_length=3_000, blank=True)
    lacking = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "position"], name="commendation_step_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.position}"
