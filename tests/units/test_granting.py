"""Acting roles, longer ones, hand-over, the support team and the yearly review."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.periods import months_later
from sangkien.journal.models import Entry
from sangkien.units import queries, rules
from sangkien.units.actions import granting, people
from sangkien.units.errors import DecidedBefore, InvalidGrant
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import actor_for
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
    make_officer,
)
from tests.threads import outcomes, refusals

pytestmark = pytest.mark.django_db
OFFICER = RoleKey.GRASSROOTS_OFFICER


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def give(unit: Unit, user: User, **changes: Any) -> Grant:
    values: dict[str, Any] = {"role": OFFICER, "since_on": TODAY, "by": SYSTEM, "at": NOW}
    return people.grant_role(unit, user, **{**values, **changes})


def hand_over(grant: Grant, to: User, by: User, **changes: Any) -> Grant:
    values: dict[str, Any] = {
        "on": day(5),
        "until_on": None,
        "is_acting": False,
        "reason": "Đổi cán bộ",
        "by": actor(by),
        "at": NOW,
    }
    return granting.hand_over(grant, to, **{**values, **changes})


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("superior_officer", OFFICER),
        ("superior_officer", RoleKey.AUDITOR),
        ("provincial_officer", RoleKey.SUPERIOR_OFFICER),
        ("national_officer", RoleKey.NATIONAL_OFFICER),
    ],
)
def test_nobody_gives_a_role_to_oneself(cast: Cast, who: str, role: RoleKey) -> None:
    user = getattr(cast, who)
    before = Grant.objects.count()

    with pytest.raises(NotAllowed):
        give(cast.factory, user, role=role, by=actor(user))

    assert Grant.objects.count() == before
    assert give(cast.factory, cast.author, role=role, by=actor(user))


@pytest.mark.parametrize(
    ("until_on", "accepted"),
    [
        (None, False),
        (dt.date(2026, 11, 21), False),
        (dt.date(2026, 11, 20), True),
        (TODAY, True),
    ],
)
def test_an_acting_role_ends_within_half_a_year(
    cast: Cast, until_on: dt.date | None, *, accepted: bool
) -> None:
    if accepted:
        assert give(cast.factory, cast.author, is_acting=True, until_on=until_on).is_acting
        return
    with pytest.raises(InvalidGrant) as refusal:
        give(cast.factory, cast.author, is_acting=True, until_on=until_on)
    assert refusal.value.field == "until_on"


def test_an_acting_role_ends_by_itself(cast: Cast) -> None:
    give(cast.factory, cast.author, is_acting=True, until_on=day(1))

    def confirms(days: int) -> bool:
        who = actor_for(cast.author, at=NOW + dt.timedelta(days=days))
        return who.can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)

    assert [confirms(days) for days in (0, 1, 2)] == [True, True, False]


def test_the_database_knows_no_endless_acting_role(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(user=cast.officer).update(is_acting=True)


@pytest.mark.parametrize(("until_on", "accepted"), [(None, False), (31, False), (30, True)])
def test_nobody_gives_for_longer_than_the_own_role_lasts(
    cast: Cast, until_on: int | None, *, accepted: bool
) -> None:
    deputy = make_member(cast.superior, "Phó Phụ Trách")
    give(
        cast.superior,
        deputy,
        role=RoleKey.SUPERIOR_OFFICER,
        is_acting=True,
        until_on=day(30),
    )
    until = None if until_on is None else day(until_on)

    if accepted:
        assert give(cast.factory, cast.author, until_on=until, by=actor(deputy))
        return
    with pytest.raises(InvalidGrant) as refusal:
        give(cast.factory, cast.author, until_on=until, by=actor(deputy))
    assert refusal.value.field == "until_on"


def test_a_longer_role_of_the_giver_counts(cast: Cast) -> None:
    deputy = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER)
    give(cast.province, deputy, role=RoleKey.PROVINCIAL_OFFICER, until_on=day(3))

    assert give(cast.factory, cast.author, by=actor(deputy))
    with pytest.raises(InvalidGrant):  # only the short role reaches so far
        give(cast.far_factory, cast.author, by=actor(deputy))


def test_a_role_is_extended_while_it_stands(cast: Cast) -> None:
    grant = give(cast.factory, cast.author, is_acting=True, until_on=day(10))
    by = actor(cast.superior_officer)

    granting.extend_role(grant, until_on=day(60), reason="Chờ đại hội", by=by, at=NOW)

    assert Grant.objects.get(pk=grant.pk).until_on == day(60)
    entry = Entry.objects.get(name="unit.role_extended")
    assert (entry.unit_id, entry.payload["until_on"]) == (cast.factory.pk, str(day(60)))


@pytest.mark.parametrize("until_on", [None, day(9), day(10), dt.date(2026, 11, 21)])
def test_an_extension_is_later_and_stays_within_half_a_year(
    cast: Cast, until_on: dt.date | None
) -> None:
    grant = give(cast.factory, cast.author, is_acting=True, until_on=day(10))

    with pytest.raises(InvalidGrant):
        granting.extend_role(
            grant, until_on=until_on, reason="x", by=actor(cast.superior_officer), at=NOW
        )

    assert Grant.objects.get(pk=grant.pk).until_on == day(10)


def test_an_ended_role_is_not_extended_and_none_by_its_holder(cast: Cast) -> None:
    ended = give(cast.factory, cast.author, since_on=day(-20), until_on=day(-1))
    own = give(cast.factory, cast.superior_officer, until_on=day(10))
    by = actor(cast.superior_officer)

    with pytest.raises(DecidedBefore):
        granting.extend_role(ended, until_on=day(5), reason="x", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        granting.extend_role(own, until_on=day(20), reason="x", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        granting.extend_role(own, until_on=day(20), reason="x", by=actor(cast.officer), at=NOW)


def test_an_office_is_handed_over_without_a_gap(cast: Cast) -> None:
    grant = Grant.objects.get(user=cast.officer)

    taken = hand_over(grant, cast.author, cast.superior_officer)

    def officers(days: int) -> list[str]:
        at = NOW + dt.timedelta(days=days)
        return [
            user.full_name
            for user in (cast.officer, cast.author)
            if actor_for(user, at=at).can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)
        ]

    assert (officers(4), officers(5)) == ([cast.officer.full_name], [cast.author.full_name])
    entry = Entry.objects.get(name="unit.role_handed_over")
    assert entry.payload["from_id"] == cast.officer.pk
    assert (taken.role, taken.unit, taken.granted_by) == (
        OFFICER,
        cast.factory,
        cast.superior_officer,
    )


def test_an_office_that_begins_today_is_handed_over_today(cast: Cast) -> None:
    grant = give(cast.sister_factory, cast.author)

    hand_over(grant, cast.officer, cast.superior_officer, on=TODAY)

    assert not actor(cast.author).can(Permission.INITIATIVE_REVIEW, at=cast.sister_factory.path)
    assert actor(cast.officer).can(Permission.INITIATIVE_REVIEW, at=cast.sister_factory.path)


def test_a_hand_over_that_cannot_be_leaves_everything(cast: Cast) -> None:
    grant = Grant.objects.get(user=cast.officer)
    before = list(Grant.objects.order_by("pk").values())

    for to, by, changes, error in (
        (cast.officer, cast.superior_officer, {}, InvalidGrant),
        (cast.author, cast.superior_officer, {"on": day(-1)}, InvalidGrant),
        (cast.author, cast.superior_officer, {"is_acting": True}, InvalidGrant),
        (cast.superior_officer, cast.superior_officer, {}, NotAllowed),
        (cast.author, cast.officer, {}, NotAllowed),
        (cast.author, cast.auditor, {}, NotAllowed),
    ):
        with pytest.raises(error), transaction.atomic():
            hand_over(grant, to, by, **changes)

    assert list(Grant.objects.order_by("pk").values()) == before


def test_a_hand_over_sent_twice_is_one(cast: Cast) -> None:
    first, again = (Grant.objects.get(user=cast.officer) for _ in range(2))
    hand_over(first, cast.author, cast.superior_officer)

    with pytest.raises((InvalidGrant, DecidedBefore)), transaction.atomic():
        hand_over(again, cast.author, cast.superior_officer)

    assert Grant.objects.filter(user=cast.author).count() == 1


def test_a_support_team_has_several_units_or_none(cast: Cast) -> None:
    values: dict[str, Any] = {"since_on": TODAY, "until_on": None, "reason": "QĐ 5", "at": NOW}
    by = actor(cast.superior_officer)
    units = [cast.factory, cast.sister_factory]

    with pytest.raises(NotAllowed), transaction.atomic():
        granting.give_support([*units, cast.far_factory], cast.author, by=by, **values)
    with pytest.raises(InvalidGrant), transaction.atomic():
        granting.give_support([], cast.author, by=by, **values)
    assert not Grant.objects.filter(user=cast.author).exists()

    granting.give_support([*units, cast.factory], cast.author, by=by, **values)
    with pytest.raises(InvalidGrant) as refusal, transaction.atomic():
        granting.give_support(units, cast.author, by=by, **values)

    assert refusal.value.field == "units"
    assert Grant.objects.filter(user=cast.author, role=RoleKey.SUPPORT).count() == 2


def test_the_support_team_enters_but_never_confirms(cast: Cast) -> None:
    helper = actor(make_officer(cast.factory, RoleKey.SUPPORT))
    at = cast.factory.path

    assert helper.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=at)
    assert not helper.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=cast.sister_factory.path)
    assert (
        ROLES[RoleKey.SUPPORT].permissions
        & {
            Permission.INITIATIVE_REVIEW,
            Permission.MEMBER_MANAGE,
            Permission.GRANT_MANAGE,
        }
        == set()
    )


def reviewed(grant: Grant, on: dt.date) -> Grant:
    Grant.objects.filter(pk=grant.pk).update(reviewed_on=on)
    grant.refresh_from_db()
    return grant


def test_the_review_lists_what_the_officer_may_give_the_oldest_first(cast: Cast) -> None:
    old = reviewed(Grant.objects.get(user=cast.sister_officer), day(-400))
    older = reviewed(give(cast.factory, cast.author, role=RoleKey.AUDITOR), day(-500))
    reviewed(Grant.objects.get(user=cast.auditor), day(-900))  # beyond the officer's scope
    give(cast.factory, cast.superior_officer)  # the own one
    people.revoke_role(give(cast.factory, cast.author), by=SYSTEM, at=NOW)
    who = actor(cast.superior_officer)

    found, following = queries.grants_to_review(who, on=TODAY)
    first, behind = queries.grants_to_review(who, on=TODAY, limit=2)
    rest, end = queries.grants_to_review(who, on=TODAY, after=behind, limit=2)

    assert [grant.pk for grant in found] == [
        older.pk,
        old.pk,
        Grant.objects.get(user=cast.officer).pk,
    ]
    assert (following, end) == (None, None)
    assert [grant.pk for grant in first + rest] == [grant.pk for grant in found]
    assert queries.overdue_reviews(who, on=TODAY, most=100) == 2
    assert queries.overdue_reviews(actor(cast.officer), on=TODAY, most=100) == 0


def test_who_reviews_keeps_a_role_for_another_year(cast: Cast) -> None:
    grant = reviewed(Grant.objects.get(user=cast.officer), day(-400))
    by = actor(cast.superior_officer)

    for _ in range(2):
        granting.keep_role(grant, by=by, at=NOW)

    assert (grant.reviewed_on, grant.reviewed_by) == (TODAY, cast.superior_officer)
    assert queries.overdue_reviews(by, on=TODAY, most=100) == 0
    assert Entry.objects.filter(name="unit.role_reviewed").count() == 1


def test_a_review_needs_the_right_to_give_and_is_never_of_the_own_role(cast: Cast) -> None:
    grant = reviewed(Grant.objects.get(user=cast.officer), day(-400))
    own = reviewed(Grant.objects.get(user=cast.national_officer), day(-400))

    for one, user in (
        (grant, cast.officer),
        (grant, cast.auditor),
        (grant, cast.sister_officer),
        (own, cast.national_officer),
    ):
        with pytest.raises(NotAllowed):
            granting.keep_role(one, by=actor(user), at=NOW)
        with pytest.raises(NotFound):
            queries.get_reviewable(one.pk, actor=actor(user), on=TODAY)


def test_what_was_given_stays_when_the_giver_goes_and_the_review_says_so(cast: Cast) -> None:
    grant = give(cast.factory, cast.author, by=actor(cast.superior_officer))
    assert queries.without_their_giver([grant], on=TODAY) == set()

    people.revoke_role(Grant.objects.get(user=cast.superior_officer), by=SYSTEM, at=NOW)

    assert actor(cast.author).can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)
    assert queries.without_their_giver([grant], on=TODAY) == {grant.pk}


def test_months_end_with_the_month() -> None:
    assert months_later(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_later(dt.date(2026, 1, 15), -12) == dt.date(2025, 1, 15)
    assert months_later(dt.date(2026, 6, 30), 6) == dt.date(2026, 12, 30)
    assert rules.review_due_before(TODAY) == dt.date(2025, 5, 20)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_hand_overs_at_once_leave_one_successor(cast: Cast) -> None:
    def pass_to(name: str) -> Callable[[], Grant]:
        heir = make_member(cast.factory, name)
        grant = Grant.objects.get(user=cast.officer)
        return lambda: hand_over(grant, heir, cast.superior_officer)

    found = outcomes(pass_to("Người Thứ Nhất"), pass_to("Người Thứ Hai"))

    assert len(refusals(found)) == 1
    assert Grant.objects.filter(unit=cast.factory, role=OFFICER, until_on=None).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_role_given_twice_at_once_is_one(cast: Cast) -> None:
    found = outcomes(*[lambda: give(cast.factory, cast.author)] * 2)

    assert len(refusals(found)) == 1
    assert Grant.objects.filter(user=cast.author).count() == 1
