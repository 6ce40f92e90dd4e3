"""The initiative."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import codes, paths
from sangkien.core.fields import LineField, ProseField
from sangkien.initiatives import rules
from sangkien.initiatives.enums import COUNTED_AS_VALID, ShareAnswer, State, SubmitterGroup
from sangkien.initiatives.errors import DecidedMeanwhile
from sangkien.initiatives.places import Place
from sangkien.programmes.chain import FROM_ABOVE
from sangkien.programmes.enums import SolutionKind, StepKind
from sangkien.programmes.models import Field, Period, Programme, Ruleset
from sangkien.units.models import Unit


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Named filters; readers start from `visible_to`, `of_author` or `public`."""

    def visible_to(self, actor: Actor) -> Self:
        """Own ones in every state; those of overseen units once they were sent."""
        if actor.is_system:
            return self.all()
        if actor.user_id is None:
            return self.none()
        own = Q(author_id=actor.user_id) | Q(entered_by_id=actor.user_id)
        credited = Exists(CoAuthor.objects.filter(initiative=OuterRef("pk"), user_id=actor.user_id))
        overseen = within(actor, Permission.INITIATIVE_VIEW, field="unit_path")
        return self.filter(own | Q(credited) | (overseen & ~Q(state=State.DRAFT)))

    def of_author(self, actor: Actor) -> Self:
        """Those that the actor wrote or entered for somebody."""
        return self.filter(Q(author_id=actor.user_id) | Q(entered_by_id=actor.user_id))

    def overseen_by(self, actor: Actor) -> Self:
        """Those that were sent in the units which the actor oversees."""
        overseen = within(actor, Permission.INITIATIVE_VIEW, field="unit_path")
        return self.filter(overseen).exclude(state=State.DRAFT)

    def public(self) -> Self:
        """Confirmed and recognised ones: what everybody may read."""
        return self.filter(state__in=COUNTED_AS_VALID)

    def waiting(self) -> Self:
        """Those about which somebody has to decide."""
        return self.exclude(waits_path="")

    def awaiting_review_by(self, actor: Actor) -> Self:
        """Those that wait for the office of the actor: first steps in the units whose initiatives
        the actor reviews; later ones, and first ones that were passed up, at the very units whose
        officer the actor is.
        """
        reach = within(actor, Permission.INITIATIVE_REVIEW, field="waits_path")
        first = reach & Q(waits_for=StepKind.CONFIRM)
        later = Q(waits_for__in=sorted(FROM_ABOVE))
        if not actor.is_system:
            passed_up = Q(waits_for=StepKind.CONFIRM) & ~Q(waits_path=F("unit_path"))
            later = (later | passed_up) & Q(
                waits_path__in=actor.offices(Permission.INITIATIVE_ACCEPT)
            )
        return self.waiting().filter(first | later)

    def without_credit_to(self, actor: Actor) -> Self:
        """Those in which the actor has no share; an officer decides only about these."""
        if actor.user_id is None:
            return self
        credited = CoAuthor.objects.filter(initiative=OuterRef("pk"), user_id=actor.user_id)
        return self.exclude(author_id=actor.user_id).filter(~Exists(credited))


class Initiative(models.Model):
    """ "Sáng kiến": what somebody did better at work, credited to its author.

    `author_share_bp` is the leading author's part in basis points; what is left of 10,000 belongs
    to the co-authors. `unit_path` repeats the path of the unit, so that a whole branch can be read without a join.
    `benefit_inputs` keep the formula card and the numbers that `benefit_vnd` was worked out from.
    `code` is the reference on the receipt; `request_key` makes the same submission sent twice
    one initiative. `received_at` is when the first sending arrived at the server: deadlines and
    campaigns are decided by it for good.

    While it waits for a verdict, `step` is the step of the review, `waits_for` its kind,
    `waits_path` the path of the unit that decides, `due_on` the last day of its clock. `ruleset` is the version of the rules
    under which it was sent, None for a programme that has only the usual ones; `answers` hold what
    was answered to its questions, by their keys.

    Of a trade secret ("bí mật kinh doanh") everything in `rules.CLOSED` lies in `sealed`, encrypted, and its own
    columns are empty: whoever reads the row reads nothing. `initiatives.secrecy` opens it in memory
    for those who may.
    """

    is_opened = False  # its closed part stands in memory
    is_unreadable = False  # the reader may, but no key opens it

    code = models.CharField(max_length=codes.LENGTH, unique=True, default=codes.new_code)
    request_key = models.UUIDField(unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="initiatives")
    phase = models.ForeignKey(Period, models.PROTECT, null=True, related_name="initiatives")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="initiatives", db_index=False)
    unit_path = models.CharField(max_length=paths.MAX_LENGTH)
    author = models.ForeignKey(User, models.PROTECT, related_name="initiatives", db_index=False)
    author_share_bp = models.PositiveSmallIntegerField(default=rules.WHOLE_SHARE_BP)
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="entered_initiatives", db_index=False
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    title = LineField("tên sáng kiến", max_length=250, blank=True)
    before = ProseField("trước khi áp dụng", blank=True)
    solution = ProseField("nội dung giải pháp", blank=True)
    effect = ProseField("hiệu quả", blank=True)
    kind = models.CharField(
        "loại giải pháp", max_length=12, choices=SolutionKind.choices, blank=True
    )
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, db_index=False)
    submitter = models.CharField(
        "đối tượng", max_length=10, choices=SubmitterGroup.choices, blank=True, default=""
    )
    first_applied_on = models.DateField("ngày áp dụng lần đầu", null=True, blank=True)
    benefit_vnd = models.BigIntegerField("số tiền làm lợi", null=True, blank=True)
    benefit_basis = ProseField("cách tính", blank=True)
    benefit_inputs = models.JSONField(default=dict, blank=True)
    recognised_by = LineField("nơi công nhận", max_length=250, blank=True)
    decision_number = LineField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)

    ruleset = models.ForeignKey(
        Ruleset, models.PROTECT, null=True, related_name="initiatives", db_index=False
    )
    answers = models.JSONField(default=dict, blank=True)
    sealed = models.TextField(blank=True, default="")
    step = models.PositiveSmallIntegerField(default=0)
    waits_for = models.CharField(max_length=9, choices=StepKind.choices, blank=True)
    waits_path = models.CharField(max_length=paths.MAX_LENGTH, blank=True)
    waits_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, received_at=None, phase=None)
                | (~Q(state=State.DRAFT) & Q(received_at__isnull=False, phase__isnull=False)),
                name="initiatives_sent_has_phase",
            ),
            models.CheckConstraint(
                condition=Q(step=0, waits_for="", waits_path="", waits_since=None, due_on=None)
                | (
                    ~Q(waits_for="")
                    & ~Q(waits_path="")
                    & Q(step__gte=1, waits_since__isnull=False, due_on__isnull=False)
                ),
                name="initiatives_waits_whole",
            ),
            models.CheckConstraint(
                condition=Q(sealed="") | Q(before="", solution="", benefit_basis=""),
                name="initiatives_secret_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(benefit_vnd=None) | Q(benefit_vnd__gte=0),
                name="initiatives_benefit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(author_share_bp__gte=1, author_share_bp__lte=rules.WHOLE_SHARE_BP),
                name="initiatives_author_share_in_range",
            ),
        ]
        indexes = [
            # Totals of one unit are recounted from this index alone.
            models.Index(
                fields=[
                    *("unit", "programme", "phase", "state"),
                    *("author", "received_at", "benefit_vnd"),
                ],
                name="initiatives_unit_totals",
            ),
            models.Index(fields=["author", "-id"], name="initiatives_author"),
            models.Index(fields=["entered_by", "-id"], name="initiatives_entered"),
            # The list of a branch that is small among millions (`branches`).
            models.Index(fields=["unit_path", "-id"], name="initiatives_branch"),
            models.Index(
                fields=["programme", "-received_at", "-id"],
                name="initiatives_public",
                condition=Q(state__in=COUNTED_AS_VALID),
            ),
            # What no rule puts before a council, in the order of the list of its unit.
            models.Index(
                fields=["unit_path", "-id"],
                name="initiatives_unrecognised",
                condition=Q(state=State.CONFIRMED, waits_path=""),
            ),
            # Whatever waits for the officers of a unit, the one that is due first at the top.
            models.Index(
                fields=["waits_path", "waits_for", "due_on", "id"],
                name="initiatives_waiting",
                condition=~Q(waits_path=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title or codes.display(self.code)

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Self] | None = None,
    ) -> None:
        """What is read anew is as closed as the row is."""
        names = None if fields is None else list(fields)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        if names is None or {"sealed", *rules.CLOSED} & set(names):
            self.is_opened = False

    @property
    def state_enum(self) -> State:
        return State(self.state)

    @property
    def reference(self) -> str:
        """The code as it is printed and read aloud."""
        return codes.display(self.code)

    @property
    def is_valid(self) -> bool:
        """Confirmed or more: everybody may read it and it counts."""
        return self.state_enum in COUNTED_AS_VALID

    @property
    def is_secret(self) -> bool:
        """ "Bí mật kinh doanh"."""
        return bool(self.sealed)

    @property
    def is_closed(self) -> bool:
        """A trade secret of which the one who reads sees only what leaves the unit."""
        return self.is_secret and not self.is_opened

    @property
    def is_editable(self) -> bool:
        return self.state_enum in rules.EDITABLE

    @property
    def is_waiting(self) -> bool:
        """Somebody has to decide about it."""
        return bool(self.waits_path)

    def move_to(self, new: State, place: Place, **changes: object) -> None:
        """Compare and set: the one way to change the state and the place in the review.

        Exactly one of two that try at once succeeds, on both databases and without locks; the
        other gets DecidedMeanwhile.
        """
        rules.ensure_move(self.state_enum, new)
        self._swap({**changes, "state": new, **place.values()})

    def wait_at(self, place: Place, **changes: object) -> None:
        """The same for another place in the same state."""
        self._swap({**changes, **place.values()})

    def _swap(self, changes: dict[str, object]) -> None:
        here = Initiative.objects.filter(
            pk=self.pk, state=self.state, step=self.step, waits_path=self.waits_path
        )
        if here.update(**changes) != 1:
            raise DecidedMeanwhile("")
        for name, value in changes.items():
            setattr(self, name, value)


class CoAuthor(models.Model):
    """ "Đồng tác giả" with the share in basis points.

    `user` is empty for a co-author who is not in the register of the unit. Who is in it is asked
    whether the share is right: `answer`, with the `objection` when it is not.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="coauthors")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="coauthorships")
    name = LineField(max_length=120)
    share_bp = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=8, choices=ShareAnswer.choices, blank=True)
    objection = ProseField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share_bp__gte=1, share_bp__lt=rules.WHOLE_SHARE_BP),
                name="initiatives_share_in_range",
            ),
            models.CheckConstraint(
                condition=Q(answer=ShareAnswer.OBJECTED) & ~Q(objection="")
                | ~Q(answer=ShareAnswer.OBJECTED) & Q(objection=""),
                name="initiatives_objection_has_reason",
            ),
            models.UniqueConstraint(
                fields=["initiative", "position"], name="initiatives_coauthor_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({rules.percent_words(self.share_bp)} %)"

    @property
    def percent(self) -> str:
        """The share as it is written: "33,34"."""
        return rules.percent_words(self.share_bp)
