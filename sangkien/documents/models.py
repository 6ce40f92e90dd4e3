"""Documents that officers write, and the templates they begin from."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.documents.enums import DocumentState, ReportKind
from sangkien.papers.enums import PaperKind
from sangkien.papers.models import IssuedPaper
from sangkien.programmes.models import Period, Programme
from sangkien.reports.models import Snapshot
from sangkien.units.models import Unit


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who write or sign documents of the unit, or of one above it."""
        writes = within(actor, Permission.DOCUMENT_WRITE, field="unit__path")
        return self.filter(writes | within(actor, Permission.DOCUMENT_SIGN, field="unit__path"))


class Document(models.Model):
    """ "Văn bản" of a unit: written by its officers, signed by another one, then an issued paper.

    `content` is what `rules.contents` reads. Its live parts and placeholders are drawn from `snapshot`
    and `figures` (`documents.figures`), which change together and only when somebody asks for it. A
    draft changes by compare and set over `version`; `editors` are the numbers of all who wrote of
    it. `title` is that of the content with its placeholders filled.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(max_length=30, choices=PaperKind.choices)
    report_kind = models.CharField(max_length=10, choices=ReportKind.choices, blank=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="+", db_index=False
    )
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+", db_index=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=dict)
    content = models.JSONField()
    title = LineField("trích yếu", max_length=300)
    state = models.CharField(
        max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    editors = models.JSONField(default=list)
    request_key = models.UUIDField(unique=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    written_at = models.DateTimeField()
    remark = ProseField("lý do trả lại", blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=DocumentState.ISSUED, paper__isnull=False, signed_at__isnull=False
                )
                | (~Q(state=DocumentState.ISSUED) & Q(paper=None, signed_at=None)),
                name="documents_issued_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(period=None) | Q(programme__isnull=False),
                name="documents_period_has_programme",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-id"], name="documents_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state == DocumentState.WAITING

    @property
    def is_issued(self) -> bool:
        return self.state == DocumentState.ISSUED

    @property
    def kind_words(self) -> str:
        """ "Báo cáo sơ kết", "Kế hoạch"."""
        return self.get_report_kind_display() if self.report_kind else self.get_kind_display()


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who write documents of the unit, or of one above it."""
        return self.filter(within(actor, Permission.DOCUMENT_WRITE, field="unit__path"))


class Template(models.Model):
    """ "Mẫu văn bản" that a unit made its own; `content` is what `rules.contents` reads."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="document_templates", db_index=False
    )
    name = LineField("tên mẫu", max_length=120)
    kind = models.CharField(max_length=30, choices=PaperKind.choices)
    report_kind = models.CharField(max_length=10, choices=ReportKind.choices, blank=True)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    request_key = models.UUIDField(unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "-id"],
                name="documents_template_of_unit",
                condition=Q(dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        return self.get_report_kind_display() if self.report_kind else self.get_kind_display()
