"""Money that goes with awards."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.commendation.enums import EntryDraftState, EntryKind, ListState
from sangkien.commendation.models.decision import AwardDecision, Conferral
from sangkien.core.fields import LineField
from sangkien.units.models import Unit


class BaseSalary(models.Model):
    """ "Mức lương cơ sở" from a day on, in VND, with its legal basis. `is_verified` is False where the
    decree itself was not read.
    """

    since_on = models.DateField(unique=True)
    vnd = models.PositiveIntegerField()
    basis = LineField("căn cứ", max_length=200)
    is_verified = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.since_on}: {self.vnd}"


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, actor: Actor) -> Self:
        """The money of a unit is the business of its own office, not of those above."""
        if actor.is_system:
            return self.all()
        return self.filter(unit__path__in=actor.offices(Permission.AWARD_PAY))


class Fund(models.Model):
    """ "Quỹ khen thưởng" of a unit for a year. What is in it is the sum of its entries."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_funds")
    year = models.PositiveSmallIntegerField()
    name = LineField("tên quỹ", max_length=200)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)

    objects = FundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "name"], name="commendation_fund_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PaymentListQuerySet(models.QuerySet["PaymentList"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self.all()
        return self.filter(fund__unit__path__in=actor.offices(Permission.AWARD_PAY))


class PaymentList(models.Model):
    """ "Danh sách chi tiền thưởng" of one decision from one fund. `exports` counts how often the list was
    exported: from the second time on it is marked "bản sao". What was approved is cancelled by two people
    as well: one asks, another one does it.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lists")
    decision = models.ForeignKey(AwardDecision, models.PROTECT, related_name="payment_lists")
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    total_vnd = models.PositiveBigIntegerField(default=0)
    exports = models.PositiveSmallIntegerField(default=0)
    export_code = models.CharField(max_length=20, blank=True)
    request_key = models.UUIDField(unique=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    cancel_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_reason = LineField("lý do hủy", max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = PaymentListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="commendation_payment_second_person",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by=None)
                | Q(cancel_asked_by=None)
                | ~Q(cancelled_by=F("cancel_asked_by")),
                name="commendation_cancel_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.total_vnd}"


class Payment(models.Model):
    """ "Khoản chi" for one conferral. Of each conferral one stands; what was paid stands until it was
    recovered, so that nothing is paid twice, and what came back may be paid again.
    """

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="payments")
    conferral = models.ForeignKey(Conferral, models.PROTECT, related_name="payments")
    amount_vnd = models.PositiveBigIntegerField()
    is_standing = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conferral"],
                condition=Q(is_standing=True),
                name="commendation_paid_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conferral_id}: {self.amount_vnd}"


class FundEntry(models.Model):
    """ "Bút toán quỹ": an amount that came in (positive) or went out (negative). Never changed; what was
    wrong is corrected by another entry. `list` is what was paid, `conferral` what was recovered.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    amount_vnd = models.BigIntegerField()
    words = LineField("nội dung", max_length=300)
    document = LineField("chứng từ", max_length=120, blank=True)
    conferral = models.ForeignKey(Conferral, models.PROTECT, null=True, related_name="recoveries")
    list = models.OneToOneField(PaymentList, models.PROTECT, null=True, related_name="entry")
    booked_on = models.DateField()
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    booked_at = models.DateTimeField()
    request_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=(EntryKind.RECEIPT, EntryKind.RECOVERY), amount_vnd__gt=0)
                | Q(kind=EntryKind.PAYMENT, amount_vnd__lt=0)
                | (Q(kind=EntryKind.CORRECTION) & ~Q(amount_vnd=0)),
                name="commendation_entry_sign",
            ),
        ]
        indexes = [models.Index(fields=["fund", "-id"], name="commendation_ledger")]

    def __str__(self) -> str:
        return f"{self.fund_id}: {self.amount_vnd}"


class EntryDraftQuerySet(models.QuerySet["EntryDraft"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self.all()
        return self.filter(fund__unit__path__in=actor.offices(Permission.AWARD_PAY))

    def waiting(self) -> Self:
        return self.filter(state=EntryDraftState.WAITING)


class EntryDraft(models.Model):
    """ "Đề nghị ghi sổ quỹ": what one person says came in, came back or is to be corrected. It counts when
    another one books it (`entry`, with the same key); the balance does not know it before.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    amount_vnd = models.BigIntegerField()
    words = LineField("nội dung", max_length=300)
    document = LineField("chứng từ", max_length=120, blank=True)
    conferral = models.ForeignKey(Conferral, models.PROTECT, null=True, related_name="+")
    booked_on = models.DateField()
    request_key = models.UUIDField(unique=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=EntryDraftState.choices, default=EntryDraftState.WAITING
    )
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    reason = LineField("lý do không ghi sổ", max_length=300, blank=True)
    entry = models.OneToOneField(FundEntry, models.PROTECT, null=True, related_name="draft")

    objects = EntryDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=EntryDraftState.BOOKED) | ~Q(closed_by=F("prepared_by")),
                name="commendation_entry_second_person",
            ),
            models.UniqueConstraint(
                fields=["conferral"],
                condition=Q(state=EntryDraftState.WAITING),
                name="commendation_recovery_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fund"],
                condition=Q(state=EntryDraftState.WAITING),
                name="commendation_entry_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}: {self.amount_vnd}"
