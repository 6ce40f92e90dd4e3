"""Targets."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.core import numbers
from sangkien.core.fields import LineField
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit


class Target(models.Model):
    """ "Chỉ tiêu" of a unit or of a cluster or block for a period.

    `value` is a number of initiatives for COUNT, percent of the CĐCS for COVERAGE, initiatives
    per 100 people for RATE. Assigned and self-set stand side by side. A revision ends the old row
    (`replaced_at`) and makes a new one, so that the history stays.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="targets")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="targets")
    kind = models.CharField(max_length=10, choices=TargetKind.choices)
    base = models.CharField(max_length=10, choices=TargetBase.choices)
    origin = models.CharField(max_length=10, choices=TargetOrigin.choices)
    denominator = models.CharField(max_length=10, choices=Denominator.choices, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    note = LineField("căn cứ", max_length=300, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None, cluster__isnull=False) | Q(unit__isnull=False, cluster=None),
                name="agreements_target_unit_or_cluster",
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="agreements_target_positive"),
            models.CheckConstraint(
                condition=~Q(kind=TargetKind.COVERAGE) | Q(value__lte=100),
                name="agreements_coverage_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.RATE) ^ Q(denominator=""),
                name="agreements_rate_has_denominator",
            ),
            models.UniqueConstraint(
                fields=["period", "unit", "kind", "origin"],
                condition=Q(replaced_at=None, unit__isnull=False),
                name="agreements_unit_target_once",
            ),
            models.UniqueConstraint(
                fields=["period", "cluster", "kind", "origin"],
                condition=Q(replaced_at=None, cluster__isnull=False),
                name="agreements_cluster_target_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def words(self) -> str:
        """ "850", "100 % CĐCS", "10 trên 100 đoàn viên": the value with its unit."""
        number = numbers.written(self.value)
        if self.kind == TargetKind.COVERAGE:
            return _("%(number)s %% CĐCS") % {"number": number}
        if self.kind == TargetKind.RATE:
            people = Denominator(self.denominator).label
            return _("%(number)s trên 100 %(people)s") % {"number": number, "people": people}
        return number

    @property
    def holder(self) -> Unit | Cluster | None:
        return self.unit or self.cluster
