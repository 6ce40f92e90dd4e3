"""Audits with their samples."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.audits.enums import AuditState, Finding
from sangkien.core.fields import ProseField
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.programmes.models import Period
from sangkien.units.models import Unit

FINISHED = Q(state=AuditState.FINISHED)
DROPPED = Q(state=AuditState.DROPPED)
UNCHECKED = Q(finding="")


class AuditQuerySet(models.QuerySet["Audit"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of offices of the unit that audits; once finished also of those who look after the
        audited unit.
        """
        if actor.is_system:
            return self
        auditing = Q(unit__path__in=actor.offices(Permission.INITIATIVE_AUDIT))
        told = FINISHED & within(actor, Permission.PROGRESS_VIEW, field="subject__path")
        return self.filter(auditing | told)


class Audit(models.Model):
    """ "Đợt hậu kiểm": a unit looks again at a random sample of what was confirmed below it.

    `subject` is the audited unit with its branch. `population` is how many valid ones there were
    (`is_exact` when each was counted for the draw, else the figure of the totals). The sample follows from `seed`
    (`rules.sample`), which is the digest of the number and of `drawn_at`. One that was dropped keeps
    its sample, its findings and its reason, and counts nowhere.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="audits")
    subject = models.ForeignKey(Unit, models.PROTECT, related_name="audited_in")
    period = models.ForeignKey(Period, models.PROTECT, related_name="audits", db_index=False)
    state = models.CharField(max_length=8, choices=AuditState.choices, default=AuditState.DRAWN)
    due_on = models.DateField()
    population = models.PositiveIntegerField()
    is_exact = models.BooleanField(default=True)
    size = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    request_key = models.UUIDField(unique=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    unchecked_reason = ProseField(blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )

    dropped_reason = ProseField(blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = AuditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject", "period"],
                condition=Q(state=AuditState.DRAWN),
                name="audits_one_open",
            ),
            models.CheckConstraint(
                condition=(FINISHED & Q(finished_at__isnull=False))
                | (~FINISHED & Q(finished_at=None, finished_by=None)),
                name="audits_finished_says_when",
            ),
            models.CheckConstraint(
                condition=(DROPPED & Q(dropped_at__isnull=False) & ~Q(dropped_reason=""))
                | (~DROPPED & Q(dropped_at=None, dropped_by=None, dropped_reason="")),
                name="audits_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, population__gte=F("size")), name="audits_size_in_range"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="audits_of_unit"),
            models.Index(fields=["period", "subject"], name="audits_factor", condition=FINISHED),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.subject_id} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state == AuditState.FINISHED

    @property
    def is_dropped(self) -> bool:
        return self.state == AuditState.DROPPED

    @property
    def is_open(self) -> bool:
        return self.state == AuditState.DRAWN


class AuditItemQuerySet(models.QuerySet["AuditItem"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of audits that the actor sees; and what did not pass, for its authors and the
        officers who confirm in its unit.
        """
        if actor.is_system:
            return self
        audits = Q(audit__in=Audit.objects.visible_to(actor).values("pk"))
        confirming = within(actor, Permission.INITIATIVE_REVIEW, field="initiative__unit_path")
        concerned = confirming | _credited(actor.user_id) if actor.user_id else confirming
        return self.filter(audits | (Q(finding=Finding.FAILED) & concerned))


def _credited(user_id: int) -> Q:
    """Items about what somebody wrote alone or with others."""
    shares = CoAuthor.objects.filter(initiative=OuterRef("initiative"), user_id=user_id)
    return Q(initiative__author_id=user_id) | Q(Exists(shares))


class AuditItem(models.Model):
    """ "Mẫu hậu kiểm": one drawn initiative and what was found. It changes no state and no figure."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="items", db_index=False)
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="audit_items")
    position = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=6, choices=Finding.choices, blank=True)
    reason = ProseField(blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="audit_findings")
    checked_at = models.DateTimeField(null=True)

    objects = AuditItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audit", "position"], name="audits_position_once"),
            models.UniqueConstraint(fields=["audit", "initiative"], name="audits_drawn_once"),
            models.CheckConstraint(
                condition=~Q(finding=Finding.FAILED) | ~Q(reason=""), name="audits_failed_says_why"
            ),
            models.CheckConstraint(
                condition=(UNCHECKED & Q(checked_at=None))
                | (~UNCHECKED & Q(checked_at__isnull=False)),
                name="audits_checked_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit_id}/{self.position}: {self.finding}"
