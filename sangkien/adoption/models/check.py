"""Is it still in use after 3, 6 and 12 months?"""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.adoption.enums import STILL_USED, CheckState, Use
from sangkien.adoption.models.adoption import Adoption
from sangkien.core.fields import ProseField
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit


class Course(models.Model):
    """ "Lịch kiểm tra sử dụng" of an initiative at its own unit, or of one adoption.

    `asked` is the last step that was asked (in months), `next_due_on` when the next one falls due:
    the worker finds what is due by it alone. `use` is the last answer, of the day `used_on`.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="courses")
    adoption = models.OneToOneField(Adoption, models.PROTECT, null=True, related_name="course")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    asked = models.PositiveSmallIntegerField(default=0)
    next_due_on = models.DateField(null=True)
    use = models.CharField(max_length=10, choices=Use.choices, blank=True)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(adoption=None), name="adoption_course_once"
            ),
            models.CheckConstraint(
                condition=Q(use="", used_on=None) | (~Q(use="") & Q(used_on__isnull=False)),
                name="adoption_course_use_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_on", "id"],
                name="adoption_course_due",
                condition=Q(next_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} @ {self.unit_id}"

    @property
    def is_used(self) -> bool:
        return self.use in STILL_USED


class CheckQuerySet(models.QuerySet["Check"]):
    def open(self) -> Self:
        return self.filter(state=CheckState.OPEN)

    def of_unit_officers(self, actor: Actor) -> Self:
        """In the units whose officer the actor is."""
        reach = within(actor, Permission.INITIATIVE_REVIEW, field="unit__path")
        return self.filter(reach)


class Check(models.Model):
    """ "Lần hỏi sau 3, 6, 12 tháng": open until somebody answers or `lapses_on` is over."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="checks", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    lapses_on = models.DateField()
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.OPEN)

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "months"], name="adoption_check_once"),
        ]
        indexes = [
            models.Index(
                fields=["unit", "lapses_on", "id"],
                name="adoption_check_unit",
                condition=Q(state=CheckState.OPEN),
            ),
            models.Index(
                fields=["lapses_on", "id"],
                name="adoption_check_lapse",
                condition=Q(state=CheckState.OPEN),
            ),
            models.Index(
                fields=["id"],
                name="adoption_check_untold",
                condition=Q(state=CheckState.OPEN, told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.months}"

    @property
    def is_open(self) -> bool:
        return self.state == CheckState.OPEN

    def concerns(self, actor: Actor) -> bool:
        """The author or who brought it in, and the officers of the unit that uses it, answer."""
        course = self.course
        who = course.adoption.brought_by_id if course.adoption else course.initiative.author_id
        return actor.user_id is not None and (
            actor.user_id == who or actor.can(Permission.INITIATIVE_REVIEW, at=self.unit.path)
        )

    def is_over_on(self, day: dt.date) -> bool:
        return day > self.lapses_on


class Answer(models.Model):
    """ "Trả lời": one per check; why it was stopped, or a word about how it is used."""

    check_asked = models.OneToOneField(Check, models.CASCADE, related_name="answer")
    use = models.CharField(max_length=10, choices=Use.choices)
    reason = ProseField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    by_link = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(use=Use.STOPPED) | ~Q(reason=""), name="adoption_stop_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_asked_id}: {self.use}"
