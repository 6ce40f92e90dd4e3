"""Good practices: what was registered, said, reached and taken over."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.files.models import StoredFile
from sangkien.practices import rules
from sangkien.practices.enums import COUNTED, EDITABLE, PracticeKind, PracticeState, Verdict
from sangkien.units.models import Unit


class PracticeQuerySet(models.QuerySet["Practice"]):
    def public(self) -> Self:
        return self.filter(state=PracticeState.RECOGNISED)

    def counted(self) -> Self:
        return self.filter(state__in=COUNTED)

    def visible_to(self, actor: Actor) -> Self:
        """Recognised ones are public; the others are for the officers of the unit and above it."""
        reach = within(actor, Permission.UNIT_VIEW, field="unit__path")
        return self.filter(Q(state=PracticeState.RECOGNISED) | reach)


class Practice(models.Model):
    """ "Mô hình, cách làm hay, công trình": what a unit does for its members in a year.

    Registered by the unit, appraised by the level above, which recognises it when the unit has told
    what came of it; then others may take it over. An Giang 2020: each CĐCS at least one.

    `state` moves by compare and set together with `version`, which every change raises. `folded` is
    what a search looks through.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="practices", db_index=False)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PracticeKind.choices)
    title = LineField(max_length=rules.TITLE_LENGTH)
    content = ProseField(max_length=rules.PROSE_LENGTH)
    beneficiaries = LineField(max_length=rules.LINE_LENGTH)
    expected = ProseField(max_length=rules.PROSE_LENGTH, blank=True)
    state = models.CharField(max_length=12, choices=PracticeState.choices)
    version = models.PositiveIntegerField(default=1)
    folded = models.TextField()
    document = LineField(max_length=rules.DOCUMENT_LENGTH, blank=True)
    recognised_on = models.DateField(null=True)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    edited_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    edited_at = models.DateTimeField()
    editors = models.JSONField(default=list)  # the numbers of all who wrote of it: none judges it
    request_key = models.UUIDField(unique=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PracticeState.RECOGNISED, recognised_on__isnull=False)
                | (~Q(state=PracticeState.RECOGNISED) & Q(recognised_on=None)),
                name="practices_recognised_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "year", "state"], name="practices_of_unit"),
            models.Index(fields=["year", "state", "-id"], name="practices_of_year"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_public(self) -> bool:
        return self.state == PracticeState.RECOGNISED


class Judgement(models.Model):
    """ "Ý kiến thẩm định": what the level above said, and why. Never changes."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = ProseField(max_length=rules.REASON_LENGTH, blank=True)
    document = LineField(max_length=rules.DOCUMENT_LENGTH, blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=(Verdict.APPROVE, Verdict.RECOGNISE)) | ~Q(words=""),
                name="practices_refusal_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.verdict}"


class Use(models.Model):
    """ "Đơn vị áp dụng": another unit has taken the practice over. `left_on` is the first day without."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="uses", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="practice_uses")
    since_on = models.DateField()
    words = ProseField(max_length=rules.REASON_LENGTH, blank=True)
    left_on = models.DateField(null=True)
    reason = ProseField(max_length=rules.REASON_LENGTH, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "unit"],
                condition=Q(left_on=None),
                name="practices_used_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | ~Q(reason=""), name="practices_left_says_why"
            ),
        ]
        indexes = [models.Index(fields=["practice", "-id"], name="practices_uses")]

    def __str__(self) -> str:
        return f"{self.unit_id} ← {self.practice_id}"


class Effect(models.Model):
    """ "Kết quả, hiệu quả" up to a day, at the unit itself or (`use`) at one that took it over.

    `people` are members and workers who had something of it; declared by the unit, never added to
    the declared benefit of initiatives. Told again later it is another row.
    """

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="effects")
    use = models.ForeignKey(Use, models.PROTECT, null=True, related_name="effects")
    until_on = models.DateField()
    words = ProseField(max_length=rules.PROSE_LENGTH)
    people = models.PositiveIntegerField(null=True)
    value_vnd = models.BigIntegerField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="practices_effect_says_something"),
            models.CheckConstraint(
                condition=Q(value_vnd=None) | Q(value_vnd__gte=0),
                name="practices_value_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.until_on}"
