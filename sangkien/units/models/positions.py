"""What the tree remembers: the acts that changed it, and the places that units had before."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.fields import LineField, ProseField
from sangkien.files.models import StoredFile
from sangkien.units.enums import ActKind, ActState
from sangkien.units.models.unit import Level, Unit


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Acts at the units that the actor oversees."""
        return self.filter(within(actor, Permission.UNIT_VIEW, field="at_unit__path"))


class Reorganisation(models.Model):
    """ "Quyết định sắp xếp tổ chức": what was decided about units, by which document, for when.

    `plan` is what was asked for and `changes` what it changed, enough to undo it; `report` are the
    counts before and after. `file` is the document itself. `at_unit` is where it is listed: the unit above those it is about.
    """

    request_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    state = models.CharField(max_length=10, choices=ActState.choices)
    at_unit = models.ForeignKey(Unit, models.PROTECT, related_name="reorganisations")
    effective_on = models.DateField()
    number = LineField("số văn bản", max_length=60, blank=True)
    signed_on = models.DateField("ngày văn bản", null=True)
    issued_by = LineField("nơi ban hành", max_length=150, blank=True)
    note = LineField("trích yếu", max_length=300, blank=True)
    reason = ProseField("lý do", blank=True)
    is_verified = models.BooleanField(default=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    plan = models.JSONField()
    changes = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ActState.DONE) | Q(done_at__isnull=False),
                name="units_act_done_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ActState.UNDONE, ActState.CANCELLED])
                ^ Q(undone_at__isnull=True),
                name="units_act_undone_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["effective_on", "id"], name="units_act_by_day"),
            models.Index(fields=["state"], name="units_act_waiting", condition=Q(state="planned")),
        ]

    def __str__(self) -> str:
        return self.document or self.get_kind_display()

    @property
    def state_enum(self) -> ActState:
        return ActState(self.state)

    @property
    def document(self) -> str:
        """ "Quyết định 12/QĐ-LĐLĐ ngày 05/03/2026": empty without a number."""
        if not self.number:
            return self.note
        return f"{self.number} ngày {self.signed_on:%d/%m/%Y}" if self.signed_on else self.number

    def move_to(self, new: ActState, **values: Any) -> bool:
        """Compare and set: of two who try at once one succeeds."""
        old = self.state
        if not Reorganisation.objects.filter(pk=self.pk, state=old).update(state=new, **values):
            return False
        self.state = new
        for name, value in values.items():
            setattr(self, name, value)
        return True


class PositionQuerySet(models.QuerySet["Position"]):
    def on(self, day: dt.date) -> Self:
        """The places of a day, of those units that have another one today."""
        return self.filter(Q(since=None) | Q(since__lte=day), until__gt=day)


class Position(models.Model):
    """ "Vị trí cũ trong cây tổ chức": name, level and superior that a unit had until a day.

    The place of today stands in `Unit` alone, so nothing is kept twice and a unit that was never
    touched has no row. `since` is empty for the first place; the rows of a unit follow each other
    without gaps (`sangkien verify`), the last one ends where today's place begins.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions", db_index=False)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+", db_index=False)
    name = LineField(max_length=250)
    short_name = LineField(max_length=120, blank=True)
    path = models.CharField(max_length=paths.MAX_LENGTH)
    since = models.DateField(null=True)
    until = models.DateField()
    act = models.ForeignKey(Reorganisation, models.PROTECT, related_name="positions")

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "until"], name="units_position_ends_once"),
            models.UniqueConstraint(fields=["unit", "since"], name="units_position_begins_once"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(since=None),
                name="units_position_one_first",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until__gt=F("since")),
                name="units_position_runs_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "until"], name="units_position_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.name} ({self.until})"

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def last_day(self) -> dt.date:
        return self.until - dt.timedelta(days=1)


class Threshold(models.Model):
    """ "Ngưỡng thành lập" of a level, as it was in force from a day on: data, never code."""

    level = models.ForeignKey(Level, models.PROTECT, related_name="thresholds")
    since = models.DateField()
    until = models.DateField(null=True)
    least_members = models.PositiveIntegerField()
    least_grassroots = models.PositiveIntegerField()
    source = LineField(max_length=300)
    is_verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "since"], name="units_threshold_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="units_threshold_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id}: {self.least_members}/{self.least_grassroots}"
