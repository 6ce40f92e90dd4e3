"""Open review meetings before results go out."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.papers.models import IssuedPaper
from sangkien.scoring.enums import ReviewState
from sangkien.scoring.models.cards import Card, Opening
from sangkien.scoring.rules import reviews
from sangkien.scoring.rules.ranking import Settled
from sangkien.units.models import Cluster, ClusterMember

PLACE_LENGTH, NAME_LENGTH = 200, 120


class ReviewQuerySet(models.QuerySet["ReviewMeeting"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of those who manage scoring; confirmed minutes also of the units of the cluster."""
        managed = within(actor, Permission.SCORING_MANAGE, field="opening__unit__path")
        offices = actor.offices(Permission.SCORECARD_SEND)
        clusters = ClusterMember.objects.filter(unit__path__in=offices).values("cluster")
        loose = Card.objects.filter(unit__path__in=offices, cluster=None).values("opening")
        scored = Q(cluster__in=clusters) | Q(cluster=None, opening__in=loose)
        return self.filter(managed | (Q(state=ReviewState.CONFIRMED) & scored))


class ReviewMeeting(models.Model):
    """ "Họp rà soát công khai" of an opening in one cluster or block (None: units in none); with `is_year` of the
    year that this opening makes with the other half.

    `present` are the numbers of the units that were there, `decided` what was decided by the
    number of the card, `results` the points and class of each card when they were written and confirmed, `settled`
    the ranks that the meeting gave to cards between which nothing else decides. Minutes are confirmed by somebody who wrote nothing of them; from then on they never
    change, `digest` stands in the journal and they have a number and a code (`paper`; those confirmed earlier have none). `editors` are the numbers of those who wrote.
    """

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="reviews")
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_year = models.BooleanField(default=False)
    held_on = models.DateField("ngày họp")
    place = LineField("địa điểm", max_length=PLACE_LENGTH)
    chair = LineField("chủ trì", max_length=NAME_LENGTH)
    secretary = LineField("thư ký", max_length=NAME_LENGTH)
    present = models.JSONField(default=list)
    guests = ProseField("thành phần khác", blank=True)
    remarks = ProseField("ý kiến tại cuộc họp", blank=True)
    decided = models.JSONField(default=dict)
    conclusion = ProseField("kết luận")
    settled = models.JSONField(default=dict)
    settled_reason = ProseField("lý do phân định", blank=True)
    results = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    request_key = models.UUIDField(unique=True)
    editors = models.JSONField(default=list)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=ReviewState.CONFIRMED,
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                )
                & ~Q(digest="")
                | (~Q(state=ReviewState.CONFIRMED) & Q(confirmed_at=None, digest="")),
                name="scoring_confirmed_review_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.held_on:%d/%m/%Y}"

    @property
    def is_draft(self) -> bool:
        return self.state == ReviewState.DRAFT

    @property
    def is_confirmed(self) -> bool:
        return self.state == ReviewState.CONFIRMED

    @property
    def when(self) -> str:
        return self.opening.year_words if self.is_year else self.opening.when

    @property
    def minutes(self) -> reviews.Minutes:
        return reviews.Minutes(
            held_on=self.held_on,
            place=self.place,
            chair=self.chair,
            secretary=self.secretary,
            present=tuple(self.present),
            guests=self.guests,
            remarks=self.remarks,
            decided={int(card): words for card, words in self.decided.items()},
            conclusion=self.conclusion,
            settled={int(card): rank for card, rank in self.settled.items()},
            settled_reason=self.settled_reason,
        )

    def result_of(self, card: Card) -> reviews.Result:
        """Confirmed minutes say what was reviewed, drafts what stands now; of a year what stood when they
        were written.
        """
        if not self.is_confirmed and not self.is_year:
            return card.total, card.class_name
        return reviews.result(self.results.get(str(card.pk)))

    def settled_for(self, card: Card, total: reviews.Points) -> Settled | None:
        """The rank that was given to a card, as long as it has the points of then."""
        rank = self.settled.get(str(card.pk))
        then, _name = reviews.result(self.results.get(str(card.pk)))
        if rank is None or total != then:
            return None
        return Settled(rank=rank, held_on=self.held_on, reason=self.settled_reason)

    def seal(self) -> str:
        """What the digest is of all that stands here now."""
        about = {"opening": self.opening_id, "cluster": self.cluster_id, "number": self.pk}
        if self.results:  # minutes of before they were kept stay sealed as they were
            about["results"] = self.results
        if self.is_year:
            about["is_year"] = True
        return reviews.digest(self.minutes, about)
