"""What is written into a fund by hand, and the end of a list that was approved, need two people."""

import datetime as dt
import uuid

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import funds, paying
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import EntryKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile, OwnWork
from sangkien.commendation.models import EntryDraft, Fund, FundEntry, PaymentList
from sangkien.commendation.queries import approving, money
from sangkien.commendation.verifying_money import check_money
from sangkien.core.errors import NotAllowed
from tests.commendation import paid as scenes
from tests.commendation.tampering import Change, unnoticed
from tests.factories import NOW, Cast, actor, make_cast, make_officer

LATER = NOW + dt.timedelta(hours=1)
MOST = 20


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER)


@pytest.fixture
def fund(cast: Cast) -> Fund:
    return scenes.fund(cast.superior, cast.superior_officer)


def correction(amount_vnd: int) -> Booking:
    return Booking(
        kind=EntryKind.CORRECTION, amount_vnd=amount_vnd, words="Ghi nhầm", booked_on=NOW.date()
    )


def proposed(fund: Fund, booking: Booking, by: User) -> EntryDraft:
    return funds.propose(fund, booking, request_key=uuid.uuid4(), by=actor(by), at=NOW)


def test_an_entry_counts_when_another_one_books_it(cast: Cast, second: User, fund: Fund) -> None:
    one, two = actor(cast.superior_officer), actor(second)
    before = money.balance(fund)
    draft = proposed(fund, correction(-1_000_000), cast.superior_officer)

    assert (money.balance(fund), approving.drafts(fund)) == (before, [draft])
    assert (approving.to_approve(one, most=MOST), approving.to_approve(two, most=MOST)) == (0, 1)
    assert approving.waiting_in([fund.pk], actor=two) == {fund.pk: 1}
    with pytest.raises(OwnWork):
        funds.book(draft, by=one, at=LATER)
    with pytest.raises(NotAllowed):
        funds.book(draft, by=actor(cast.provincial_officer), at=LATER)
    entry = funds.book(draft, by=two, at=LATER)

    assert (entry.booked_by, entry.draft.prepared_by) == (second, cast.superior_officer)
    assert money.balance(fund) == before - 1_000_000
    assert approving.drafts(fund) == []
    with pytest.raises(MovedMeanwhile):
        funds.drop(draft, reason="Nhầm", by=two, at=LATER)
    assert list(check_money()) == []
    assert unnoticed(changes_of(draft, cast), check_money) == []


def changes_of(draft: EntryDraft, cast: Cast) -> list[Change]:
    rows = EntryDraft.objects.filter(pk=draft.pk)
    said = ({"words": "Khác"}, {"amount_vnd": -1}, {"prepared_by": cast.officer.pk})
    closed = ({"closed_at": NOW}, {"state": "dropped"}, {"closed_by": cast.officer.pk})
    return [*((rows, change) for change in (*said, *closed, {"entry": None}))]


def test_what_is_refused_or_taken_back_never_counts(cast: Cast, second: User, fund: Fund) -> None:
    before = money.balance(fund)
    refused = proposed(fund, correction(-1), cast.superior_officer)
    taken_back = proposed(fund, correction(-2), cast.superior_officer)
    with pytest.raises(InvalidPayment):
        funds.drop(refused, reason=" ", by=actor(second), at=LATER)
    funds.drop(refused, reason="Không có chứng từ", by=actor(second), at=LATER)
    funds.drop(taken_back, reason="Ghi nhầm", by=actor(cast.superior_officer), at=LATER)

    assert (money.balance(fund), approving.drafts(fund)) == (before, [])
    with pytest.raises(MovedMeanwhile):
        funds.book(refused, by=actor(second), at=LATER)
    assert list(check_money()) == []
    EntryDraft.objects.filter(pk=refused.pk).update(state="waiting", closed_by=None, closed_at=None)
    assert len(list(check_money())) == 1


def test_the_fund_must_bear_it_when_it_is_booked(cast: Cast, second: User, fund: Fund) -> None:
    both = [proposed(fund, correction(-6_000_000), cast.superior_officer) for _ in "ab"]
    funds.book(both[0], by=actor(second), at=LATER)

    with pytest.raises(InvalidPayment, match="Quỹ không đủ"):
        funds.book(both[1], by=actor(second), at=LATER)
    assert FundEntry.objects.filter(amount_vnd=-6_000_000).count() == 1
    with pytest.raises(InvalidPayment, match="Quỹ không đủ"):
        proposed(fund, correction(-6_000_000), cast.superior_officer)


def exported(cast: Cast, second: User, fund: Fund) -> PaymentList:
    decision = scenes.released(cast.superior, cast.superior_officer)
    by, two = actor(cast.superior_officer), actor(second)
    row = paying.prepare(decision, fund, request_key=uuid.uuid4(), by=by, at=NOW)
    paying.approve(row, by=two, at=NOW)
    return paying.export(row, by=two, at=NOW)


def test_an_exported_list_is_cancelled_by_two(cast: Cast, second: User, fund: Fund) -> None:
    row, one, two = exported(cast, second, fund), actor(cast.superior_officer), actor(second)
    paying.cancel(row, reason="Chi nhầm quỹ", by=two, at=NOW)

    with pytest.raises(OwnWork):
        paying.confirm_cancel(row, by=two, at=LATER)
    with pytest.raises(MovedMeanwhile):
        paying.cancel(row, reason="Lần nữa", by=one, at=LATER)
    with pytest.raises(InvalidPayment, match="đề nghị hủy"):
        paying.export(row, by=one, at=LATER)
    with pytest.raises(InvalidPayment, match="đề nghị hủy"):
        paying.pay(row, paid_on=NOW.date(), document="", by=one, at=LATER)
    assert approving.to_approve(one, most=MOST) == 1
    paying.keep(row, by=one, at=LATER)
    assert list(check_money()) == []
    paying.cancel(row, reason="Chi nhầm quỹ", by=two, at=LATER)
    done = paying.confirm_cancel(row, by=one, at=LATER)

    assert (done.state, done.cancelled_by) == (ListState.CANCELLED, cast.superior_officer)
    assert not done.payments.filter(is_standing=True).exists()
    assert approving.to_approve(one, most=MOST) == 0
    assert list(check_money()) == []
    rows, other = PaymentList.objects.filter(pk=row.pk), cast.officer.pk
    assert (
        unnoticed(
            [(rows, {"cancelled_by": other}), (rows, {"cancel_asked_by": other})], check_money
        )
        == []
    )
