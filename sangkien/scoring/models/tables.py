"""Criteria tables of organisers."""

from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.fields import LineField
from sangkien.scoring.enums import TableState
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.tables import Table
from sangkien.units.models import Cluster, Unit

NUMBER_LENGTH = 120


class CriteriaQuerySet(models.QuerySet["CriteriaTable"]):
    def visible_to(self, actor: Actor) -> Self:
        """Drafts are for those who manage scoring at the organiser; what is or was in force also for
        the officers of every unit below it, who are scored by it.
        """
        managed = within(actor, Permission.SCORING_MANAGE, field="unit__path")
        looking = [scope.path for scope in actor.scopes_for(Permission.UNIT_VIEW)]
        above = {path for scope in looking for path in (*paths.ancestors(scope), scope)}
        fixed = Q(state__in=(TableState.IN_FORCE, TableState.REPLACED))
        return self.filter(managed | (fixed & Q(unit__path__in=above)))


class CriteriaTable(models.Model):
    """ "Bảng tiêu chí chấm điểm" of an organiser for a year, of all units directly below it or of one
    cluster or block. One is in force for each of them; a change is the next version.

    `content` is what `rules.reading` reads. A draft changes by compare and set over `version`; once
    in force it never changes, and `digest` says so. `editors` are the numbers of those who wrote it:
    somebody else puts it in force.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="criteria_tables")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, related_name="criteria_tables", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=TableState.choices, default=TableState.DRAFT)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    request_key = models.UUIDField(unique=True)
    editors = models.JSONField(default=list)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    number = LineField("số, ký hiệu văn bản", max_length=NUMBER_LENGTH, blank=True)
    enforced_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    enforced_at = models.DateTimeField(null=True)

    objects = CriteriaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "cluster"],
                condition=Q(state=TableState.IN_FORCE, cluster__isnull=False),
                name="scoring_one_in_force_of_cluster",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state=TableState.IN_FORCE, cluster=None),
                name="scoring_one_in_force_of_unit",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(TableState.DRAFT, TableState.DROPPED), enforced_at=None)
                | Q(
                    state__in=(TableState.IN_FORCE, TableState.REPLACED),
                    enforced_at__isnull=False,
                ),
                name="scoring_in_force_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.content.get("name", ""))

    @cached_property
    def table(self) -> Table:
        return reading.read(self.content)

    @property
    def needs_review(self) -> bool:
        """Whether results go out only after an open review: usual for tables of clusters, blocks."""
        asked = self.table.review.is_asked
        return self.cluster_id is not None if asked is None else asked

    @property
    def is_draft(self) -> bool:
        return self.state == TableState.DRAFT
