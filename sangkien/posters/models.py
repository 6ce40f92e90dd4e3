"""Texts of posters that officers changed, and orders of many posters."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.posters.rules import LONGEST, MOST_TRIES
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


class PosterText(models.Model):
    """ "Lời trên áp phích" of one programme, in place of the default while `is_own`."""

    programme = models.OneToOneField(
        Programme, models.CASCADE, primary_key=True, related_name="poster_text"
    )
    invitation = LineField("lời mời", max_length=LONGEST)
    step_one = LineField("bước 1", max_length=LONGEST)
    step_two = LineField("bước 2", max_length=LONGEST)
    step_three = LineField("bước 3", max_length=LONGEST)
    contact = LineField("dòng liên hệ", max_length=LONGEST)
    is_own = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.invitation


class PieceOrder(models.Model):
    """Many pages made piece by piece in the background (`actions.pieces`).

    `unit_ids` are the units at the moment of the order; `pdf` comes at the end, and the whole is
    thrown away after a while: it can be made again at any time. `tries` counts how often the next
    piece was begun in vain: one that can never be made must not keep the others waiting.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    unit_ids = models.JSONField()
    made = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Self]]

        @property
        def pieces(self) -> Any:
            """Of the model's own `Piece`."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.made}/{self.total}"

    @property
    def is_given_up(self) -> bool:
        return self.finished_at is None and self.tries >= MOST_TRIES

    @property
    def total(self) -> int:
        return len(self.unit_ids)


FINISHED_HAS_PDF = Q(finished_at=None, pdf=None) | Q(finished_at__isnull=False, pdf__isnull=False)


class Piece(models.Model):
    """Some pages of an order, kept until it is finished: after a kill the work goes on here."""

    number = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    pdf = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.number}"


class PosterOrder(PieceOrder):
    """ "Bộ áp phích" of the units directly below one."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=FINISHED_HAS_PDF, name="posters_order_finished_has_pdf"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="posters_order_waiting", condition=Q(finished_at=None)
            ),
        ]


class PosterPiece(Piece):
    order = models.ForeignKey(PosterOrder, models.CASCADE, related_name="pieces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="posters_piece_once"),
        ]
