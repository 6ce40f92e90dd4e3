"""Bodies, the people in them, and the score tables that they use."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.councils.enums import CouncilKind, Post
from sangkien.units.models import Unit


class CouncilQuerySet(models.QuerySet["Council"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in which the actor sits or sat, and those of the units whose councils the actor
        looks after.
        """
        managed = within(actor, Permission.COUNCIL_MANAGE, field="unit__path")
        if actor.user_id is None:
            return self.filter(managed)
        own = Seat.objects.filter(council=OuterRef("pk"), user_id=actor.user_id)
        return self.filter(managed | Q(Exists(own)))


class Council(models.Model):
    """ "Hội đồng": a body of a unit with its members, its term and the paper that set it up.

    `until_on` is the last day of the term, or the day on which it was ended before.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="councils")
    kind = models.CharField(max_length=12, choices=CouncilKind.choices)
    name = LineField("tên hội đồng", max_length=200)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    basis_number = LineField("số quyết định", max_length=60)
    basis_on = models.DateField()
    basis_title = LineField("trích yếu", max_length=300)
    request_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="councils_council_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CouncilKind.values), name="councils_council_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: dt.date) -> bool:
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


class Seat(models.Model):
    """ "Thành viên hội đồng": a person with a post from a day on.

    Everybody acts with their own account, so a person without one cannot sit. `is_union_seat`
    marks the representative of the union, whom TT 18/2013/TT-BKHCN asks for.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="council_seats")
    post = models.CharField(max_length=10, choices=Post.choices)
    is_union_seat = models.BooleanField(default=False)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="councils_seat_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(post__in=Post.values), name="councils_seat_post_known"
            ),
            models.UniqueConstraint(
                fields=["council", "user"],
                condition=Q(until_on=None),
                name="councils_seat_open_once",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(until_on=None, post=Post.CHAIR),
                name="councils_one_open_chair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.post} @ {self.council_id}"

    def is_in_force_on(self, day: dt.date) -> bool:
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)


class ScoreTable(models.Model):
    """ "Bảng điểm", one version. Never changed: whoever edits one writes the next version.

    `content` is what `rules.tables` reads; `source` says where the table comes from.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="score_tables")
    name = LineField("tên bảng điểm", max_length=250)
    source = LineField("nguồn", max_length=500, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    request_key = models.UUIDField(unique=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False),
                name="councils_table_version_replaces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"
