"""One session of a council: who was there, what was on the agenda, who had an interest."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.councils.enums import InterestKind, Presence, SessionState
from sangkien.councils.errors import MovedMeanwhile
from sangkien.councils.models.council import Council, ScoreTable, Seat
from sangkien.councils.rules import moving
from sangkien.councils.rules.voting import Threshold


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the units whose councils the actor looks after, and those held while the actor
        sat in the council: who left reads nothing of later ones, who joined none of before.
        """
        managed = within(actor, Permission.COUNCIL_MANAGE, field="council__unit__path")
        if actor.user_id is None:
            return self.filter(managed)
        held_on = OuterRef("meets_at__date")
        own = Seat.objects.filter(
            Q(until_on=None) | Q(until_on__gte=held_on),
            since_on__lte=held_on,
            council=OuterRef("council"),
            user_id=actor.user_id,
        )
        return self.filter(managed | Q(Exists(own)))


class Session(models.Model):
    """ "Kỳ họp hội đồng".

    Valid with a share of the members (`quorum`), those who sent a written opinion counted when
    `quorum_counts_written`. `table` is what items are scored with; with at least `trims_from`
    sheets (0: never) the highest and the lowest are left out of the mean. `leaves_out_conflicts`
    takes members with an interest in an item out of its denominators.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    meets_at = models.DateTimeField()
    place = LineField("địa điểm", max_length=250)
    is_online = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=SessionState.choices, default=SessionState.PREPARING
    )
    quorum_numerator = models.PositiveSmallIntegerField()
    quorum_denominator = models.PositiveSmallIntegerField()
    quorum_counts_written = models.BooleanField(default=False)
    table = models.ForeignKey(ScoreTable, models.PROTECT, null=True, related_name="sessions")
    trims_from = models.PositiveSmallIntegerField(default=0)
    leaves_out_conflicts = models.BooleanField(default=True)
    discussion = ProseField("diễn biến", blank=True)
    conclusion = ProseField("kết luận", blank=True)
    request_key = models.UUIDField(unique=True)
    opened_at = models.DateTimeField(null=True)
    scoring_closed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year", "number"], name="councils_session_number_once"
            ),
            models.CheckConstraint(
                condition=Q(quorum_numerator__gte=1, quorum_denominator__gte=1)
                & Q(quorum_numerator__lte=models.F("quorum_denominator")),
                name="councils_session_quorum_is_share",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.PREPARING, opened_at=None)
                | (~Q(state=SessionState.PREPARING) & Q(opened_at__isnull=False)),
                name="councils_session_opened_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.RELEASED, released_at__isnull=False)
                | (~Q(state=SessionState.RELEASED) & Q(released_at=None)),
                name="councils_session_released_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "-meets_at", "-id"], name="councils_session_list"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def state_enum(self) -> SessionState:
        return SessionState(self.state)

    @property
    def quorum(self) -> Threshold:
        return Threshold(numerator=self.quorum_numerator, denominator=self.quorum_denominator)

    @property
    def is_scoring(self) -> bool:
        return self.state == SessionState.OPEN and self.scoring_closed_at is None

    def move_to(self, new: SessionState, **changes: object) -> None:
        """Compare and set: of two that try at once exactly one succeeds."""
        old = self.state_enum
        moving.ensure_move(old, new)
        if Session.objects.filter(pk=self.pk, state=old).update(state=new, **changes) != 1:
            raise MovedMeanwhile(moving.moved_words())
        self.state = new
        for name, value in changes.items():
            setattr(self, name, value)


class Attendance(models.Model):
    """ "Điểm danh": one member at one session; `opinion` is what an absent one wrote."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    reason = LineField("lý do vắng", max_length=250, blank=True)
    opinion = ProseField("ý kiến bằng văn bản", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="councils_attendance_once"),
            models.CheckConstraint(
                condition=~Q(presence=Presence.WRITTEN) | ~Q(opinion=""),
                name="councils_written_has_opinion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.presence}"


class AgendaItem(models.Model):
    """ "Nội dung họp": what the council decides on, by score sheets, by vote, or both.

    Of whatever stands behind it the council knows only title, summary and an address inside the
    site. `request_key` lets the app that brings it do so once.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = LineField("nội dung", max_length=300)
    summary = ProseField("tóm tắt", blank=True)
    address = models.CharField(max_length=300, blank=True)
    is_scored = models.BooleanField()
    is_voted = models.BooleanField()
    request_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="councils_item_number_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """ "Có liên quan": this person neither scores the item nor votes on it.

    Declared after the scoring has ended (`declared_at`), it bars the vote only.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, models.PROTECT, related_name="council_interests")
    kind = models.CharField(max_length=10, choices=InterestKind.choices)
    sentence = LineField("lý do", max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="councils_interest_once"),
            models.CheckConstraint(
                condition=~Q(kind=InterestKind.DECLARED) | ~Q(sentence=""),
                name="councils_declared_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"

    @property
    def is_after_scoring(self) -> bool:
        """Its item and session are loaded."""
        closed_at = self.item.session.scoring_closed_at
        return self.item.is_scored and closed_at is not None and self.declared_at > closed_at
