"""The library of proven initiatives."""

from django.db import models

from sangkien.adoption.enums import Use
from sangkien.initiatives.models import Initiative
from sangkien.programmes.enums import SolutionKind
from sangkien.units.models import Unit


class LibraryEntry(models.Model):
    """ "Mục thư viện": one public initiative that is used elsewhere, still in use, or recognised.

    A narrow table of its own that the worker keeps, so that the library never reads the wide one.
    `region` is the province or sector body; `field_key` the folded name of the field, the same in
    all programmes; `used_day` the ordinal of the day of the last "still used", 0 without one.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="library"
    )
    region = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    field_key = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=12, choices=SolutionKind.choices, blank=True)
    adopters = models.PositiveIntegerField(default=0)
    use = models.CharField(max_length=10, choices=Use.choices, blank=True)
    used_day = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-used_day", "-initiative"], name="library_used"),
            models.Index(fields=["-adopters", "-initiative"], name="library_adopted"),
            models.Index(fields=["region", "-used_day", "-initiative"], name="library_region_used"),
            models.Index(
                fields=["region", "-adopters", "-initiative"], name="library_region_adopted"
            ),
            models.Index(fields=["region", "-initiative"], name="library_region_newest"),
            models.Index(
                fields=["field_key", "-used_day", "-initiative"], name="library_field_used"
            ),
            models.Index(
                fields=["field_key", "-adopters", "-initiative"], name="library_field_adopted"
            ),
            models.Index(fields=["field_key", "-initiative"], name="library_field_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}"
