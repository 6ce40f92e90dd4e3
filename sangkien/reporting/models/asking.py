"""What a unit asks the units below it, or those of a cluster, to report, and by when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.core.periods import last_day
from sangkien.files.models import StoredFile
from sangkien.programmes.models import Programme
from sangkien.reporting import rules
from sangkien.reporting.enums import Audience, OnDayOff, QuestionKind, Rhythm
from sangkien.reporting.rules import Question, Span, Term
from sangkien.units.models import Cluster, Unit


class ReportRequestQuerySet(models.QuerySet["ReportRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the unit that asks, of those above it, and of the auditors there. Units that owe it see
        their own report.
        """
        asked = within(actor, Permission.REPORT_ASK, field="unit__path")
        return self.filter(asked | within(actor, Permission.OVERSIGHT_VIEW, field="unit__path"))


class ReportRequest(models.Model):
    """ "Yêu cầu báo cáo" (chế độ báo cáo): once, or repeated by a rule.

    `once_on` is the day of one that is asked for once; else `month` and `day` are the rule
    (`rules.Term`). `minute` counts from midnight. `next_first_on` is the first day of the span that
    is given to the units next, from `open_on` on; both are empty when there is none. `remind_days`
    before the day the units are told once; up to `grace_days` late still is on time.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="asked_reports")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    title = LineField(max_length=rules.TITLE_LENGTH)
    wanted = ProseField(blank=True)
    template = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    questions = models.JSONField()
    rhythm = models.CharField(max_length=11, choices=Rhythm.choices)
    once_on = models.DateField(null=True)
    month = models.PositiveSmallIntegerField(default=1)
    day = models.PositiveSmallIntegerField(default=1)
    minute = models.PositiveSmallIntegerField(default=rules.FULL_DAY)
    on_day_off = models.CharField(max_length=4, choices=OnDayOff.choices)
    remind_days = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    next_first_on = models.DateField(null=True)
    open_on = models.DateField(null=True, db_index=True)
    request_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_reason = ProseField(blank=True)

    objects = ReportRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm=Rhythm.ONCE) ^ Q(once_on=None), name="reporting_once_has_day"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.CLUSTER) ^ Q(cluster=None),
                name="reporting_cluster_named",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="reporting_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="reporting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(open_on=None, next_first_on=None)
                | Q(open_on__isnull=False, next_first_on__isnull=False),
                name="reporting_next_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="reporting_of_asker")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_repeated(self) -> bool:
        return self.rhythm != Rhythm.ONCE

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def term(self) -> Term:
        return Term(
            rhythm=Rhythm(self.rhythm),
            month=self.month,
            day=self.day,
            minute=self.minute,
            on_day_off=OnDayOff(self.on_day_off),
        )

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        return tuple(
            Question(
                key=row["key"],
                label=row["label"],
                kind=QuestionKind(row["kind"]),
                is_optional=row["is_optional"],
            )
            for row in self.questions
        )


class Occurrence(models.Model):
    """ "Kỳ báo cáo": what is reported on (`first_on` to `last_on`), and by when. `nominal_on` is the
    day of the rule where the term was moved because of a day off.

    `reached` is the path of the last unit that got its row while it is being opened.
    """

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="occurrences")
    first_on = models.DateField()
    last_on = models.DateField()
    nominal_on = models.DateField()
    due_at = models.DateTimeField()
    remind_on = models.DateField()
    made_at = models.DateTimeField()
    reached = models.CharField(max_length=Unit._meta.get_field("path").max_length or 0, blank=True)
    opened_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "first_on"], name="reporting_occurrence_once"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="reporting_opening", condition=Q(opened_at=None)),
            models.Index(
                fields=["remind_on"], name="reporting_to_remind", condition=Q(reminded_at=None)
            ),
            models.Index(fields=["due_at"], name="reporting_to_dun", condition=Q(overdue_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.first_on}"

    @property
    def span(self) -> Span:
        return Span(first=self.first_on, last=self.last_on)

    @property
    def label(self) -> str:
        """ "Quý I/2026"; the title of what is asked for once."""
        if not self.request.is_repeated:
            return self.request.title
        return rules.span_words(Rhythm(self.request.rhythm), self.span)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def was_moved(self) -> bool:
        return self.nominal_on != self.due_day

    @property
    def due_day(self) -> dt.date:
        return last_day(self.due_at)
