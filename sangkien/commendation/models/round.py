"""Rounds of commendation."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.commendation.enums import RoundState
from sangkien.commendation.models.award import Award
from sangkien.core import paths
from sangkien.core.fields import LineField
from sangkien.programmes.models import Period
from sangkien.units.models import Unit


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the units that the actor looks after, and those of the units above, for which they
        nominate.
        """
        looked = within(actor, Permission.AWARD_VIEW, field="unit__path")
        looking = [scope.path for scope in actor.scopes_for(Permission.AWARD_VIEW)]
        above = {path for scope in looking for path in paths.ancestors(scope)}
        return self.filter(looked | Q(unit__path__in=above))


class Round(models.Model):
    """ "Đợt xét khen thưởng" of a unit: which awards, for what was achieved from `since_on` to
    `until_on`, nominations until `closes_at`. `period` is the phase, campaign or whole programme whose
    figures count, None for the year's movements. `end_reason` is why it was closed early or cancelled.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_rounds")
    title = LineField("tên đợt", max_length=200)
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="award_rounds")
    since_on = models.DateField()
    until_on = models.DateField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    end_reason = LineField("lý do khóa, hủy", max_length=500, blank=True)
    request_key = models.UUIDField(unique=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")), name="commendation_round_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="commendation_round_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class RoundAward(models.Model):
    """ "Hình thức khen của đợt". `quota` is the most that this round gives, None: what the terms say."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="awards")
    award = models.ForeignKey(Award, models.PROTECT, related_name="rounds")
    quota = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "award"], name="commendation_round_award_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.award_id}"
