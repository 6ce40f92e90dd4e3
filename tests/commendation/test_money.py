"""Money: paid once, by two people, never more than there is."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import funds, paying
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import EntryKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile, OwnWork
from sangkien.commendation.models import Conferral, Fund, FundEntry, Payment, PaymentList
from sangkien.commendation.queries import money
from sangkien.commendation.rules import paying as rules
from sangkien.commendation.verifying_money import check_money
from sangkien.core.errors import NotAllowed
from tests.commendation import paid as scenes
from tests.commendation.tampering import Change, unnoticed
from tests.factories import NOW, Cast, actor, make_cast, make_officer

BOOKED = NOW + dt.timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER)


def prepared(cast: Cast, fund: Fund) -> PaymentList:
    decision = scenes.released(cast.superior, cast.superior_officer)
    by = actor(cast.superior_officer)
    return paying.prepare(decision, fund, request_key=uuid.uuid4(), by=by, at=NOW)


def test_an_award_is_paid_once_by_two_people(cast: Cast, second: User) -> None:
    fund = scenes.fund(cast.superior, cast.superior_officer)
    row = prepared(cast, fund)
    one, two = actor(cast.superior_officer), actor(second)

    with pytest.raises(InvalidPayment):  # nothing is left for another list
        paying.prepare(row.decision, fund, request_key=uuid.uuid4(), by=one, at=NOW)
    with pytest.raises(OwnWork):
        paying.approve(row, by=one, at=NOW)
    with pytest.raises(InvalidPayment):
        paying.export(row, by=two, at=NOW)
    receiver = Conferral.objects.filter(decision=row.decision, position=1)
    receiver.update(holder_kind="person", holder_name=second.full_name)
    with pytest.raises(OwnWork):
        paying.approve(row, by=two, at=NOW)
    receiver.update(holder_kind="collective")
    paying.approve(row, by=two, at=NOW)
    first, copy = (paying.export(row, by=two, at=NOW) for _time in range(2))
    done = [paying.pay(row, paid_on=NOW.date(), document="PC 7", by=one, at=BOOKED) for _ in "ab"]

    assert (first.export_code, copy.exports) == (copy.export_code, 2)
    assert [one.state for one in done] == [ListState.PAID] * 2
    assert money.balance(fund) == 10_000_000 - sum(scenes.AMOUNTS)
    assert fund.entries.count() == 2
    assert list(check_money()) == []
    assert unnoticed(changes_of(row, cast), check_money) == []
    with pytest.raises(MovedMeanwhile):
        paying.cancel(row, reason="Nhầm", by=one, at=BOOKED)


def changes_of(row: PaymentList, cast: Cast) -> list[Change]:
    """What somebody could change of a list that was paid, behind the application's back."""
    lists, other = PaymentList.objects.filter(pk=row.pk), cast.officer.pk
    paid, received = (FundEntry.objects.filter(kind=kind) for kind in ("payment", "receipt"))
    day = NOW.date() - dt.timedelta(days=300)
    entry = ({"words": "Khác"}, {"document": "UNC 9"}, {"booked_on": day}, {"booked_by": other})
    said = ({"paid_on": day}, {"approved_by": other}, {"prepared_by": cast.author.pk})
    code = ({"exports": 0}, {"export_code": "X"}, {"prepared_at": BOOKED}, {"approved_at": BOOKED})
    return [
        *((paid, change) for change in (*entry, {"list": None}, {"amount_vnd": -1})),
        *((received, change) for change in (*entry, {"amount_vnd": 2})),
        *((lists, change) for change in (*said, *code, {"state": "cancelled"}, {"total_vnd": 1})),
        (Fund.objects.all(), {"unit": cast.province.pk}),
        (Payment.objects.filter(conferral__position=1), {"is_standing": False}),
        (Payment.objects.filter(conferral__position=1), {"amount_vnd": 1}),
    ]


def test_a_cancelled_list_frees_its_lines(cast: Cast) -> None:
    fund = scenes.fund(cast.superior, cast.superior_officer)
    row, by = prepared(cast, fund), actor(cast.superior_officer)

    with pytest.raises(InvalidPayment):
        paying.cancel(row, reason=" ", by=by, at=NOW)
    paying.cancel(row, reason="Nhầm quỹ", by=by, at=NOW)
    again = paying.prepare(row.decision, fund, request_key=uuid.uuid4(), by=by, at=NOW)

    assert again.total_vnd == row.total_vnd
    assert list(check_money()) == []


def test_nothing_is_paid_beyond_the_fund_or_for_a_revoked_award(cast: Cast, second: User) -> None:
    fund = scenes.fund(cast.superior, cast.superior_officer, received=0)
    row, by = prepared(cast, fund), actor(second)
    paying.approve(row, by=by, at=NOW)
    paying.export(row, by=by, at=NOW)

    with pytest.raises(InvalidPayment, match="Quỹ không đủ"):
        paying.pay(row, paid_on=NOW.date(), document="", by=by, at=BOOKED)
    row.refresh_from_db()
    assert row.state == ListState.EXPORTED
    revoked = Conferral.objects.filter(decision=row.decision)
    revoked.update(revoked_at=NOW, revoke_reason="Khai không đúng")
    with pytest.raises(InvalidPayment, match="thu hồi"):
        paying.pay(row, paid_on=NOW.date(), document="", by=by, at=BOOKED)


@pytest.fixture
def fund(cast: Cast) -> Fund:
    return scenes.fund(cast.superior, cast.superior_officer)


@pytest.fixture
def owing(cast: Cast, fund: Fund, second: User) -> Conferral:
    """An award that was paid and revoked afterwards."""
    row, by = prepared(cast, fund), actor(second)
    paying.approve(row, by=by, at=NOW)
    paying.export(row, by=by, at=NOW)
    paying.pay(row, paid_on=NOW.date(), document="", by=by, at=BOOKED)
    found = Conferral.objects.get(decision=row.decision, position=1)
    return set_revoked(found, revoked=True)


def set_revoked(row: Conferral, *, revoked: bool) -> Conferral:
    reason = "Khai sai" if revoked else ""
    changes = {"revoked_at": BOOKED if revoked else None, "revoke_reason": reason}
    Conferral.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    return row


def comes_back(row: Conferral) -> Booking:
    return Booking(
        kind=EntryKind.RECOVERY,
        amount_vnd=row.amount_vnd,
        words="Nộp lại",
        booked_on=NOW.date(),
        conferral=row,
    )


def test_what_was_revoked_after_paying_comes_back_once(
    cast: Cast, second: User, fund: Fund, owing: Conferral
) -> None:
    by, two, back = actor(second), actor(cast.superior_officer), comes_back(owing)
    set_revoked(owing, revoked=False)
    with pytest.raises(InvalidPayment):  # in force
        funds.propose(fund, back, request_key=uuid.uuid4(), by=by, at=BOOKED)
    set_revoked(owing, revoked=True)
    less = replace(back, amount_vnd=1)
    with pytest.raises(InvalidPayment):  # not a part of it
        funds.propose(fund, less, request_key=uuid.uuid4(), by=by, at=BOOKED)

    assert [one.conferral_id for one in money.to_recover(cast.superior).rows] == [owing.pk]
    assert money.owed([cast.superior.pk])[cast.superior.pk].vnd == owing.amount_vnd
    key = uuid.uuid4()
    draft = funds.propose(fund, back, request_key=key, by=by, at=BOOKED)
    assert funds.propose(fund, back, request_key=key, by=by, at=BOOKED) == draft
    with pytest.raises(InvalidPayment, match="đang chờ duyệt"):
        funds.propose(fund, back, request_key=uuid.uuid4(), by=two, at=BOOKED)
    set_revoked(owing, revoked=False)
    with pytest.raises(InvalidPayment):  # it was given back meanwhile
        funds.book(draft, by=two, at=BOOKED)
    set_revoked(owing, revoked=True)
    assert len(money.to_recover(cast.superior).rows) == 1
    entry = funds.book(draft, by=two, at=BOOKED)
    assert funds.book(draft, by=two, at=BOOKED) == entry
    assert money.to_recover(cast.superior).rows == []
    other = funds.open_fund(
        cast.superior, year=2026, name="Quỹ khác", request_key=uuid.uuid4(), by=by, at=NOW
    )
    came_in = Booking(kind=EntryKind.RECEIPT, amount_vnd=1, words="Thu", booked_on=NOW.date())
    with pytest.raises(MovedMeanwhile):
        funds.propose(other, came_in, request_key=key, by=by, at=BOOKED)
    with pytest.raises(InvalidPayment):
        funds.propose(fund, back, request_key=uuid.uuid4(), by=by, at=BOOKED)


def test_nobody_says_of_their_own_award_that_its_money_came_back(
    cast: Cast, second: User, fund: Fund, owing: Conferral
) -> None:
    back = comes_back(owing)
    draft = funds.propose(fund, back, request_key=uuid.uuid4(), by=actor(second), at=BOOKED)
    Conferral.objects.filter(pk=owing.pk).update(user=cast.superior_officer)

    with pytest.raises(OwnWork):
        funds.book(draft, by=actor(cast.superior_officer), at=BOOKED)


def test_what_came_back_is_due_once_more_when_the_award_is_given_back(
    cast: Cast, second: User, fund: Fund, owing: Conferral
) -> None:
    by, one, decision = actor(second), cast.superior_officer, owing.decision
    assert decision is not None
    set_revoked(owing, revoked=False)
    assert money.due_decisions(fund).rows == []  # it was never paid back
    set_revoked(owing, revoked=True)
    scenes.booked(fund, comes_back(owing), one, second, at=BOOKED)
    assert money.due_decisions(fund).rows == []

    set_revoked(owing, revoked=False)
    assert [vars(one)["due"] for one in money.due_decisions(fund).rows] == [owing.amount_vnd]
    again = paying.prepare(decision, fund, request_key=uuid.uuid4(), by=by, at=BOOKED)

    assert (again.total_vnd, money.due_decisions(fund).rows) == (owing.amount_vnd, [])
    assert list(check_money()) == []
    assert [(one.key, one.vnd) for one in money.turns(owing)] == [
        ("paid", owing.amount_vnd),
        ("recovered", owing.amount_vnd),
    ]


def test_others_neither_see_nor_move_the_money(cast: Cast) -> None:
    fund = scenes.fund(cast.superior, cast.superior_officer)
    booking = Booking(kind=EntryKind.RECEIPT, amount_vnd=1, words="Thu", booked_on=NOW.date())
    for one in (cast.officer, cast.provincial_officer):  # of a unit below, of the one above
        stranger = actor(one)
        assert money.funds(stranger) == []
        assert not Fund.objects.visible_to(stranger).exists()
        with pytest.raises(NotAllowed):
            funds.propose(fund, booking, request_key=uuid.uuid4(), by=stranger, at=NOW)


@settings(max_examples=40)
@given(st.lists(st.integers(-50, 50), max_size=20))
def test_a_fund_never_holds_less_than_nothing(changes: list[int]) -> None:
    balance = 0
    for change in changes:
        try:
            rules.ensure_borne(balance, change)
        except InvalidPayment:
            continue
        balance += change
        assert balance >= 0
