"""Comments, reports, praise, following."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


class Comment(models.Model):
    """ "Ý kiến, câu hỏi" under a confirmed initiative; `is_answer` when its author says it.

    Removed by its writer the words are gone; hidden by an officer of the unit they are kept and
    not shown, with the reason in their place.
    """

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="comments", db_index=False
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    is_question = models.BooleanField(default=False)
    is_answer = models.BooleanField(default=False)
    text = ProseField(blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    hidden_reason = ProseField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(text="", removed_at__isnull=False) | (~Q(text="") & Q(removed_at=None)),
                name="discussions_removed_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="discussions_hidden_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "id"], name="discussions_of_initiative"),
            models.Index(fields=["written_by", "-written_at"], name="discussions_of_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.removed_at is None and self.hidden_at is None


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting_for(self, actor: Actor) -> Self:
        """Open ones about comments at the initiatives of units whose officer the actor is."""
        reach = within(actor, Permission.INITIATIVE_REVIEW, field="comment__initiative__unit_path")
        shown = Q(comment__hidden_at=None, comment__removed_at=None)
        return self.filter(reach, shown, settled_at=None)


class Report(models.Model):
    """ "Báo ý kiến không phù hợp": once per person; open until an officer hides or keeps it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = ProseField()
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reported_by"], name="discussions_report_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="discussions_report_open", condition=Q(settled_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} ← {self.reported_by_id}"


class Praise(models.Model):
    """ "Khen": one per person and initiative; no vote, it decides nothing."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="praises")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    praised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "user"], name="discussions_praise_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.initiative_id}"


class Follow(models.Model):
    """ "Đang theo dõi": an initiative, a unit or a programme; exactly one of them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "initiative"], name="discussions_follow_initiative"
            ),
            models.UniqueConstraint(fields=["user", "unit"], name="discussions_follow_unit"),
            models.UniqueConstraint(
                fields=["user", "programme"], name="discussions_follow_programme"
            ),
            models.CheckConstraint(
                condition=Q(initiative__isnull=False, unit=None, programme=None)
                | Q(initiative=None, unit__isnull=False, programme=None)
                | Q(initiative=None, unit=None, programme__isnull=False),
                name="discussions_follow_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="discussions_followed")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.initiative_id or self.unit_id or self.programme_id}"


class TalkDuringReview(models.Model):
    """ "Cho trao đổi khi đang xét": a programme with this row talks also while a council judges."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="+")
    allowed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    allowed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.programme_id}"
