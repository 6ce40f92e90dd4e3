"""The dated tree of the union."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core import paths
from sangkien.core.fields import LineField


class Level(models.Model):
    """ "Cấp công đoàn": data, not code. `tier` 1 is the national level; sections come last.

    `is_grassroots` marks the CĐCS, the unit in which coverage ("100 % CĐCS") is counted.
    """

    key = models.SlugField(max_length=30, primary_key=True)
    name = LineField(max_length=80)
    tier = models.PositiveSmallIntegerField()
    is_grassroots = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    """Named filters; every reader starts from `visible_to` or from public figures."""

    def visible_to(self, actor: Actor) -> Self:
        """Units that the actor oversees, and the own ones."""
        own = Q(pk__in=[scope.unit_id for scope in actor.scopes])
        return self.filter(within(actor, Permission.UNIT_VIEW) | own)

    def under(self, path: str) -> Self:
        """The unit with this path and everything below it."""
        return self.filter(paths.subtree(path))

    def standing_on(self, day: dt.date) -> Self:
        """Units that existed on a day; `closed_on` is the first day without the unit."""
        return self.filter(
            Q(closed_on=None) | Q(closed_on__gt=day),
            opened_on__lte=day,
        )

    def standing_between(self, first: dt.date, last: dt.date) -> Self:
        """Units that existed on at least one day of a span (both ends count)."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=first), opened_on__lte=last)

    def grassroots(self) -> Self:
        return self.filter(level__is_grassroots=True)


class Unit(models.Model):
    """ "Đơn vị công đoàn": one organisation of the tree, from `opened_on` until `closed_on`.

    `path` is the chain of primary keys from the root in fixed-width steps (`core.paths`). Name,
    level, parent and path are those of today; `Position` has the earlier ones. A unit that was
    merged hangs below its successor, so that the totals there go on holding what it did.
    `former_names` keeps old names findable.
    """

    code = models.CharField(max_length=30, unique=True)
    name = LineField(max_length=250)
    short_name = LineField(max_length=120, blank=True)
    former_names = LineField(max_length=1000, blank=True)
    folded_name = models.CharField(max_length=1500, db_index=True)
    name_sort = models.CharField(max_length=1500)
    level = models.ForeignKey(Level, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=paths.MAX_LENGTH, unique=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="units_unit_closes_after_opening",
            ),
            models.CheckConstraint(condition=~Q(path=""), name="units_unit_has_path"),
        ]
        indexes = [
            models.Index(fields=["parent", "id"], name="units_unit_children"),
            models.Index(fields=["opened_on"], name="units_unit_opened"),
            models.Index(
                fields=["closed_on"], name="units_unit_closed", condition=~Q(closed_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    def stands_on(self, day: dt.date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


class Succession(models.Model):
    """ "Kế thừa": which unit took over from which on a day (merger, split), with its source."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances")
    on = models.DateField()
    document = LineField(max_length=300, blank=True)
    act = models.ForeignKey(
        "units.Reorganisation", models.PROTECT, null=True, related_name="successions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="units_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="units_succession_not_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Headcount(models.Model):
    """ "Số đoàn viên, lao động" of a unit from a day on: the denominator of every rate."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="headcounts")
    counted_on = models.DateField()
    members = models.PositiveIntegerField()
    workers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "counted_on"], name="units_headcount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.members}/{self.workers} ({self.counted_on})"
