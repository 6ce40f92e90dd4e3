"""What a unit owes for one occurrence, and what it sent."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.files.models import StoredFile
from sangkien.reporting import rules
from sangkien.reporting.enums import ReportState
from sangkien.reporting.models.asking import Occurrence
from sangkien.reporting.rules import Standing
from sangkien.units.models import Unit


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the unit that reports and of those above it, of the unit that asks, and of the auditors
        of both.
        """
        asker = "occurrence__request__unit__path"
        own = within(actor, Permission.REPORT_SEND, field="unit__path")
        asked = within(actor, Permission.REPORT_ASK, field=asker)
        return self.filter(own | asked | _overseen(actor) | _overseen(actor, field=asker))

    def overseen_by(self, actor: Actor) -> Self:
        """Of the units in the scope of an auditor."""
        return self.filter(_overseen(actor))

    def of_offices(self, actor: Actor) -> Self:
        """Those that the actor may send: an office of the very unit."""
        return self.filter(unit__path__in=actor.offices(Permission.REPORT_SEND))

    def owed(self) -> Self:
        """Not sent, and still wanted (`rules.is_owed` asks the same of one that is due)."""
        return self.filter(
            Q(unit__closed_on=None) | Q(unit__closed_on__gt=models.F("due_on")),
            counted_at=None,
            occurrence__cancelled_at=None,
        )


def _overseen(actor: Actor, *, field: str = "unit__path") -> Q:
    return within(actor, Permission.OVERSIGHT_VIEW, field=field)


class Report(models.Model):
    """ "Báo cáo" of one unit for one occurrence; the row is there from the day it is asked for.

    `due_at` is the term of this unit, put off or not, `due_on` the last day of it. `counted_at` is the arrival of the first version
    that counts: one that was returned as void does not; `days_late` (0 within the grace) belongs to it.
    `answers` are those of the last version sent,
    `draft` what is being written: words, numbers as text, keys of files, by the key of the question.
    """

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", db_index=False)
    due_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.WAITING)
    draft = models.JSONField(default=dict)
    drafted_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    number = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    days_late = models.PositiveSmallIntegerField(default=0)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    returned_reason = ProseField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "unit"], name="reporting_report_once"),
            models.CheckConstraint(
                condition=Q(state=ReportState.WAITING, number=0, sent_at=None)
                | (~Q(state=ReportState.WAITING) & Q(number__gte=1, sent_at__isnull=False)),
                name="reporting_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(counted_at__isnull=False),
                name="reporting_sent_counts",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(returned_reason=""),
                name="reporting_returned_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at", "id"], name="reporting_calendar"),
            models.Index(fields=["occurrence", "state", "id"], name="reporting_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.unit_id}: {self.state}"

    @property
    def is_sent(self) -> bool:
        return self.state == ReportState.SENT

    @property
    def is_returned(self) -> bool:
        return self.state == ReportState.RETURNED

    @property
    def stamp(self) -> str:
        """What a form names so that nobody overwrites what a colleague wrote meanwhile."""
        written = self.drafted_at.astimezone(dt.UTC).isoformat() if self.drafted_at else ""
        return f"{self.number}.{written}"

    @property
    def is_extended(self) -> bool:
        return self.due_at != self.occurrence.due_at

    @property
    def is_owed(self) -> bool:
        return rules.is_owed(
            due=self.due_at,
            is_cancelled=self.occurrence.is_cancelled,
            closed_on=self.unit.closed_on,
        )

    def standing(self, now: dt.datetime) -> Standing:
        return rules.standing(
            due=self.due_at,
            counted=self.counted_at,
            grace_days=self.occurrence.request.grace_days,
            is_owed=self.is_owed,
            now=now,
        )


class ReportVersion(models.Model):
    """ "Bản báo cáo đã gửi": never changed; a correction is the next one."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reporting_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class ReportFile(models.Model):
    """ "Tệp của báo cáo", of one question; versions and the draft name it by its number."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    question = models.CharField(max_length=10)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.question}"


class Figure(models.Model):
    """ "Số liệu" that a report states in its last version: to be summed over units."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    question = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "question"], name="reporting_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.question}"


class Extension(models.Model):
    """ "Gia hạn cho một đơn vị", with the reason; the last one holds."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="extensions")
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = ProseField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "due_at"], name="reporting_extension_once"),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("was_due_at")), name="reporting_extension_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_extension_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.due_at}"
