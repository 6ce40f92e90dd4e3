"""Emulation clusters and blocks: units grouped across the tree, per year, nested."""

from django.db import models

from sangkien.core.fields import LineField
from sangkien.units.enums import ClusterKind
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
    """A unit in a cluster or block."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "unit"], name="units_cluster_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ∈ {self.cluster_id}"
