"""Programmes and their periods."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.functional import cached_property

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import hot
from sangkien.core.fields import LineField, ProseField
from sangkien.files.models import StoredFile
from sangkien.programmes.enums import PeriodKind, ProgrammeState, SolutionKind, WindowState
from sangkien.units.models import Unit


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def published(self) -> Self:
        return self.filter(state=ProgrammeState.PUBLISHED)

    def visible_to(self, actor: Actor) -> Self:
        """Published programmes are public; drafts are seen by those who may manage them."""
        managed = within(actor, Permission.PROGRAMME_MANAGE, field="owner__path")
        return self.filter(Q(state=ProgrammeState.PUBLISHED) | managed)


class Programme(models.Model):
    """ "Chương trình, phong trào thi đua": owned by a unit, open to everything below it.

    `kinds` are the kinds of solution it accepts; an empty list accepts all five. `pinned_at` is
    since when it leads the public home by decision; one programme at a time. `ruleset` is the
    version of its rules in force, None as long as the usual ones do.

    `audience` are the numbers of the units at whose branches it is aimed; an empty list is
    everything below the owner. `plans` is how many units have a plan of their own for it and
    `extended_at` when a closing time was last put off: both spare everybody else a look.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = LineField("tên chương trình", max_length=250)
    slogan = LineField("khẩu hiệu", max_length=250, blank=True)
    summary = ProseField("giới thiệu", max_length=4000, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    kinds = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ruleset = models.ForeignKey("Ruleset", models.PROTECT, null=True, related_name="+")
    audience = models.JSONField(default=list, blank=True)
    plans = models.PositiveIntegerField(default=0)
    extended_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProgrammeState.DRAFT, published_at=None)
                | Q(state=ProgrammeState.PUBLISHED, published_at__isnull=False),
                name="programmes_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(pinned_at=None) | Q(state=ProgrammeState.PUBLISHED),
                name="programmes_pinned_is_published",
            ),
            models.UniqueConstraint(
                ExpressionWrapper(Q(pinned_at=None), output_field=models.BooleanField()),
                condition=Q(pinned_at__isnull=False),
                name="programmes_one_pinned",
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_at"], name="programmes_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def accepted_kinds(self) -> list[SolutionKind]:
        return [SolutionKind(key) for key in self.kinds] or list(SolutionKind)

    @property
    def is_published(self) -> bool:
        return self.state == ProgrammeState.PUBLISHED

    @cached_property
    def rulesets_read(self) -> "dict[dt.datetime, Ruleset | None]":
        """The version of the rules at an instant, each read once (`queries.ruleset_at`)."""
        return {}

    @cached_property
    def fields_in_order(self) -> "list[Field]":
        """The fields to choose from; read once, however often they are asked for."""
        return [field for (field,) in hot.read(_FIELDS, [self.pk], Field)]


_FIELDS = "FROM programmes_field WHERE programme_id = %s ORDER BY number, id"


class BaseDocument(models.Model):
    """ "Văn bản căn cứ": a plan or guidance with its number and date, and the paper as a file."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="documents")
    number = LineField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    title = LineField("trích yếu", max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="programmes_document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


class Field(models.Model):
    """ "Lĩnh vực" that a programme offers."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="fields")
    name = LineField("lĩnh vực", max_length=150)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="programmes_field_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Ruleset(models.Model):
    """ "Thể lệ", one version: what is asked beyond the usual, what may enter, who reviews in which
    order.

    What it says never changes once it is in force, because initiatives point to the version under
    which they were sent; a change is the next version. `steps` are `chain.Step`s, `questions` those
    of `questions`, `exclusions` the statements of `eligibility`, as plain values.

    The first version comes into force with the launch. A later one is proposed with its reason and
    the instant from which it holds, and approved by somebody who wrote nothing of it: `editors`
    are the numbers of those who did. `in_force_at` may lie ahead: until then the version before
    holds.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rulesets")
    number = models.PositiveSmallIntegerField()
    steps = models.JSONField(default=list, blank=True)
    questions = models.JSONField(default=list, blank=True)
    exclusions = models.JSONField(default=list, blank=True)
    needs_recognition = models.BooleanField(default=False)
    takes_trials = models.BooleanField(default=True)
    reason = ProseField(max_length=1000, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    editors = models.JSONField(default=list, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    takes_effect_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="programmes_ruleset_number_once"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(in_force_at=None),
                name="programmes_ruleset_one_in_preparation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.number}"

    @property
    def is_in_preparation(self) -> bool:
        return self.in_force_at is None

    @property
    def is_proposed(self) -> bool:
        return self.is_in_preparation and self.proposed_at is not None


class Period(models.Model):
    """ "Giai đoạn, chiến dịch": a stretch of time of a programme that has figures and targets.

    `opens_at` to `closes_at` (exclusive) is the entry window, to the minute; `applied_from` to
    `applied_to` (both days included) is the window in which an initiative must first have been
    applied; it is set on phases only. A campaign belongs to the unit that runs it (`unit`), which
    may be lower than the owner of the programme; an initiative counts in the campaign when it was
    received within its window from that unit's subtree.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField()
    name = LineField("tên", max_length=150)
    opens_at = models.DateTimeField("mở nhận")
    closes_at = models.DateTimeField("đóng nhận")
    applied_from = models.DateField("áp dụng lần đầu từ ngày", null=True, blank=True)
    applied_to = models.DateField("áp dụng lần đầu đến ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="programmes_period_runs_forward"
            ),
            models.CheckConstraint(
                # Both named: a comparison with NULL is unknown, and unknown passes a check.
                condition=Q(applied_from=None, applied_to=None)
                | Q(
                    kind=PeriodKind.PHASE,
                    applied_from__isnull=False,
                    applied_to__isnull=False,
                    applied_to__gte=F("applied_from"),
                ),
                name="programmes_period_applied_window",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(kind=PeriodKind.WHOLE),
                name="programmes_period_one_whole",
            ),
            models.UniqueConstraint(
                fields=["programme", "kind", "unit", "number"], name="programmes_period_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, at: dt.datetime) -> bool:
        """Whether a request that arrives at `at` is within the entry window."""
        return self.opens_at <= at < self.closes_at


class LocalPlan(models.Model):
    """ "Kế hoạch của đơn vị" below the owner for one phase of a programme.

    It tightens what comes from above and never loosens it: `closes_at` (exclusive) is the
    deadline for initiatives of the unit's branch, None when the plan sets none.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="local_plans")
    phase = models.ForeignKey(Period, models.PROTECT, related_name="local_plans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="local_plans")
    number = LineField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    title = LineField("trích yếu", max_length=300)
    closes_at = models.DateTimeField("hạn của đơn vị", null=True)
    instructions = ProseField("hướng dẫn", max_length=4000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phase", "unit"], name="programmes_plan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


class Extension(models.Model):
    """ "Gia hạn, mở lại": a closing time put off by a signed act; the old one stays visible."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    closed_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = ProseField("lý do", max_length=1000)
    number = LineField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("closed_at")), name="programmes_extension_later"
            ),
            models.UniqueConstraint(
                fields=["period", "closes_at"], name="programmes_extension_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


class WindowChange(models.Model):
    """ "Đổi khoảng áp dụng": other days in which an initiative of a running phase must first have
    been applied, proposed by one person and approved by another.

    `was_from` to `was_to` is what held when it was proposed; without days nothing is limited.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="window_changes")
    was_from = models.DateField(null=True)
    was_to = models.DateField(null=True)
    applied_from = models.DateField(null=True)
    applied_to = models.DateField(null=True)
    reason = ProseField("lý do", max_length=1000)
    state = models.CharField(
        max_length=8, choices=WindowState.choices, default=WindowState.PROPOSED
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = ProseField("điều cần sửa", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_from=None, applied_to=None)
                | Q(
                    applied_from__isnull=False,
                    applied_to__isnull=False,
                    applied_to__gte=F("applied_from"),
                ),
                name="programmes_window_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=WindowState.PROPOSED, decided_at=None)
                | Q(state=WindowState.DECLINED, decided_at__isnull=False)
                | Q(state=WindowState.APPROVED, decided_at__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="programmes_window_second_person",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state=WindowState.PROPOSED),
                name="programmes_window_one_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.state}"
