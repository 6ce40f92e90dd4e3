"""Emulation clusters and blocks: units grouped across the tree, per year, nested."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.files.models import StoredFile
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models.unit import Unit


class Cluster(models.Model):
    """ "Cụm, khối thi đua" set up by a unit for a year; a cluster may hold blocks."""

    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="organised_clusters")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="blocks")
    kind = models.CharField(max_length=10, choices=ClusterKind.choices)
    year = models.PositiveSmallIntegerField()
    name = LineField(max_length=200)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "year", "name"], name="units_cluster_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """A unit in a cluster or block; `since_at` is empty where it has been there from the start."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_memberships")
    since_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "unit"], name="units_cluster_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ∈ {self.cluster_id}"


class FormerMember(models.Model):
    """ "Đơn vị từng ở trong cụm, khối": until when a unit was in it, so that a past moment can be
    read again with the clusters of then. The place of today stands in `ClusterMember` alone.
    """

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="former_members")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    since_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since_at=None) | Q(until_at__gte=F("since_at")),
                name="units_former_member_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ∉ {self.cluster_id}"


class ClusterLead(models.Model):
    """ "Cụm trưởng, cụm phó": a member unit and its person who lead for a term.

    Elected by the members for the year: `user` where the person has an account in the unit, and
    the name in any case, as it stood in the minutes.
    """

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="leads")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.CharField(max_length=10, choices=ClusterPost.choices)
    person = LineField(max_length=120)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="cluster_leads")
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="units_cluster_lead_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(post__in=ClusterPost.values), name="units_cluster_lead_post_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.title})"

    @property
    def title(self) -> str:
        """ "Khối trưởng" in a block, "cụm trưởng" in a cluster."""
        in_block = self.cluster.kind == ClusterKind.BLOCK
        if self.post == ClusterPost.HEAD:
            return _("Khối trưởng") if in_block else _("Cụm trưởng")
        return _("Khối phó") if in_block else _("Cụm phó")

    def is_in_force_on(self, day: dt.date) -> bool:
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)


class ClusterTurn(models.Model):
    """ "Danh sách luân phiên": in which order the units lead, year after year."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "unit"], name="units_cluster_turn_once"),
            models.UniqueConstraint(fields=["cluster", "number"], name="units_cluster_turn_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.unit_id}"


class ClusterDocument(models.Model):
    """ "Văn bản của cụm, khối": rules of working, plans, minutes, with the file where there is one."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="documents")
    number = LineField(max_length=60, blank=True)
    dated_on = models.DateField()
    title = LineField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
