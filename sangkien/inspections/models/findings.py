"""What has to be put right, and what the unit did about it."""

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
from sangkien.inspections.enums import AnswerVerdict, FindingState
from sangkien.inspections.models.inspection import spoken_for
from sangkien.inspections.models.visit import Visit
from sangkien.units.models import Unit


class FindingQuerySet(models.QuerySet["Finding"]):
    def inspected_by(self, actor: Actor) -> Self:
        return self.filter(_inspected(actor))

    def of_units(self, actor: Actor) -> Self:
        """Of the unit that has to put it right, and of the one that was inspected."""
        return self.filter(_answered(actor))

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        return self.filter(_inspected(actor) | _answered(actor) | _overseen(actor))


def _inspected(actor: Actor) -> Q:
    offices = actor.offices(Permission.INSPECTION_MANAGE)
    return Q(visit__inspection__unit__path__in=offices)


def _answered(actor: Actor) -> Q:
    offices = actor.offices(Permission.REPORT_SEND)
    return spoken_for(offices, field="unit") | spoken_for(offices, field="visit__unit")


def _overseen(actor: Actor) -> Q:
    """For auditors: whichever of the three units lies in their scope."""
    return (
        within(actor, Permission.OVERSIGHT_VIEW, field="unit__path")
        | within(actor, Permission.OVERSIGHT_VIEW, field="visit__unit__path")
        | within(actor, Permission.OVERSIGHT_VIEW, field="visit__inspection__unit__path")
    )


class Finding(models.Model):
    """ "Kiến nghị khắc phục", made of the minutes when they were locked; `number` is its row there,
    from 1. Words, remedy, day and unit are those of the minutes and never change.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_findings")
    words = ProseField()
    remedy = ProseField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=FindingState.choices, default=FindingState.OPEN)
    overdue_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="inspections_finding_once"),
            models.CheckConstraint(
                condition=Q(state=FindingState.CLOSED, closed_at__isnull=False)
                | (~Q(state=FindingState.CLOSED) & Q(closed_at=None)),
                name="inspections_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="inspections_to_remedy",
                condition=~Q(state=FindingState.CLOSED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == FindingState.OPEN

    @property
    def is_answered(self) -> bool:
        return self.state == FindingState.ANSWERED

    @property
    def is_closed(self) -> bool:
        return self.state == FindingState.CLOSED

    def is_overdue_on(self, day: dt.date) -> bool:
        """Until the team has seen that it was put right."""
        return self.is_open and day > self.due_on


class Answer(models.Model):
    """ "Kết quả khắc phục" of a finding with its evidence, and what the team said to it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    words = ProseField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    verdict = models.CharField(max_length=6, choices=AnswerVerdict.choices, blank=True)
    judged_words = ProseField(blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="inspections_answer_once"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_at=None)
                | (~Q(verdict="") & Q(judged_at__isnull=False)),
                name="inspections_judged_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=AnswerVerdict.BACK) | ~Q(judged_words=""),
                name="inspections_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}/{self.number}"
