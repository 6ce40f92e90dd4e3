import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import signing_in
from sangkien.accounts.errors import WrongSignIn
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import CoAuthor
from sangkien.initiatives.verifying import check_decisions
from sangkien.journal.models import Entry
from sangkien.progress.models import OwnTotal
from sangkien.units.actions import joining, lookalikes, people
from sangkien.units.enums import Likeness, Verdict
from sangkien.units.errors import AlreadyMember, DecidedBefore, InvalidMove
from sangkien.units.models import Grant, Lookalike, Membership
from sangkien.units.queries import in_two_units, lookalikes_page
from tests.factories import (
    LONG_AGO,
    NOW,
    PASSWORD,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.threads import outcomes, refusals

pytestmark = pytest.mark.django_db
WHY = "Đã xem thẻ đoàn viên."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def twin(cast: Cast, **options: str) -> User:
    """Written a second time, without tone marks."""
    return make_member(cast.factory, "NGUYEN VAN AN", **options)


def pair_of(first: User, second: User) -> Lookalike:
    return Lookalike.objects.select_related("first", "second").get(first=first, second=second)


def join(cast: Cast, kept: User, closed: User, **changes) -> User:
    one, other = sorted((kept, closed), key=lambda user: user.pk)
    values = {"keep": kept.pk, "reason": WHY, "by": actor(cast.officer), "at": NOW}
    return joining.join(pair_of(one, other), **{**values, **changes})


@pytest.mark.parametrize(
    ("unit", "options", "why"),
    [
        ("factory", {}, Likeness.UNIT),
        ("far_factory", {"member_code": "CU 12345"}, Likeness.CODE),
        ("far_factory", {"phone": "0812345678"}, Likeness.PHONE),
        ("far_factory", {}, None),
    ],
)
def test_who_may_stand_twice_is_found_at_once_and_by_the_scan(
    cast: Cast, unit: str, options, why: Likeness | None
) -> None:
    first = make_member(cast.factory, "Hồ Thị Xuân", member_code="DV12345", phone="0912345678")
    second = make_member(getattr(cast, unit), "Hồ thị XUÂN", **options)
    at_once = list(Lookalike.objects.values_list("first", "second", "why"))
    Lookalike.objects.all().delete()

    lookalikes.find_all(NOW)

    expected = [(first.pk, second.pk, why)] if why else []
    assert at_once == expected
    assert list(Lookalike.objects.values_list("first", "second", "why")) == expected
    assert lookalikes.find_all(NOW) == 0


def test_the_list_shows_pairs_that_are_wholly_within_reach(cast: Cast) -> None:
    first = make_member(cast.factory, "Hồ Thị Xuân", member_code="DV12345")
    make_member(cast.far_factory, "Hồ Thị Xuân", member_code="CU12345")

    def seen(user: User) -> int:
        return len(lookalikes_page(actor(user))[0])

    assert Lookalike.objects.get().first == first
    assert [seen(u) for u in (cast.provincial_officer, cast.national_officer)] == [1, 1]
    outside = (cast.officer, cast.superior_officer, cast.author, cast.auditor)
    assert [seen(u) for u in outside] == [0, 0, 0, 0]


def test_whose_unit_it_was_once_sees_the_pair_no_more(cast: Cast) -> None:
    other = twin(cast)
    assert len(lookalikes_page(actor(cast.officer))[0]) == 1

    Membership.objects.filter(user=other).update(until_on=TODAY)
    people.add_member(cast.far_factory, other, since_on=TODAY, by=SYSTEM, at=NOW)

    assert lookalikes_page(actor(cast.officer)) == ([], None)
    assert len(lookalikes_page(actor(cast.provincial_officer))[0]) == 1


def test_the_list_goes_on_by_key(cast: Cast, django_assert_num_queries) -> None:
    for number in range(3):
        make_member(cast.factory, f"Hồ Thị Xuân {number}")
        make_member(cast.factory, f"Hồ Thị Xuân {number}")
    officer = actor(cast.officer)

    with django_assert_num_queries(1):
        found, following = lookalikes_page(officer, limit=2)
    rest, end = lookalikes_page(officer, before=following, limit=2)

    assert (len(found), len(rest), end) == (2, 1, None)


def test_one_person_in_two_units_is_shown(cast: Cast) -> None:
    people.add_member(cast.sister_factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)

    found = in_two_units(actor(cast.superior_officer), on=TODAY)

    assert [(row.user, row.unit) for row in found] == [
        (cast.author, cast.factory),
        (cast.author, cast.sister_factory),
    ]
    assert in_two_units(actor(cast.officer), on=TODAY) == []


def test_two_people_are_told_apart_for_good(cast: Cast) -> None:
    other = twin(cast)

    joining.tell_apart(pair_of(cast.author, other), reason=WHY, by=actor(cast.officer), at=NOW)
    lookalikes.find_all(NOW)

    pair = Lookalike.objects.get()
    assert (pair.verdict, pair.reason, pair.decided_by) == (Verdict.TWO, WHY, cast.officer)
    assert lookalikes_page(actor(cast.officer)) == ([], None)
    with pytest.raises(DecidedBefore):
        join(cast, cast.author, other)


def test_joined_people_keep_units_roles_and_the_way_in(cast: Cast) -> None:
    other = twin(cast, member_code="CU0001", phone="0912345678", password=PASSWORD)
    people.add_member(cast.sister_factory, other, since_on=TODAY, by=SYSTEM, at=NOW)
    people.grant_role(
        cast.sister_factory, other, role=RoleKey.AUDITOR, since_on=TODAY, by=SYSTEM, at=NOW
    )

    kept = join(cast, cast.author, other, by=actor(cast.superior_officer))

    places = Membership.objects.filter(user=kept, until_on=None).values_list(
        "unit__code", "since_on"
    )
    assert sorted(places) == [("AD", LONG_AGO), ("HB", TODAY)]
    assert Grant.objects.get(user=kept).unit == cast.sister_factory
    assert not Membership.objects.filter(user=other).exists()
    other.refresh_from_db()
    assert (other.is_active, other.phone, other.joined.kept) == (False, None, kept)
    for login in ("0912 345 678", "cu-0001", kept.member_code):
        assert signing_in.sign_in(login, PASSWORD, at=NOW) == kept
    with pytest.raises(WrongSignIn):
        signing_in.sign_in("CU0001", "khong-dung-dau", at=NOW)
    assert Entry.objects.get(name="unit.people_joined").payload["reason"] == WHY


def test_credit_follows_and_distinct_authors_are_counted_anew(cast: Cast) -> None:
    programme, other = make_programme(cast.province), twin(cast)
    own = make_initiative(programme, cast.factory, cast.author)
    foreign = make_initiative(programme, cast.factory, other)
    confirmation.confirm(foreign, by=actor(cast.officer), at=NOW)
    whole = OwnTotal.objects.get(unit=cast.factory, period__kind="whole")
    assert (whole.sent, whole.valid, whole.people) == (2, 1, 2)

    join(cast, cast.author, other)

    whole.refresh_from_db()
    assert (whole.sent, whole.valid, whole.people) == (2, 1, 1)
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert own.author == foreign.author == cast.author


def test_named_twice_in_one_initiative_the_shares_add_up(cast: Cast) -> None:
    programme, other = make_programme(cast.province), twin(cast)
    third = make_member(cast.factory, "Bùi Thị Cúc")
    led = make_initiative(
        programme,
        cast.factory,
        cast.author,
        author_share_bp=6000,
        credits=(Credit(share_bp=4000, login=other.member_code),),
    )
    shared = make_initiative(
        programme,
        cast.factory,
        third,
        author_share_bp=5000,
        credits=(
            Credit(share_bp=3000, login=other.member_code),
            Credit(share_bp=2000, login=cast.author.member_code),
        ),
    )

    join(cast, cast.author, other)

    led.refresh_from_db()
    assert (led.author_share_bp, led.coauthors.count()) == (10_000, 0)
    assert list(CoAuthor.objects.filter(initiative=shared).values_list("user", "share_bp")) == [
        (cast.author.pk, 5000)
    ]
    assert list(check_decisions()) == []


def test_only_those_who_look_after_both_wholly_decide(cast: Cast) -> None:
    other = twin(cast)
    people.add_member(cast.far_factory, other, since_on=TODAY, by=SYSTEM, at=NOW)

    for user in (cast.author, cast.officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            join(cast, cast.author, other, by=actor(user))
    join(cast, cast.author, other, by=actor(cast.provincial_officer))


def test_nobody_climbs_by_joining_oneself_or_a_superior(cast: Cast) -> None:
    me = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Nguyễn Văn An")
    boss = make_member(cast.factory, "Nguyễn Văn An")
    people.grant_role(
        cast.province, boss, role=RoleKey.PROVINCIAL_OFFICER, since_on=TODAY, by=SYSTEM, at=NOW
    )

    with pytest.raises(NotAllowed):
        join(cast, cast.author, me, by=actor(me))
    with pytest.raises(NotAllowed):
        join(cast, cast.author, boss)
    assert not Grant.objects.filter(user=cast.author).exists()


def test_a_join_needs_a_reason_and_one_of_the_two(cast: Cast) -> None:
    other = twin(cast)

    for changes, field in (({"reason": " . "}, "reason"), ({"keep": cast.officer.pk}, "keep")):
        with pytest.raises(InvalidMove) as refusal:
            join(cast, cast.author, other, **changes)
        assert refusal.value.field == field
    assert Lookalike.objects.get().verdict == ""


def test_three_of_one_name_can_be_joined_one_after_the_other(cast: Cast) -> None:
    second, third = twin(cast), twin(cast)

    join(cast, cast.author, second)
    assert list(Lookalike.objects.undecided().values_list("first", "second")) == [
        (cast.author.pk, third.pk)
    ]
    join(cast, third, cast.author)

    assert set(User.objects.get(pk=third.pk).absorbed.values_list("closed", flat=True)) == {
        cast.author.pk,
        second.pk,
    }


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_joined_and_told_apart_at_once_is_one_of_both() -> None:
    cast = make_cast()
    other = twin(cast)
    seen = [pair_of(cast.author, other) for _ in range(2)]
    by = actor(cast.officer)

    found = outcomes(
        lambda: joining.join(seen[0], keep=other.pk, reason=WHY, by=by, at=NOW),
        lambda: joining.tell_apart(seen[1], reason=WHY, by=by, at=NOW + dt.timedelta(seconds=1)),
    )

    assert [type(refusal) for refusal in refusals(found)] == [DecidedBefore]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_takes_a_person_in_once() -> None:
    cast = make_cast()
    officer = actor(cast.sister_officer)

    found = outcomes(
        *[
            lambda: people.add_member(
                cast.sister_factory, cast.author, since_on=TODAY, by=officer, at=NOW
            )
        ]
        * 3
    )

    assert [type(refusal) for refusal in refusals(found)] == [AlreadyMember] * 2
