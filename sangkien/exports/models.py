"""One list on its way into a file."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.exports import rules
from sangkien.exports.enums import UNFINISHED, Format, State
from sangkien.files.models import StoredFile


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, user_id: int | None) -> Self:
        return self.filter(owner_id=user_id) if user_id is not None else self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)


class Export(models.Model):
    """ "Bản xuất": a list as somebody saw it, for this person alone.

    `parameters` are the filters of the page; which rows they give is asked with the rights of the
    owner while the file is written, and again before it is handed out. `runner` names the process
    that writes it until `held_until`; a file cannot be continued, so that whoever takes over begins
    anew. `total` is an estimate. `unit_id` is the unit that the list is about, as a plain number.
    `scope` is the digest of the branches that it is drawn from: with others it is another list.
    """

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    kind = models.SlugField(max_length=30)
    parameters = models.JSONField(default=dict)
    title = LineField(max_length=rules.LONGEST_TITLE)
    unit_id = models.BigIntegerField(null=True)
    scope = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=4, choices=Format.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    request_key = models.UUIDField(unique=True)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    problem = LineField(max_length=300, blank=True)
    runner = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DONE, file__isnull=False, expires_at__isnull=False)
                | (~Q(state=State.DONE) & Q(file=None)),
                name="exports_done_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="exports_of_owner"),
            models.Index(
                fields=["id"], name="exports_unfinished", condition=Q(state__in=[*UNFINISHED])
            ),
            models.Index(
                fields=["expires_at"], name="exports_to_expire", condition=Q(state=State.DONE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def percent(self) -> int | None:
        return rules.percent(self.rows, self.total)

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE
