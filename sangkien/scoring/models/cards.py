"""Cards by which units are scored in a year, opened together."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.files.models import StoredFile
from sangkien.scoring.enums import OVER, CardState, Part
from sangkien.scoring.models.tables import CriteriaTable
from sangkien.scoring.rules.columns import LONGEST_PROOF
from sangkien.scoring.rules.people import Share
from sangkien.scoring.rules.tables import digest, points_words
from sangkien.units.models import Cluster, ClusterMember, Unit

CLASS_LENGTH = 40


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who manage scoring at the organiser."""
        return self.filter(within(actor, Permission.SCORING_MANAGE, field="unit__path"))


class Opening(models.Model):
    """ "Đợt chấm điểm": the cards of a year or half-year for all units of a table in force, at once.

    One for each organiser, cluster or block (None: all units directly below), year and part: two
    half-years of one scope are two openings with the same year. `reached` is the path of the last
    unit that got its card while they are being made, `filled_at` when all had one. What arrives
    after `due_at` is late; after `closed_at` units submit no more. One that was opened by mistake is
    cancelled: its cards stay to be read, and another one may be opened in its place.
    """

    table = models.ForeignKey(CriteriaTable, models.PROTECT, related_name="openings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_openings", db_index=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="score_openings")
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=6, choices=Part.choices)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    cancelled_reason = ProseField(blank=True)
    reached = models.CharField(max_length=Unit._meta.get_field("path").max_length or 0, blank=True)
    filled_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "part", "cluster"],
                condition=Q(cluster__isnull=False, cancelled_at=None),
                name="scoring_opening_of_cluster_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "part"],
                condition=Q(cluster=None, cancelled_at=None),
                name="scoring_opening_of_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None, cancelled_reason="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
                & ~Q(cancelled_reason=""),
                name="scoring_cancelled_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(filled_at=None, cancelled_at=None),
                name="scoring_opening_unfilled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.when}"

    @property
    def when(self) -> str:
        """ "6 tháng đầu năm 2026", "Cả năm 2026"."""
        return f"{self.get_part_display()} {self.year}"

    @property
    def year_words(self) -> str:
        return f"{Part.YEAR.label} {self.year}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_late(self, at: dt.datetime) -> bool:
        return self.due_at is not None and at > self.due_at


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the unit that is scored and those above it, of the organiser; once it was sent, of the
        unit that leads the cluster; once published, of all units of the cluster.
        """
        if actor.is_system:
            return self.all()
        own = within(actor, Permission.SCORECARD_SEND, field="unit__path")
        managed = within(actor, Permission.SCORING_MANAGE, field="opening__unit__path")
        offices = actor.offices(Permission.SCORECARD_SEND)
        checked = Q(checker__path__in=offices) & ~Q(state=CardState.SELF)
        clusters = ClusterMember.objects.filter(unit__path__in=offices).values("cluster")
        beside = Card.objects.filter(unit__path__in=offices, cluster=None).values("opening")
        peers = Q(cluster__in=clusters) | Q(cluster=None, opening__in=beside)
        return self.filter(own | managed | checked | (Q(state=CardState.FINAL) & peers))

    def to_fill(self, actor: Actor) -> Self:
        """Those that wait for the actor's own unit."""
        offices = actor.offices(Permission.SCORECARD_SEND)
        return self.filter(unit__path__in=offices, state=CardState.SELF)

    def to_check(self, actor: Actor) -> Self:
        """Those that wait for the actor's unit as the one that leads the cluster."""
        offices = actor.offices(Permission.SCORECARD_SEND)
        return self.filter(checker__path__in=offices, state=CardState.CLUSTER)

    def to_judge(self, actor: Actor) -> Self:
        """Those that wait for the organiser: appraisal, council, publication."""
        managed = within(actor, Permission.SCORING_MANAGE, field="opening__unit__path")
        waiting = (CardState.DEPARTMENT, CardState.COUNCIL, CardState.DECIDED)
        return self.filter(managed, state__in=waiting)


class Card(models.Model):
    """ "Phiếu chấm điểm" of one unit for one opening.

    `cluster` is the cluster or block in which the unit is, `checker` the unit that leads it and
    looks first (None: nobody, the step is left out), set when the unit submits. `version` counts
    every change: whoever changes something names the one that was on the screen. `total`
    (hundredths, may exceed the cap, for the rank) and `class_name` repeat the last submitted column;
    the lists read them. Once `state` is final, the council's column is the result.
    """

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="cards", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_cards", db_index=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="score_cards")
    checker = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="score_cards_to_check", db_index=False
    )
    state = models.CharField(max_length=10, choices=CardState.choices, default=CardState.SELF)
    version = models.PositiveIntegerField(default=1)
    total = models.IntegerField(null=True)
    class_name = LineField(max_length=CLASS_LENGTH, blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "unit"], name="scoring_card_once"),
            models.CheckConstraint(
                condition=Q(state=CardState.FINAL, published_at__isnull=False, total__isnull=False)
                | (~Q(state=CardState.FINAL) & Q(published_at=None)),
                name="scoring_final_is_published",
            ),
        ]
        indexes = [
            models.Index(fields=["opening", "state", "id"], name="scoring_card_by_state"),
            models.Index(fields=["unit", "-id"], name="scoring_card_of_unit"),
            models.Index(
                fields=["checker", "id"],
                condition=Q(state=CardState.CLUSTER),
                name="scoring_card_to_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.unit_id}: {self.state}"

    @property
    def points(self) -> str:
        """ "84,5"; empty before the first column is submitted."""
        return "" if self.total is None else points_words(self.total)

    @property
    def is_final(self) -> bool:
        return self.state == CardState.FINAL

    @property
    def is_over(self) -> bool:
        """Published or cancelled: nothing of it changes any more."""
        return self.state in OVER

    @property
    def is_cancelled(self) -> bool:
        return self.state == CardState.CANCELLED


class CardPeople(models.Model):
    """ "Số nữ trên số người" of the unit of a card, where the share of women decides between equals.
    `basis` says from which list or report; what is given last counts.
    """

    card = models.OneToOneField(Card, models.PROTECT, related_name="people")
    women = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    counted_on = models.DateField()
    basis = LineField("căn cứ", max_length=LONGEST_PROOF)
    digest = models.CharField(max_length=64)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gt=0, women__lte=models.F("people")),
                name="scoring_women_are_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.women}/{self.people}"

    @property
    def share(self) -> Share:
        return Share(women=self.women, people=self.people, counted_on=self.counted_on)

    def seal(self) -> str:
        """What the digest is of all that stands here now."""
        return digest(
            {
                "card": self.card_id,
                "share": [self.women, self.people],
                "counted_on": self.counted_on.isoformat(),
                "basis": self.basis,
                "given_by": self.given_by_id,
            }
        )


class CardEvidence(models.Model):
    """ "Minh chứng" of the unit for one criterion of its card: a file and one sentence."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=12)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    words = LineField(max_length=LONGEST_PROOF, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return f"{self.card_id} {self.code}"

    def seal(self) -> str:
        """What the digest is of all that stands here now."""
        return digest(
            {
                "card": self.card_id,
                "code": self.code,
                "file": self.file.sha256,
                "words": self.words,
                "added_by": self.added_by_id,
            }
        )
