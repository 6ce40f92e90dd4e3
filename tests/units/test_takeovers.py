"""Nobody gets into somebody else's account, or at somebody else's role, by way of the register."""

import datetime as dt

import pytest

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import activation as accounts
from sangkien.accounts.errors import AlreadyEnrolled, WrongCode
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.units import queries
from sangkien.units.actions import (
    activation,
    correcting,
    granting,
    joining,
    moving,
    people,
)
from sangkien.units.enums import Leaving
from sangkien.units.errors import DecidedBefore, InvalidMove
from sangkien.units.models import Grant, Lookalike, Membership
from tests.factories import (
    LONG_AGO,
    NOW,
    PASSWORD,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
    make_officer,
    make_unit,
)
from tests.threads import outcomes, refusals

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
WHY = "Đã xem thẻ đoàn viên."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def member(user: User) -> Membership:
    return Membership.objects.select_related("unit", "user").filter(user=user).latest("pk")


def give(cast: Cast, user: User, role: RoleKey = RoleKey.AUDITOR, **options) -> Grant:
    values = {"role": role, "since_on": LONG_AGO, "by": SYSTEM, "at": NOW}
    return people.grant_role(cast.factory, user, **{**values, **options})


def move_away(cast: Cast, user: User) -> Membership:
    """Left the factory yesterday, belongs to a CĐCS of another district now."""
    moving.leave(
        member(user), cause=Leaving.LEFT, last_on=TODAY - DAY, reason="", by=SYSTEM, at=NOW
    )
    return people.add_member(cast.far_factory, user, since_on=TODAY, by=SYSTEM, at=NOW)


# People who belong to several units, or to another one now


def test_a_former_member_of_ours_who_is_elsewhere_now_is_not_taken_back(cast: Cast) -> None:
    officer, code = actor(cast.officer), cast.author.member_code
    there = move_away(cast, cast.author)
    assert queries.known_person(officer, code, on=TODAY) is None

    moving.leave(there, cause=Leaving.LEFT, last_on=TODAY, reason="", by=SYSTEM, at=NOW)

    assert queries.known_person(officer, code, on=TODAY) is None  # the last day counts
    assert queries.known_person(officer, code, on=TODAY + DAY) == cast.author


def test_whoever_belongs_elsewhere_too_gets_a_code_from_the_superior_of_both(cast: Cast) -> None:
    here = member(cast.author)
    people.add_member(cast.sister_factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)

    with pytest.raises(NotAllowed):
        activation.issue_code(here, by=actor(cast.officer), at=NOW)
    assert activation.issue_code(here, by=actor(cast.superior_officer), at=NOW).code


def test_the_sheet_of_a_unit_leaves_out_who_belongs_elsewhere_too(cast: Cast) -> None:
    section = make_unit("Tổ công đoàn Cắt", level="bo-phan", parent=cast.factory)
    inside = make_member(cast.factory, "Lê Thị Mận")
    for user, unit in ((cast.author, cast.far_factory), (inside, section)):
        people.add_member(unit, user, since_on=TODAY, by=SYSTEM, at=NOW)

    issued = activation.make_sheet(cast.factory, part=1, by=actor(cast.officer), at=NOW)

    assert [one.user for one in issued] == [inside]
    assert queries.activation_state(cast.factory, on=TODAY).waiting == 1


# Codes from the time before a role


def code_of(cast: Cast, user: User) -> str:
    return activation.issue_code(member(user), by=actor(cast.officer), at=NOW).code


def test_a_code_from_before_the_role_opens_nothing(cast: Cast) -> None:
    kept = code_of(cast, cast.author)

    give(cast, cast.author, by=actor(cast.superior_officer))

    with pytest.raises(WrongCode):
        accounts.open_with_code(cast.author.member_code, kept, at=NOW)


def test_a_code_from_before_the_hand_over_opens_nothing(cast: Cast) -> None:
    kept = code_of(cast, cast.author)

    granting.hand_over(
        Grant.objects.get(user=cast.officer),
        cast.author,
        on=TODAY,
        until_on=None,
        is_acting=False,
        reason=WHY,
        by=actor(cast.superior_officer),
        at=NOW,
    )

    with pytest.raises(WrongCode):
        accounts.open_with_code(cast.author.member_code, kept, at=NOW)


def test_a_code_from_between_leaving_and_coming_back_opens_nothing(cast: Cast) -> None:
    auditor = make_member(cast.factory, "Ngô Kiểm Tra")
    give(cast, auditor)
    section = make_unit("Tổ công đoàn Cắt", level="bo-phan", parent=cast.factory)
    departure = moving.leave(
        member(auditor), cause=Leaving.LEFT, last_on=TODAY - DAY, reason="", by=SYSTEM, at=NOW
    )
    people.add_member(section, auditor, since_on=TODAY, by=SYSTEM, at=NOW)
    kept = code_of(cast, auditor)

    moving.undo_leaving(departure, reason="Nhầm", by=actor(cast.officer), at=NOW)

    assert actor(auditor).holds_office
    with pytest.raises(WrongCode):
        accounts.open_with_code(auditor.member_code, kept, at=NOW)


# Roles that change hands with an account


@pytest.mark.parametrize("role", [RoleKey.AUDITOR, RoleKey.DATA_OFFICER, RoleKey.SUPERIOR_OFFICER])
def test_nobody_gets_a_role_by_joining_its_holder_to_an_account_of_ones_own(
    cast: Cast, role: RoleKey
) -> None:
    holder = make_member(cast.factory, "Ngô Kiểm Tra", password=PASSWORD)
    give(cast, holder, role)
    puppet = make_member(cast.factory, "Ngô Kiểm Tra", password=PASSWORD)
    pair = Lookalike.objects.select_related("first", "second").get(first=holder, second=puppet)

    for kept in (puppet, holder):
        with pytest.raises(NotAllowed):
            joining.join(pair, keep=kept.pk, reason=WHY, by=actor(cast.officer), at=NOW)

    assert not actor(puppet).holds_office
    joined = joining.join(
        pair, keep=holder.pk, reason=WHY, by=actor(cast.provincial_officer), at=NOW
    )
    assert joined == holder


@pytest.mark.parametrize("role", [RoleKey.AUDITOR, RoleKey.GRASSROOTS_OFFICER])
def test_nobody_locks_out_whoever_looks_after_them(cast: Cast, role: RoleKey) -> None:
    holder = make_officer(cast.factory, role, "Ngô Kiểm Tra")

    with pytest.raises(NotAllowed):
        correcting.lock_account(member(holder), reason=WHY, by=actor(cast.officer), at=NOW)

    superior = actor(cast.superior_officer)
    assert not correcting.lock_account(member(holder), reason=WHY, by=superior, at=NOW).is_active


@pytest.mark.parametrize("role", [RoleKey.DATA_OFFICER, RoleKey.SUPERIOR_OFFICER])
def test_nobody_writes_down_another_name_for_who_may_do_more(cast: Cast, role: RoleKey) -> None:
    holder, colleague = make_member(cast.factory), make_member(cast.factory)
    give(cast, holder, role)
    give(cast, colleague, RoleKey.GRASSROOTS_OFFICER)
    by = actor(cast.officer)

    def rename(user: User) -> tuple[str, ...]:
        return correcting.correct(
            member(user),
            full_name="Lê Tên Khác",
            member_code=user.member_code,
            phone="",
            by=by,
            at=NOW,
        )

    with pytest.raises(NotAllowed):
        rename(holder)
    assert rename(colleague) == ("full_name",)


# Phone numbers, with which people sign in


def dial(user: User, phone: str, *, by: Actor) -> tuple[str, ...]:
    return correcting.correct(
        member(user),
        full_name=user.full_name,
        member_code=user.member_code,
        phone=phone,
        by=by,
        at=NOW,
    )


@pytest.mark.parametrize("phone", ["0987 654 321", ""])
def test_only_the_person_changes_the_phone_of_an_account_in_use(cast: Cast, phone: str) -> None:
    person = make_member(cast.factory, "Lê Thị Mận", phone="0912345678", password=PASSWORD)

    with pytest.raises(InvalidMove) as refusal:
        dial(person, phone, by=actor(cast.officer))

    assert refusal.value.field == "phone"
    assert User.objects.get(pk=person.pk).phone == "0912345678"
    assert dial(person, "+84 912 345 678", by=actor(cast.officer)) == ()


def test_the_officer_writes_the_phone_of_who_has_no_account_yet(cast: Cast) -> None:
    assert dial(cast.author, "0987 654 321", by=actor(cast.officer)) == ("phone",)


# At the same moment


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_pairs_with_one_person_in_both_leave_nobody_in_a_closed_account() -> None:
    cast = make_cast()
    first, second, third = (make_member(cast.factory, "Ngô Song Sinh") for _ in range(3))
    pairs = [
        Lookalike.objects.select_related("first", "second").get(first=one, second=other)
        for one, other in ((first, second), (second, third))
    ]
    by = actor(cast.officer)

    found = outcomes(
        lambda: joining.join(pairs[0], keep=second.pk, reason=WHY, by=by, at=NOW),
        lambda: joining.join(pairs[1], keep=third.pk, reason=WHY, by=by, at=NOW),
    )

    assert {type(refusal) for refusal in refusals(found)} <= {DecidedBefore, InvalidMove}
    assert not Membership.objects.filter(until_on=None, user__is_active=False).exists()
    assert not User.objects.filter(absorbed__isnull=False, is_active=False).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_code_written_down_twice_at_once_is_one_person() -> None:
    cast = make_cast()
    by = actor(cast.officer)

    def enrol() -> User:
        return people.enrol(
            cast.factory,
            full_name="Lê Thị Mận",
            member_code="CU 1",
            phone="0912 345 678",
            since_on=TODAY,
            by=by,
            at=NOW,
        )

    found = outcomes(*[enrol] * 3)

    assert [type(refusal) for refusal in refusals(found)] == [AlreadyEnrolled] * 2
    assert User.objects.filter(member_code="CU1").count() == 1
