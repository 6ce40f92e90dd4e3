"""The catalogue of awards."""

import datetime as dt
from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.commendation.enums import AwardForm, AwardState, HolderKind
from sangkien.commendation.rules import terms
from sangkien.commendation.rules.terms import Terms
from sangkien.core import paths
from sangkien.core.fields import LineField, ProseField
from sangkien.units.models import Unit

FIXED = (AwardState.IN_FORCE, AwardState.REPLACED)


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, actor: Actor) -> Self:
        """Drafts are for those who manage awards at the deciding unit; what is or was in force for the
        officers of every unit below it, who nominate for it.
        """
        managed = within(actor, Permission.AWARD_MANAGE, field="unit__path")
        looking = [scope.path for scope in actor.scopes_for(Permission.AWARD_VIEW)]
        above = {path for scope in looking for path in (*paths.ancestors(scope), scope)}
        fixed = Q(state__in=FIXED)
        return self.filter(managed | (fixed & Q(unit__path__in=above)))

    def holding_on(self, day: dt.date) -> Self:
        """What may be given on a day."""
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=day), state__in=FIXED, since_on__lte=day
        )


class Award(models.Model):
    """ "Danh hiệu thi đua, hình thức khen thưởng" as one unit grants it, one version.

    `terms` is what `rules.terms` reads: conditions, quota, vote, documents, money, wording. A draft
    changes by compare and set over `version`; once in force it never changes, and `digest` says so.
    `editors` wrote it: somebody else puts it in force. `is_verified` is False where the source of
    its rules could not be read: then it says "cần kiểm chứng" wherever it is shown.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards")
    code = models.SlugField(max_length=40)
    name = LineField("tên", max_length=200)
    form = models.CharField(max_length=15, choices=AwardForm.choices)
    holder_kind = models.CharField(max_length=10, choices=HolderKind.choices)
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    basis = LineField("căn cứ pháp lý", max_length=300, blank=True)
    is_verified = models.BooleanField(default=False)
    verify_note = ProseField("điều cần kiểm chứng", max_length=1_000, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.DRAFT)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    request_key = models.UUIDField(unique=True)
    editors = models.JSONField(default=list)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    enforced_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    enforced_at = models.DateTimeField(null=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=Q(state=AwardState.IN_FORCE),
                name="commendation_award_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="commendation_award_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(AwardState.DRAFT, AwardState.DROPPED), enforced_at=None)
                | Q(
                    state__in=(AwardState.IN_FORCE, AwardState.REPLACED),
                    enforced_at__isnull=False,
                ),
                name="commendation_award_in_force_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def read(self) -> Terms:
        return terms.read(self.terms)

    @property
    def is_draft(self) -> bool:
        return self.state == AwardState.DRAFT

    def holds_on(self, day: dt.date) -> bool:
        """As `AwardQuerySet.holding_on`."""
        is_over = self.until_on is not None and self.until_on < day
        return self.state in FIXED and self.since_on <= day and not is_over
