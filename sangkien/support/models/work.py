"""Work of the team off the screen, and who looks after units that have sent nothing yet."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.programmes.models import Period
from sangkien.support.enums import CareOutcome, WorkKind
from sangkien.support.models.team import TeamMember
from sangkien.units.models import Unit


class HelpWork(models.Model):
    """ "Nhật ký công việc của Tổ": a visit or a call, written down by hand by who did it."""

    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="work")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=WorkKind.choices)
    done_on = models.DateField("ngày làm")
    what = ProseField("nội dung")
    written_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="support_work_says_something"),
        ]
        indexes = [
            models.Index(fields=["member", "-done_on", "-id"], name="support_work_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.done_on}"


class Caretaking(models.Model):
    """ "Phụ trách đơn vị chưa có sáng kiến": one member answers for one unit until a day.

    `period` is the one in whose list the unit stood at zero.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    member = models.ForeignKey(TeamMember, models.PROTECT, related_name="caretakings")
    assigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    assigned_at = models.DateTimeField()
    due_on = models.DateField("hạn")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=CareOutcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"],
                condition=Q(ended_at=None),
                name="support_one_caretaker",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="support_caretaking_ended_has_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "due_on", "id"],
                condition=Q(ended_at=None),
                name="support_caretaker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.member_id}"
