"""Closed lists of the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClusterKind(models.TextChoices):
    """ "Cụm thi đua" groups units; "khối thi đua" may stand alone or inside a cluster."""

    CLUSTER = "cluster", _("Cụm thi đua")
    BLOCK = "block", _("Khối thi đua")
