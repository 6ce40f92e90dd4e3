"""Targets."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.agreements import measures
from sangkien.agreements.enums import (
    Denominator,
    PracticeBase,
    TargetBase,
    TargetKind,
    TargetOrigin,
)
from sangkien.agreements.measures import Measure, Span
from sangkien.core.fields import LineField, ProseField
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit

WITH_BASE = [TargetKind.COUNT, TargetKind.COVERAGE, TargetKind.RATE]
OF_A_WHOLE = [TargetKind.COVERAGE, TargetKind.EACH, TargetKind.PERCENT]
IN_PERIOD, OF_SPAN = Q(period__isnull=False), Q(period=None)
STANDING = Q(replaced_at=None)
OWN_KEY = ["kind", "origin", "subject_key"]


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the units, and the clusters and blocks, that the actor oversees."""
        units = within(actor, Permission.PROGRESS_VIEW, field="unit__path")
        clusters = within(actor, Permission.PROGRESS_VIEW, field="cluster__organiser__path")
        return self.filter((Q(unit__isnull=False) & units) | (Q(cluster__isnull=False) & clusters))


class Target(models.Model):
    """ "Chỉ tiêu" of a unit or of a cluster or block, for a period of a programme or, outside of
    all programmes, from a day to a day.

    What `value` counts is said in `measures.Measure`. Assigned and self-set stand side by side,
    and so do those with different `subject`s. A revision ends the old row (`replaced_at`) and
    makes a new one, so that the history stays.
    """

    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="targets")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="targets")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="targets")
    kind = models.CharField(max_length=10, choices=TargetKind.choices)
    base = models.CharField(max_length=10, choices=TargetBase.choices, blank=True)
    origin = models.CharField(max_length=10, choices=TargetOrigin.choices)
    denominator = models.CharField(max_length=10, choices=Denominator.choices, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    most = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    each = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    subject = LineField("nội dung chỉ tiêu", max_length=300, blank=True)
    subject_key = models.CharField(max_length=300, blank=True)
    measure = LineField("đơn vị tính", max_length=60, blank=True)
    of = LineField("tỷ lệ của", max_length=300, blank=True)
    due_on = models.DateField("hạn", null=True)
    weight = models.DecimalField("trọng số", max_digits=7, decimal_places=2, null=True)
    practices = models.CharField(max_length=10, choices=PracticeBase.choices, blank=True)
    counted = LineField("cách kiểm đếm", max_length=300, blank=True)
    note = LineField("căn cứ", max_length=300, blank=True)
    reason = ProseField("lý do điều chỉnh", blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None, cluster__isnull=False) | Q(unit__isnull=False, cluster=None),
                name="agreements_target_unit_or_cluster",
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=False, since=None, until=None)
                | Q(period=None, since__isnull=False, until__isnull=False, until__gte=F("since")),
                name="agreements_target_period_or_span",
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="agreements_target_positive"),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_A_WHOLE) | Q(value__lte=100),
                name="agreements_share_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.RATE) ^ Q(denominator=""),
                name="agreements_rate_has_denominator",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=WITH_BASE) & ~Q(base=""))
                | (Q(kind=TargetKind.EACH) & (Q(subject_key="") ^ Q(base="")))
                | (~Q(kind__in=[*WITH_BASE, TargetKind.EACH]) & Q(base="") & ~Q(subject_key="")),
                name="agreements_target_base_or_subject",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_BASE) | OF_SPAN | Q(subject_key=""),
                name="agreements_counted_target_unnamed",
            ),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.RANGE, most__isnull=False, most__gt=F("value"))
                | (~Q(kind=TargetKind.RANGE) & Q(most=None)),
                name="agreements_range_has_ends",
            ),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.EACH, each__isnull=False, each__gt=0)
                | (~Q(kind=TargetKind.EACH) & Q(each=None)),
                name="agreements_each_has_least",
            ),
            models.CheckConstraint(
                condition=Q(practices="") | Q(kind=TargetKind.EACH, each=1, base=""),
                name="agreements_one_practice_each",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TargetKind.PERCENT) | ~Q(of=""),
                name="agreements_percent_of_named",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TargetKind.DONE_BY) | Q(due_on__isnull=False),
                name="agreements_done_by_has_day",
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gt=0), name="agreements_target_weight"
            ),
            models.UniqueConstraint(
                fields=["period", "unit", *OWN_KEY],
                condition=STANDING & IN_PERIOD & Q(unit__isnull=False),
                name="agreements_unit_target_once",
            ),
            models.UniqueConstraint(
                fields=["period", "cluster", *OWN_KEY],
                condition=STANDING & IN_PERIOD & Q(cluster__isnull=False),
                name="agreements_cluster_target_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "since", "until", *OWN_KEY],
                condition=STANDING & OF_SPAN & Q(unit__isnull=False),
                name="agreements_unit_span_target_once",
            ),
            models.UniqueConstraint(
                fields=["cluster", "since", "until", *OWN_KEY],
                condition=STANDING & OF_SPAN & Q(cluster__isnull=False),
                name="agreements_cluster_span_target_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.words}"

    @property
    def aim(self) -> Measure:
        """What is aimed at, as plain values."""
        return Measure(
            kind=TargetKind(self.kind),
            base=TargetBase(self.base) if self.base else None,
            value=self.value,
            denominator=Denominator(self.denominator) if self.denominator else None,
            most=self.most,
            each=self.each,
            subject=self.subject,
            measure=self.measure,
            of=self.of,
            due_on=self.due_on,
            weight=self.weight,
            counted=self.counted,
            practices=PracticeBase(self.practices) if self.practices else None,
        )

    @property
    def words(self) -> str:
        """ "850", "100 % CĐCS", "8.000–11.000 đoàn viên": the value with its unit."""
        return measures.words(self.aim)

    @property
    def title(self) -> str:
        """What it is about: its own words, or those of its kind."""
        return self.subject or str(self.get_kind_display())

    @property
    def base_words(self) -> str:
        """ "đã gửi", or who says it where the system cannot count."""
        if self.practices:
            return str(self.get_practices_display())
        return str(self.get_base_display()) if self.base else _("do đơn vị báo cáo")

    @property
    def is_reported(self) -> bool:
        """Whether the unit reports how far it is: the system counts initiatives of programmes, and
        good practices.
        """
        return not self.practices and (self.period_id is None or not self.base)

    @property
    def is_assigned(self) -> bool:
        return self.origin == TargetOrigin.ASSIGNED

    @property
    def holder(self) -> Unit | Cluster | None:
        return self.unit or self.cluster

    @property
    def held_by(self) -> Unit | Cluster:
        holder = self.holder
        if holder is None:  # pragma: no cover - the database refuses such a row
            raise ValueError(self.pk)
        return holder

    @property
    def own_period(self) -> Period:
        """The period of a programme, for those who know that it has one."""
        if self.period is None:
            raise ValueError(self.pk)
        return self.period

    @property
    def runs(self) -> Period | Span:
        """When it counts."""
        if self.period is not None:
            return self.period
        if self.since is None or self.until is None:  # pragma: no cover - the database refuses
            raise ValueError(self.pk)
        return Span(since=self.since, until=self.until)

    @property
    def time_words(self) -> str:
        """ "Giai đoạn 1", "01/01/2024–31/12/2024"."""
        return measures.time_words(self.runs)

    @property
    def opens_at(self) -> dt.datetime:
        return self.runs.opens_at
