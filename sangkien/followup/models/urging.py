"""What was done to urge a unit, with the figures of that moment and what came of it."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.agreements.enums import TargetBase
from sangkien.core.fields import ProseField
from sangkien.followup import rules
from sangkien.followup.enums import CallOutcome, Reply, Step, Topic
from sangkien.followup.models.letter import Letter
from sangkien.programmes.models import Period
from sangkien.units.models import Unit

# On the desk of the unit for so long, unless it answers or the figure moves before.
SHOWN = dt.timedelta(days=14)


class Round(models.Model):
    """ "Đợt đôn đốc": one step for many units at once; `text` is what the officer wrote, before the
    figures of each unit were put in. `issuer` is the unit in whose name it was done; `topic` says on
    whose ladder the step stands, whatever the text names.

    `request_key` keeps a form sent twice from urging twice.
    """

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=10, choices=Topic.choices, default=Topic.PROGRAMME)
    step = models.CharField(max_length=10, choices=Step.choices)
    text = ProseField()
    request_key = models.UUIDField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request_key", "step"], name="followup_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_id}: {self.step} {self.made_at}"


class UrgingQuerySet(models.QuerySet["Urging"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the units that the actor looks after: those urged see it, and everybody above."""
        return self.filter(within(actor, Permission.PROGRESS_VIEW, field="unit__path"))

    def open_at(self, at: dt.datetime) -> Self:
        """What a unit was told and has not answered yet."""
        return self.filter(told_on__isnull=False, answer="", urged_at__gt=at - SHOWN)

    def unmeasured(self) -> Self:
        return self.filter(measured_at=None)


class Urging(models.Model):
    """ "Lượt đôn đốc" of one unit by one step.

    `sent`, `valid`, `recognised`, `target` (on `base`, None without one), `pace` and `counted_at` are the figures of
    that moment, `after_…` those of 48 hours later, of the same period. `told_on` is the day on which
    the people of the unit got a notice: one a day at most, whoever urges. A call is open until somebody
    was talked to; `call_on` is the day that was agreed on. `talk_…` are the figures when somebody was
    talked to: what came of a call is counted from there, and not from the day of the list.
    `late_reports` are the overdue reports of the unit, `after_late_reports` those of them that it
    still owes later.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="urgings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="urgings")
    step = models.CharField(max_length=10, choices=Step.choices)
    text = ProseField()
    signs = models.JSONField(default=list)
    base = models.CharField(max_length=10, choices=TargetBase.choices)
    sent = models.PositiveIntegerField()
    valid = models.PositiveIntegerField()
    recognised = models.PositiveIntegerField(default=0)
    late_reports = models.PositiveSmallIntegerField(default=0)
    target = models.PositiveIntegerField(null=True)
    pace = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField()
    urged_at = models.DateTimeField()
    told_on = models.DateField(null=True)
    measure_at = models.DateTimeField()
    after_sent = models.PositiveIntegerField(null=True)
    after_valid = models.PositiveIntegerField(null=True)
    after_late_reports = models.PositiveSmallIntegerField(null=True)
    measured_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=CallOutcome.choices, blank=True)
    outcome_words = ProseField(blank=True)
    call_on = models.DateField(null=True)
    called_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True)
    talk_sent = models.PositiveIntegerField(null=True)
    talk_valid = models.PositiveIntegerField(null=True)
    talk_late_reports = models.PositiveSmallIntegerField(null=True)
    talk_counted_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    answer_words = ProseField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="followup_urged_once_a_round"),
            models.UniqueConstraint(
                fields=["unit", "told_on"],
                condition=Q(told_on__isnull=False),
                name="followup_told_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(measured_at=None, after_sent=None, after_valid=None)
                | Q(measured_at__isnull=False, after_sent__isnull=False, after_valid__isnull=False),
                name="followup_measured_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="followup_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", called_at=None)
                | (~Q(outcome="") & Q(called_at__isnull=False, step=Step.CALL)),
                name="followup_outcome_of_a_call",
            ),
            models.CheckConstraint(
                condition=Q(talk_counted_at=None, talk_sent=None, talk_valid=None)
                | Q(
                    step=Step.CALL,
                    talk_counted_at__isnull=False,
                    talk_sent__isnull=False,
                    talk_valid__isnull=False,
                ),
                name="followup_talk_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "period", "-id"], name="followup_of_unit"),
            models.Index(fields=["period", "-id"], name="followup_of_period"),
            models.Index(
                fields=["measure_at"],
                name="followup_to_measure",
                condition=Q(measured_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.step} {self.urged_at}"

    @property
    def value(self) -> int:
        """On the base of the target, as everything that is compared with it."""
        return rules.on_base(self.base, self.sent, self.valid, self.recognised)

    @property
    def missing(self) -> int | None:
        return None if self.target is None else max(self.target - self.value, 0)

    @property
    def gained(self) -> int | None:
        """How many more 48 hours later, on the base "đã gửi"; None before they are over."""
        return None if self.after_sent is None else self.after_sent - self.sent_then

    @property
    def gained_valid(self) -> int | None:
        return None if self.after_valid is None else self.after_valid - self.valid_then

    @property
    def sent_then(self) -> int:
        """When the step was taken: of a call when somebody was talked to."""
        return self.sent if self.talk_sent is None else self.talk_sent

    @property
    def valid_then(self) -> int:
        return self.valid if self.talk_valid is None else self.talk_valid

    @property
    def late_before(self) -> int:
        """Overdue reports when it was done."""
        return self.late_reports if self.talk_late_reports is None else self.talk_late_reports

    @property
    def is_call(self) -> bool:
        return self.step == Step.CALL

    @property
    def is_about_reports(self) -> bool:
        return self.round.topic == Topic.REPORTS

    @property
    def acted_at(self) -> dt.datetime:
        """When somebody of the unit heard of it: of a call when one was talked to."""
        talked = self.is_call and not self.is_waiting_call
        return (self.called_at if talked else None) or self.urged_at

    @property
    def is_waiting_call(self) -> bool:
        """Nobody was talked to yet."""
        return self.is_call and self.outcome != CallOutcome.TALKED


# Who was asked for a report has not moved by an initiative.
MOVED = Q(after_late_reports__lt=Coalesce("talk_late_reports", "late_reports")) | (
    ~Q(round__topic=Topic.REPORTS)
    & (
        Q(after_sent__gt=Coalesce("talk_sent", "sent"))
        | Q(after_valid__gt=Coalesce("talk_valid", "valid"))
    )
)


class Recipient(models.Model):
    """ "Người nhận": an officer of the urged unit; `is_texted` says that a message went to the phone."""

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="recipients")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_texted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["urging", "user"], name="followup_recipient_once"),
        ]

    def __str__(self) -> str:
        return f"{self.urging_id} → {self.user_id}"
