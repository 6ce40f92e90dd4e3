"""Closed lists of the organisation."""

from django.db import models


class ClusterKind(models.TextChoices):
    """ "Cụm thi đua" groups units; "khối thi đua" may stand alone or inside a cluster."""

    CLUSTER = "cluster", "Cụm thi đua"
    BLOCK = "block", "Khối thi đua"
