"""One table, copied from the initiatives with its indexes and foreign keys (see `table.py`)."""

import uuid

from django.conf import settings
from django.db import models

from sangkien.core import codes
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.models import Field, Period, Programme
from sangkien.units.models import Unit


class Entry(models.Model):
    code = models.CharField(max_length=10, unique=True, default=codes.new_code)
    request_key = models.UUIDField(unique=True, default=uuid.uuid4)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    phase = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = models.CharField(max_length=48)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_share_bp = models.PositiveSmallIntegerField(default=10_000)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="submitted")
    title = models.CharField(max_length=250)
    before = models.TextField()
    solution = models.TextField()
    effect = models.TextField()
    kind = models.CharField(max_length=12, choices=SolutionKind.choices)
    field = models.ForeignKey(Field, models.PROTECT, null=True, related_name="+")
    first_applied_on = models.DateField(null=True)
    benefit_vnd = models.BigIntegerField(null=True, blank=True)
    benefit_basis = models.TextField(blank=True)
    recognised_by = models.CharField(max_length=250, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    received_at = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        managed = False
        db_table = "bare_entry"

    def __str__(self) -> str:
        return self.title
