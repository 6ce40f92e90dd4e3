"""Requests for help and what was said about them."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.access.scoping import NOTHING, within
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.fields import ProseField
from sangkien.initiatives.models import Initiative
from sangkien.support.enums import OPEN, HelpState
from sangkien.support.models.team import Team, TeamMember
from sangkien.units.models import Unit


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def of(self, actor: Actor) -> Self:
        """The actor's own ones."""
        return self.filter(Q(asked_by_id=actor.user_id) if actor.user_id else NOTHING)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def visible_to(self, actor: Actor) -> Self:
        """The own ones, and those of the units in which the actor helps."""
        own = Q(asked_by_id=actor.user_id) if actor.user_id else NOTHING
        return self.filter(own | within(actor, Permission.SUPPORT_GIVE, field="unit__path"))

    def waiting_for(self, actor: Actor, *, on: dt.date) -> Self:
        """The queue: of the team that was asked, and of those who help without a team; of teams
        above and of the officers where the team let the day pass; of the officers where nobody
        else is.
        """
        team = NOTHING
        for scope in actor.scopes:
            if scope.role == RoleKey.SUPPORT:
                team |= paths.subtree(scope.path, field="unit__path")
        own = TeamMember.objects.current().filter(user_id=actor.user_id or 0).values("team_id")
        team &= Q(team=None) | Q(team__in=own) | Q(team__ended_at__isnull=False)
        anybody = within(actor, Permission.SUPPORT_GIVE, field="unit__path")
        fallback = anybody & (Q(to_team=False) | Q(due_on__lt=on) | Q(helper_id=actor.user_id))
        found = self.open().filter(team | fallback)
        return found.exclude(asked_by_id=actor.user_id)


class HelpRequest(models.Model):
    """ "Yêu cầu hỗ trợ": somebody asks for help with an initiative, or before there is one.

    `team` is the support team that is asked, None where somebody helps without one. `is_solved` is
    what the asker says about it, None as long as nothing. `may_edit` is the asker's consent that the helper writes in the draft. `to_team` says that a
    support team looked after the unit when it was asked; else its officers do. A draft that is
    thrown away leaves the request without one.
    """

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="help_requests", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, related_name="help_requests"
    )
    need = ProseField()
    may_edit = models.BooleanField(default=False)
    to_team = models.BooleanField()
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="requests")
    state = models.CharField(max_length=10, choices=HelpState.choices, default=HelpState.WAITING)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    helper = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    is_solved = models.BooleanField(null=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "initiative"],
                condition=Q(state__in=OPEN, initiative__isnull=False),
                name="support_open_once_per_draft",
            ),
            models.CheckConstraint(
                condition=Q(helper=None, taken_at=None)
                | Q(helper__isnull=False, taken_at__isnull=False),
                name="support_helper_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=HelpState.TAKEN) | Q(helper__isnull=False),
                name="support_taken_has_helper",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_at=None)
                | (~Q(state__in=OPEN) & Q(closed_at__isnull=False)),
                name="support_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_on", "id"],
                name="support_queue",
                condition=Q(state__in=OPEN),
            ),
            models.Index(fields=["asked_by", "-id"], name="support_of_asker"),
            models.Index(fields=["helper", "asked_at"], name="support_of_helper"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        return self.state == HelpState.WAITING

    @property
    def is_taken(self) -> bool:
        return self.state == HelpState.TAKEN

    def is_late_on(self, day: dt.date) -> bool:
        return self.is_open and day > self.due_on


class HelpNote(models.Model):
    """ "Nhật ký hỗ trợ": what helper and asker wrote to each other about one request."""

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    text = ProseField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="support_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.written_at}"
