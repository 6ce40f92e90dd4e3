"""One unit that is inspected: the team, the minutes, what was added to them later."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.inspections import contents, rules
from sangkien.inspections.contents import Minutes
from sangkien.inspections.enums import TeamPost, VisitState
from sangkien.inspections.models.inspection import Inspection, spoken_for
from sangkien.units.models import Unit

LOCKED = Q(state=VisitState.LOCKED)


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of offices of the unit that inspects, and of the unit itself once it was announced; the
        auditors of the one and of the other read the same.
        """
        if actor.is_system:
            return self
        inspecting = Q(inspection__unit__path__in=actor.offices(Permission.INSPECTION_MANAGE))
        inspecting |= within(actor, Permission.OVERSIGHT_VIEW, field="inspection__unit__path")
        own = spoken_for(actor.offices(Permission.REPORT_SEND), field="unit")
        own |= within(actor, Permission.OVERSIGHT_VIEW, field="unit__path")
        return self.filter(inspecting | (own & Q(inspection__announced_at__isnull=False)))


class Visit(models.Model):
    """ "Cuộc kiểm tra tại một đơn vị" with its "biên bản" in `content` (`contents.Minutes`).

    `proposed_by` confirmed the minutes for the team, `accepted_by` for the unit: two people. The
    digest is that of the content since it was proposed; it never changes after the lock.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_visits")
    visits_on = models.DateField()
    state = models.CharField(max_length=8, choices=VisitState.choices, default=VisitState.PLANNED)
    version = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    proposed_at = models.DateTimeField(null=True)
    objection = ProseField(blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "unit"], name="inspections_unit_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[VisitState.PROPOSED, VisitState.LOCKED])
                | (Q(proposed_at__isnull=False) & ~Q(digest="")),
                name="inspections_proposed_has_digest",
            ),
            models.CheckConstraint(
                condition=(LOCKED & Q(accepted_at__isnull=False))
                | (~LOCKED & Q(accepted_at=None, accepted_by=None)),
                name="inspections_locked_by_both",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None)
                | Q(proposed_by=None)
                | ~Q(accepted_by=F("proposed_by")),
                name="inspections_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.unit_id}: {self.state}"

    @property
    def is_locked(self) -> bool:
        return self.state == VisitState.LOCKED

    @property
    def is_proposed(self) -> bool:
        return self.state == VisitState.PROPOSED

    @property
    def is_writable(self) -> bool:
        return self.state in {VisitState.PLANNED, VisitState.WRITTEN}

    @cached_property
    def minutes(self) -> Minutes | None:
        return contents.read(self.content) if self.content else None

    @property
    def is_untouched(self) -> bool:
        """Whether the content still is what the digest was made of."""
        return bool(self.digest) and contents.digest(self.content) == self.digest


class TeamMember(models.Model):
    """ "Thành viên đoàn kiểm tra", never of the unit that is inspected."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = LineField(max_length=rules.LABEL_LENGTH)
    post = models.CharField(max_length=9, choices=TeamPost.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="inspections_member_once"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(post=TeamPost.LEADER),
                name="inspections_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.post})"


class Addendum(models.Model):
    """ "Phụ lục biên bản": a correction after the lock, confirmed by somebody of the unit, too."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    words = ProseField()
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="inspections_addendum_once"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(digest=""), name="inspections_addendum_says_something"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None)
                | Q(written_by=None)
                | ~Q(accepted_by=F("written_by")),
                name="inspections_addendum_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.number}"
