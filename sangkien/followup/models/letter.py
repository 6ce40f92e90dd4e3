"""The last rung: an official letter."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.followup.enums import LetterState, Topic
from sangkien.papers.models import IssuedPaper
from sangkien.programmes.models import Period
from sangkien.units.models import Unit


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, actor: Actor) -> Self:
        """Before it is issued those who look after the unit that writes it; then also whom it urges."""
        writing = within(actor, Permission.PROGRESS_VIEW, field="issuer__path")
        urged = within(actor, Permission.PROGRESS_VIEW, field="urgings__unit__path")
        return self.filter(writing | (Q(state=LetterState.ISSUED) & urged)).distinct()


class Letter(models.Model):
    """ "Công văn đôn đốc": prepared by one officer, signed by another one.

    `topic` is what it is about, whatever its title says. `lines` is the annex: for each unit its number, code and name, what it has sent and valid, its
    target (null without one) and base, as they stood at `counted_at`. `version` grows with each change:
    a signature names the one that was read. The number comes with the issue.
    """

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=10, choices=Topic.choices, default=Topic.PROGRAMME)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    title = LineField("trích yếu", max_length=200)
    body = ProseField("nội dung")
    symbol = LineField("ký hiệu", max_length=30)
    place = LineField("nơi ban hành", max_length=60, blank=True)
    reply_by = models.DateField("hạn báo cáo", null=True)
    signs_for = LineField("thẩm quyền ký", max_length=120, blank=True)
    signer_name = LineField("người ký", max_length=120)
    signer_post = LineField("chức vụ", max_length=120)
    lines = models.JSONField(default=list)
    counted_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    remark = ProseField("lý do trả lại", blank=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LetterState.ISSUED, paper__isnull=False, signed_at__isnull=False)
                | (~Q(state=LetterState.ISSUED) & Q(paper=None, signed_at=None)),
                name="followup_letter_issued_has_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["issuer", "-id"], name="followup_letter_of_issuer"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_about_reports(self) -> bool:
        return self.topic == Topic.REPORTS

    @property
    def is_draft(self) -> bool:
        return self.state == LetterState.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state == LetterState.WAITING

    @property
    def is_issued(self) -> bool:
        return self.state == LetterState.ISSUED

    @property
    def is_open(self) -> bool:
        return self.is_draft or self.is_waiting
