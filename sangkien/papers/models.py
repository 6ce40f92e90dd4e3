"""Issued papers, their numbers, and how often somebody looked for one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.papers import rules
from sangkien.papers.enums import PaperKind
from sangkien.units.models import Unit


class NumberSeries(models.Model):
    """ "Sổ cấp số": the last number that a unit gave with a symbol ("QĐ-LĐLĐ") in a year, whatever the
    kinds of its papers: two decisions of one unit never have the same number.

    Its row is locked until the paper is written: numbers have no gaps and none comes twice. `symbol` is
    as `rules.series` compares it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="number_series")
    symbol = models.CharField(max_length=rules.KEY_LENGTH)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "symbol", "year"], name="papers_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.symbol} {self.year}: {self.last}"


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at=None, replaced_by=None)


class IssuedPaper(models.Model):
    """ "Văn bản đã ban hành": what it says is frozen, so that it can be printed again, the same
    to the byte; `digest` is the SHA-256 of the PDF.

    `number` is empty for a number that the unit gave in its own register; `label` is the number as
    it is printed, `key` the same as the register compares it (`rules.key`): what has the number of another
    paper from before numbers were kept by symbol has its id behind it. `code` is the key to the public page of verification. `data` goes to `template`,
    whose wording never changes: another wording is another template.
    """

    kind = models.CharField(max_length=30, choices=PaperKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issued_papers")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    label = LineField("số, ký hiệu", max_length=rules.NUMBER_LENGTH)
    key = models.CharField(max_length=rules.KEY_LENGTH)
    title = LineField("trích yếu", max_length=300)
    holder = LineField("người được cấp", max_length=250, blank=True)
    issued_on = models.DateField("ngày ban hành")
    signer_name = LineField("người ký", max_length=120)
    signer_post = LineField("chức vụ", max_length=120)
    code = models.CharField(max_length=rules.LENGTH, unique=True)
    template = models.CharField(max_length=40)
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoke_reason = ProseField(blank=True)
    revoke_document = LineField(max_length=120, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "key"], name="papers_number_once"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="papers_revoked_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
                name="papers_not_replaced_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def reference(self) -> str:
        """The code as it is printed."""
        return rules.display(self.code)

    @property
    def address(self) -> str:
        """Of the page of verification."""
        return rules.address(settings.BASE_URL, self.code)

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None and self.replaced_by_id is None


class Lookup(models.Model):
    """ "Lượt xác minh": how often one address looked for codes within an hour. The address is not
    kept, only a keyed hash of it.
    """

    key = models.CharField(max_length=64)
    since_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "since_at"], name="papers_lookup_once"),
        ]

    def __str__(self) -> str:
        return f"{self.since_at}: {self.count}"
