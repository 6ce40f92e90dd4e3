"""Refusals of a recognition and appeals."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.initiatives.models import Initiative
from sangkien.recognition.enums import AppealState
from sangkien.units.models import Unit


class Refusal(models.Model):
    """ "Không công nhận": a valid initiative that the unit does not recognise, with the reason.

    It stands until `lifted_at`: an appeal brought it back, or it was corrected and sent again. The
    row stays, so that whoever considers it next reads what was said before.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="refusals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="refusals")
    reason = ProseField()
    refused_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    refused_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(lifted_at=None),
                name="recognition_one_refusal_stands",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recognition_refusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.reason}"


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, those that one answers, and those against a decision of one's own unit."""
        if actor.is_system:
            return self.all()
        if actor.user_id is None:
            return self.none()
        answered = within(actor, Permission.APPEAL_HANDLE, field="unit__path")
        against = Q(against__path__in=actor.offices(Permission.RECOGNITION_DECIDE))
        return self.filter(answered | against | Q(sent_by_id=actor.user_id))


class Appeal(models.Model):
    """ "Kiến nghị xem xét lại": asked once for an initiative, answered by `unit`, which stands
    above the one that refused (`against`).
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="appeal")
    against = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appeals")
    refused_reason = ProseField()
    refused_at = models.DateTimeField()
    text = ProseField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="appeals")
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=AppealState.choices, default=AppealState.WAITING
    )
    answer = ProseField(blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AppealState.WAITING, answered_at=None, answer="")
                | (~Q(state=AppealState.WAITING) & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="recognition_appeal_answered_has_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="recognition_appeals_waiting",
                condition=Q(state=AppealState.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == AppealState.WAITING
