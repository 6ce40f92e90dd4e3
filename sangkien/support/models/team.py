"""Support teams, who is in them and for which units."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import NOTHING, within
from sangkien.accounts.models import AccountLock, User
from sangkien.core.fields import LineField
from sangkien.support import rules
from sangkien.units.models import Cluster, Grant, Unit


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in which the actor is, and those of the units whose teams the actor looks after."""
        own = Q(pk__in=_own(actor)) if actor.user_id else NOTHING
        return self.filter(own | within(actor, Permission.SUPPORT_MANAGE, field="unit__path"))

    def of_member(self, actor: Actor) -> Self:
        return self.filter(Q(pk__in=_own(actor)) if actor.user_id else NOTHING)

    def standing(self) -> Self:
        return self.filter(ended_at=None, unit__closed_on=None)


def _own(actor: Actor) -> "models.QuerySet[TeamMember, int]":
    rows = TeamMember.objects.current().filter(user_id=actor.user_id or 0)
    return rows.values_list("team_id", flat=True)


class Team(models.Model):
    """ "Tổ hỗ trợ sáng kiến" that a unit of any level sets up by a decision.

    `channel` is the address of its group (Zalo), shown to the authors of the units in its charge.
    `own_tasks` are words for tasks that the unit added to `rules.TASKS`.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="support_teams")
    name = LineField("tên tổ", max_length=rules.NAME_LENGTH)
    decision_number = LineField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    channel = models.URLField("nhóm Zalo", max_length=rules.CHANNEL_LENGTH, blank=True)
    own_tasks = models.JSONField(default=list)
    since_on = models.DateField("từ ngày")
    until_on = models.DateField("đến hết ngày", null=True)
    request_key = models.UUIDField(unique=True)
    set_up_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    set_up_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("since_on")),
                name="support_team_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_standing_on(self, day: dt.date) -> bool:
        begun = self.since_on <= day and self.ended_at is None
        return begun and (self.until_on is None or day <= self.until_on)


class Charge(models.Model):
    """ "Đơn vị phụ trách": a unit, with everything below it, that a team helps; `cluster` says
    that it is there as a member of a cluster or block.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="charges")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "unit"], name="support_charge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.unit_id}"


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self) -> Self:
        """Who has not left a team that stands; locked accounts are no help to anybody."""
        locked = AccountLock.objects.filter(unlocked_at=None)
        standing = self.filter(left_at=None, team__ended_at=None, user__is_active=True)
        return standing.exclude(user_id__in=locked.values("user_id"))


class TeamMember(models.Model):
    """ "Thành viên Tổ hỗ trợ" with the tasks that the head gave.

    `shows_phone` is the member's own consent: authors of the units in charge then see the phone
    number. The rights are the `Grant`s made with the membership (`MemberGrant`), which end with it.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="support_memberships")
    is_head = models.BooleanField("tổ trưởng", default=False)
    tasks = models.JSONField(default=list)
    shows_phone = models.BooleanField(default=False)
    since_on = models.DateField("từ ngày")
    left_at = models.DateTimeField(null=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=Q(left_at=None),
                name="support_member_once",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(left_at=None, is_head=True),
                name="support_one_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.team_id}"

    @property
    def phone(self) -> str:
        """For authors: empty without the member's consent."""
        return (self.user.phone or "") if self.shows_phone and self.user.is_active else ""


class MemberGrant(models.Model):
    """Which right was given with a membership: it ends with it, others of the person do not."""

    member = models.ForeignKey(TeamMember, models.CASCADE, related_name="given")
    grant = models.OneToOneField(Grant, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.member_id}: {self.grant_id}"
