"""What a unit submits in writing for a round."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.commendation.models.revocation import SignedBySecond
from sangkien.commendation.models.round import Round
from sangkien.core.fields import LineField
from sangkien.units.models import Unit


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the units for which the actor proposes; signed ones also for whoever looks after them."""
        own = Q(unit__path__in=actor.offices(Permission.AWARD_PROPOSE))
        looked = within(actor, Permission.AWARD_VIEW, field="unit__path")
        return self.filter(own | (looked & Q(signed_at__isnull=False)))


class Submission(SignedBySecond):
    """ "Tờ trình đề nghị khen thưởng" of a unit in a round. `dossiers` are the numbers of those that it lists,
    each in one submission of its unit that is in force; dropped drafts are deleted.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_submissions")
    addressed_to = LineField("kính gửi", max_length=250)
    dossiers = models.JSONField(default=list)

    objects = SubmissionQuerySet.as_manager()

    class Meta(SignedBySecond.Meta):
        constraints = [
            *SignedBySecond.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(signed_at=None),
                name="commendation_submission_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"

    @property
    def is_draft(self) -> bool:
        return self.signed_at is None

    @property
    def is_revoked(self) -> bool:
        return self.paper is not None and self.paper.revoked_at is not None
