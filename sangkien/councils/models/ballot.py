"""Ballots. Of a secret one only sums and a turnout list exist."""

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.councils.enums import BallotKind, BallotState, BallotWay, Choice, Denominator
from sangkien.councils.errors import MovedMeanwhile
from sangkien.councils.models.council import Seat
from sangkien.councils.models.session import AgendaItem, Session
from sangkien.councils.rules import moving
from sangkien.councils.rules.teams import LONGEST_NAME, CountingTeam
from sangkien.councils.rules.voting import Threshold


class Ballot(models.Model):
    """ "Lần bỏ phiếu": yes or no to items, or an election of up to `seats` from a list.

    `issued`, `collected` and `invalid` are slips of paper; who typed the count does not confirm
    it. `team_head` and `team_members` are who counted, by name (none where the program did and nobody was chosen, and
    in ballots of before). `round` counts from 1, `previous` is the round before. `annul_reason` says why it does not
    count; where it was counted already, its sums stay.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="ballots")
    number = models.PositiveSmallIntegerField()
    title = LineField("tên phiếu", max_length=250)
    kind = models.CharField(max_length=10, choices=BallotKind.choices)
    way = models.CharField(max_length=10, choices=BallotWay.choices)
    is_secret = models.BooleanField()
    threshold_numerator = models.PositiveSmallIntegerField()
    threshold_denominator = models.PositiveSmallIntegerField()
    threshold_is_strict = models.BooleanField(default=False)
    denominator = models.CharField(max_length=10, choices=Denominator.choices)
    needs_chair = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next_rounds")
    state = models.CharField(max_length=10, choices=BallotState.choices, default=BallotState.OPEN)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    issued = models.PositiveSmallIntegerField(null=True)
    collected = models.PositiveSmallIntegerField(null=True)
    invalid = models.PositiveSmallIntegerField(default=0)
    team_head = LineField("tổ trưởng tổ kiểm phiếu", max_length=LONGEST_NAME, blank=True)
    team_members = models.JSONField("thành viên tổ kiểm phiếu", default=list)
    counted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    annul_reason = ProseField("lý do hủy", blank=True)
    request_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="councils_ballot_number_once"
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~Q(state=BallotState.ANNULLED),
                name="councils_next_round_once",
            ),
            models.CheckConstraint(
                condition=Q(counted_by=None) | ~Q(counted_by=F("confirmed_by")),
                name="councils_count_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(is_secret=True, needs_chair=True),
                name="councils_secret_asks_nobody_by_name",
            ),
            models.CheckConstraint(
                condition=Q(kind=BallotKind.ITEMS, seats=0)
                | Q(kind=BallotKind.ELECTION, seats__gte=1),
                name="councils_election_has_seats",
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.CLOSED, closed_at__isnull=False)
                | (~Q(state=BallotState.CLOSED) & Q(closed_at=None)),
                name="councils_ballot_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def threshold(self) -> Threshold:
        return Threshold(
            numerator=self.threshold_numerator,
            denominator=self.threshold_denominator,
            is_strict=self.threshold_is_strict,
        )

    @property
    def team(self) -> CountingTeam:
        return CountingTeam(head=self.team_head, members=tuple(self.team_members))

    @property
    def was_counted(self) -> bool:
        """Somebody has typed its sums, whether they hold or not."""
        return self.counted_by_id is not None

    @property
    def is_closed(self) -> bool:
        return self.state == BallotState.CLOSED

    def move_to(self, new: BallotState, **changes: object) -> None:
        old = self.state
        if Ballot.objects.filter(pk=self.pk, state=old).update(state=new, **changes) != 1:
            raise MovedMeanwhile(moving.moved_words())
        self.state = new
        for name, value in changes.items():
            setattr(self, name, value)


class BallotLine(models.Model):
    """One line of the paper: an item or a candidate, and the sums.

    `voters` may vote on it, `base` is the denominator of its threshold: both are fixed when the
    ballot opens, but for a share of the valid votes, which are known at its end.

    With every vote the sums of all lines of a ballot are written, changed or not, so that no row
    tells by when it was last touched what the last voter chose.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="ballot_lines")
    label = LineField(max_length=300)
    voters = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField(null=True)
    agree = models.PositiveSmallIntegerField(default=0)
    disagree = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="councils_ballot_line_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """ "Danh sách bỏ phiếu": who may vote, written when the ballot is opened, and who has.

    No time and no order: a row is there before anybody votes.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="voters")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="councils_voter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} @ {self.ballot_id}"


class Slip(models.Model):
    """ "Ý kiến biểu quyết" of one member on one line of an open ballot; never of a secret one."""

    line = models.ForeignKey(BallotLine, models.PROTECT, related_name="slips")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "seat"], name="councils_slip_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.seat_id}"
