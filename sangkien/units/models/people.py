"""Who belongs to a unit, and who may act for it."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.roles import ROLES, RoleKey
from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.units.models.unit import Unit


def in_force(day: dt.date) -> Q:
    """Rows that are in force from `since_on` to `until_on`, both days included."""
    return Q(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


# The same as text, for memberships and grants at once: every signed-in request asks it, and
# building the expressions took ten times as long as the answer.
SCOPES_IN_FORCE = f"""
SELECT held.role, unit.id, unit.path
  FROM (SELECT '{RoleKey.AUTHOR.value}' AS role, unit_id
          FROM units_membership
         WHERE user_id = %(user)s AND since_on <= %(day)s
           AND (until_on IS NULL OR until_on >= %(day)s)
         UNION ALL
        SELECT role, unit_id
          FROM units_grant
         WHERE user_id = %(user)s AND since_on <= %(day)s
           AND (until_on IS NULL OR until_on >= %(day)s)
           AND revoked_at IS NULL) AS held
  JOIN units_unit AS unit ON unit.id = held.unit_id
"""  # noqa: S608 - made of constants


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(in_force(day))


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(in_force(day), revoked_at=None)


class Membership(models.Model):
    """ "Đoàn viên, người lao động của đơn vị": makes a person an author of the unit."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="units_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "unit"],
                condition=Q(until_on=None),
                name="units_membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.unit_id}"

    def is_in_force_on(self, day: dt.date) -> bool:
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)


class Grant(models.Model):
    """ "Phân quyền": a role for a unit and everything below it, with dates and a reason.

    `given_at` is the unit by whose office it was given: nobody below that level ends it. `drafts_from`
    is who had the role before, until the first day passes on what that one began to enter for others.
    `is_acting` ("quyền phụ trách") stands in for somebody and always has an end. The clock of the
    yearly review runs from `reviewed_on`: the day on which the role was given counts as the first
    look at it, `reviewed_by` says who looked again.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(
        max_length=30, choices=[(key.value, role.name) for key, role in ROLES.items()]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="given_grants")
    given_at = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    drafts_from = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = LineField(max_length=300, blank=True)
    is_acting = models.BooleanField(default=False)
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="units_grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[key.value for key in RoleKey if key != RoleKey.AUTHOR]),
                name="units_grant_role_known",
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False) | Q(until_on__isnull=False),
                name="units_grant_acting_ends",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewed_on", "id"],
                condition=Q(revoked_at=None),
                name="units_grant_review",
            ),
            models.Index(
                fields=["since_on"],
                condition=Q(drafts_from__isnull=False),
                name="units_grant_passes_drafts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} @ {self.unit_id}"
