"""By which rule an office urges."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.followup.enums import Step
from sangkien.followup.rules import Terms
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


class Rule(models.Model):
    """ "Quy tắc đôn đốc" of a unit for what lies below it, for one programme or for all; a unit without
    one follows the nearest unit above, and in the end the usual values (`rules.Terms`).

    Days and percent; 0 days after a step leaves it out.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    behind_percent = models.PositiveSmallIntegerField()
    zero_after_days = models.PositiveSmallIntegerField()
    closing_days = models.PositiveSmallIntegerField()
    overdue_days = models.PositiveSmallIntegerField()
    after_notice_days = models.PositiveSmallIntegerField()
    after_message_days = models.PositiveSmallIntegerField()
    after_call_days = models.PositiveSmallIntegerField()
    after_letter_days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "programme"],
                condition=Q(programme__isnull=False),
                name="followup_rule_once",
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(programme=None), name="followup_rule_for_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.programme_id}"

    @property
    def terms(self) -> Terms:
        return Terms(
            behind_percent=self.behind_percent,
            zero_after_days=self.zero_after_days,
            closing_days=self.closing_days,
            overdue_days=self.overdue_days,
            pauses={step: getattr(self, f"after_{step.value}_days") for step in Step},
        )
