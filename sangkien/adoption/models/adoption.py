"""Another unit uses an initiative."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import NOTHING, within
from sangkien.accounts.models import User
from sangkien.adoption.enums import OPEN, AdoptionState
from sangkien.core.fields import LineField, ProseField
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def standing(self) -> Self:
        return self.filter(state=AdoptionState.STANDING)

    def visible_to(self, actor: Actor) -> Self:
        """The own ones, those of overseen units, and those of initiatives that one wrote."""
        if actor.is_system:
            return self.all()
        mine = (
            Q(brought_by_id=actor.user_id) | Q(initiative__author_id=actor.user_id)
            if actor.user_id is not None
            else NOTHING
        )
        return self.filter(mine | within(actor, Permission.INITIATIVE_VIEW, field="unit__path"))

    def awaiting(self, actor: Actor) -> Self:
        """What members recorded for units whose officer the actor is."""
        reach = within(actor, Permission.INITIATIVE_REVIEW, field="unit__path")
        return self.filter(reach, state=AdoptionState.PROPOSED)


class Adoption(models.Model):
    """ "Áp dụng lại": a unit uses the initiative of another one, with credit to both.

    The first author stays the author; `brought_by` is who brought it into the unit. Recorded by a
    member it waits for an officer of the unit. `reason` says why it was declined or withdrawn.
    """

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="adoptions", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="adoptions", db_index=False)
    since_on = models.DateField()
    place = LineField(max_length=200)
    changes = ProseField(blank=True)
    benefit_vnd = models.BigIntegerField(null=True)
    benefit_basis = ProseField(blank=True)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="adoptions")
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AdoptionState.choices)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = ProseField(blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit"],
                condition=Q(state__in=OPEN),
                name="adoption_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state=AdoptionState.PROPOSED, decided_at=None)
                | (~Q(state=AdoptionState.PROPOSED) & Q(decided_at__isnull=False)),
                name="adoption_decided",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | ~Q(reason=""), name="adoption_end_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(benefit_vnd=None) | Q(benefit_vnd__gte=0),
                name="adoption_benefit_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "state", "-id"], name="adoption_of_initiative"),
            models.Index(fields=["unit", "state", "-id"], name="adoption_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ← {self.initiative_id}"

    @property
    def is_standing(self) -> bool:
        return self.state == AdoptionState.STANDING

    @property
    def is_proposed(self) -> bool:
        return self.state == AdoptionState.PROPOSED
