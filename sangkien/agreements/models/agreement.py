"""Agreements and who is party to them."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.agreements import contents
from sangkien.agreements.enums import AgreementKind, AgreementState, Outcome, Span
from sangkien.core import paths
from sangkien.core.fields import LineField, ProseField
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of officers of the unit that drafts it, of the parties once it was sent to them, of the
        units above; signed ones also of the members of the parties.
        """
        parties = Party.objects.filter(within(actor, Permission.AGREEMENT_VIEW, field="unit__path"))
        asked = Q(sent_at__isnull=False, pk__in=parties.values("agreement"))
        signed = Q(signed_at__isnull=False, pk__in=_of_members(actor).values("agreement"))
        own = within(actor, Permission.AGREEMENT_VIEW, field="unit__path")
        return self.filter(own | asked | signed)


def _of_members(actor: Actor) -> "models.QuerySet[Party]":
    """Parties in which the actor is a member, or in a section of whose CĐCS."""
    above = {path for scope in actor.scopes for path in paths.ancestors(scope.path)}
    in_sections = Q(unit__path__in=above, unit__level__is_grassroots=True)
    return Party.objects.filter(Q(unit__in=[scope.unit_id for scope in actor.scopes]) | in_sections)


class Agreement(models.Model):
    """ "Giao ước thi đua" between parties for a time. What it says is in its editions: number 1
    is the agreement itself, later ones are its annexes.

    The figures of its pledges belong to `period`. `sent_at` is when the parties first saw it.
    """

    kind = models.CharField(max_length=12, choices=AgreementKind.choices)
    span = models.CharField(max_length=10, choices=Span.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="drafted_agreements")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="agreements")
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="agreements")
    title = LineField("tên giao ước", max_length=contents.TITLE_LENGTH)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    state = models.CharField(
        max_length=10, choices=AgreementState.choices, default=AgreementState.DRAFTING
    )
    request_key = models.UUIDField(unique=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    ending_words = ProseField("nhận xét khi tổng kết", blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreements_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFTING, signed_at=None, ended_at=None)
                | Q(state=AgreementState.IN_FORCE, signed_at__isnull=False, ended_at=None)
                | Q(state=AgreementState.CLOSED, signed_at__isnull=False, ended_at__isnull=False)
                | Q(state=AgreementState.DROPPED, signed_at=None, ended_at__isnull=False),
                name="agreements_state_has_times",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.CLOSED) ^ Q(outcome=""),
                name="agreements_closed_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_enum(self) -> AgreementState:
        return AgreementState(self.state)

    @property
    def is_in_force(self) -> bool:
        return self.state == AgreementState.IN_FORCE


class Party(models.Model):
    """ "Bên ký": a unit, a cluster or block through the unit that leads it, or, without a unit,
    somebody outside of the union such as the employer.

    Of the same one the printed words stand in each edition that was sent: the list here is of today.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    place = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="agreement_parties")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+")
    name = LineField("tên in trên giao ước", max_length=contents.NAME_LENGTH)
    role = LineField("vai", max_length=60, blank=True)
    signatory = LineField("người ký", max_length=contents.PERSON_LENGTH, blank=True)
    post = LineField("chức vụ", max_length=contents.PERSON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "place"], name="agreements_party_place"),
            models.CheckConstraint(
                condition=Q(cluster=None) | Q(unit__isnull=False),
                name="agreements_cluster_party_has_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        return self.unit_id is None

    @property
    def label(self) -> str:
        """ "Bên A: Liên đoàn Lao động tỉnh …"."""
        return f"{self.role}: {self.name}" if self.role else self.name
