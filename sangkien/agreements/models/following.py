"""What units report of their targets, and wishes to change targets that are in force."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.agreements.enums import ChangeState, ResultState, TargetBase
from sangkien.agreements.models.target import Target
from sangkien.core.fields import LineField, ProseField
from sangkien.files.models import StoredFile


class ResultQuerySet(models.QuerySet["TargetResult"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the targets that the actor sees."""
        return self.filter(target__in=Target.objects.visible_to(actor))


class ChangeQuerySet(models.QuerySet["TargetChange"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the targets that the actor sees."""
        return self.filter(target__in=Target.objects.visible_to(actor))


class TargetResult(models.Model):
    """ "Kết quả thực hiện chỉ tiêu", as the unit that holds it reported it on `as_of`.

    `value` counts what the target counts; with `whole` the result is `value` of `whole`, a
    percentage. For a target that is to be done by a day 1 says that it is done, 0 that it is not.
    `file` is a paper or a photo that proves it; whoever sees the target may open it.
    Reports are never changed: the newest one that was not returned is what stands (`is_current`).
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    value = models.DecimalField(max_digits=15, decimal_places=2)
    whole = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    as_of = models.DateField()
    words = ProseField("minh chứng")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ResultState.choices)
    is_current = models.BooleanField(default=True)
    request_key = models.UUIDField(unique=True)
    reported_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reported_at = models.DateTimeField()
    answer = ProseField(blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(is_current=True),
                name="agreements_one_current_result",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (Q(whole=None) | Q(whole__gt=0)),
                name="agreements_result_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state=ResultState.WAITING, answered_at=None)
                | (~Q(state=ResultState.WAITING) & Q(answered_at__isnull=False)),
                name="agreements_result_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.RETURNED) | (~Q(answer="") & Q(is_current=False)),
                name="agreements_returned_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.as_of}: {self.value}"


class TargetChange(models.Model):
    """ "Đề nghị điều chỉnh chỉ tiêu" that is in force: asked by somebody with a reason, decided by
    somebody else of the level that assigns it. `value` None asks for its end.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="changes")
    value = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    most = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    each = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    base = models.CharField(max_length=10, choices=TargetBase.choices, blank=True)
    due_on = models.DateField(null=True)
    reason = ProseField("lý do")
    document = LineField("số văn bản", max_length=300)
    is_from_holder = models.BooleanField()
    state = models.CharField(
        max_length=10, choices=ChangeState.choices, default=ChangeState.PENDING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answer = ProseField(blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    made = models.OneToOneField(Target, models.PROTECT, null=True, related_name="made_by")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state=ChangeState.PENDING),
                name="agreements_one_open_change",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.PENDING, answered_at=None)
                | (~Q(state=ChangeState.PENDING) & Q(answered_at__isnull=False)),
                name="agreements_change_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ChangeState.APPROVED, ChangeState.REFUSED])
                | ~Q(answered_by=F("asked_by")),
                name="agreements_change_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gt=0), name="agreements_change_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.state}"
