import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.errors import AlreadyEnrolled
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units.actions import people
from sangkien.units.errors import AlreadyMember, InvalidGrant
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.queries import actor_for
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
    make_officer,
)

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def enrol(unit: Unit, **changes: Any) -> User:
    values: dict[str, Any] = {
        "full_name": "Lê Thị Hoa",
        "member_code": "DV 999",
        "phone": "0912345678",
        "since_on": TODAY,
        "by": SYSTEM,
        "at": NOW,
    }
    return people.enrol(unit, **{**values, **changes})


def give(unit: Unit, user: User, role: RoleKey, **changes: Any) -> Grant:
    values: dict[str, Any] = {"since_on": TODAY, "by": SYSTEM, "at": NOW}
    return people.grant_role(unit, user, role=role, **{**values, **changes})


def test_a_new_member_is_an_author_of_the_unit(cast: Cast) -> None:
    user = enrol(cast.factory, by=actor(cast.officer))

    who = actor(user)
    assert who.can(Permission.INITIATIVE_REGISTER, at=cast.factory.path)
    assert not who.can(Permission.INITIATIVE_VIEW, at=cast.factory.path)
    entry = Entry.objects.get(name="unit.member_enrolled", payload__user_id=user.pk)
    assert (entry.unit_id, entry.actor_id) == (cast.factory.pk, cast.officer.pk)


def test_a_known_code_is_refused_and_nothing_remains(cast: Cast) -> None:
    enrol(cast.factory)
    before = Membership.objects.count(), Entry.objects.count()

    with pytest.raises(AlreadyEnrolled):
        enrol(cast.factory, phone="")

    assert (Membership.objects.count(), Entry.objects.count()) == before


def test_only_officers_of_the_unit_enrol(cast: Cast) -> None:
    for user in (cast.author, cast.sister_officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            enrol(cast.factory, by=actor(user))
        with pytest.raises(NotAllowed):
            people.add_member(
                cast.factory, cast.sister_officer, since_on=TODAY, by=actor(user), at=NOW
            )


def test_a_known_person_joins_a_second_unit_once(cast: Cast) -> None:
    people.add_member(cast.sister_factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)

    with pytest.raises(AlreadyMember):
        people.add_member(cast.sister_factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)

    assert {s.path for s in actor(cast.author).scopes} == {
        cast.factory.path,
        cast.sister_factory.path,
    }


GIVES = {
    RoleKey.DATA_OFFICER: set(),
    RoleKey.SUPPORT: set(),
    RoleKey.NATIONAL_OFFICER: {
        RoleKey.NATIONAL_OFFICER,
        RoleKey.PROVINCIAL_OFFICER,
        RoleKey.SUPERIOR_OFFICER,
        RoleKey.GRASSROOTS_OFFICER,
        RoleKey.AUDITOR,
        RoleKey.DATA_OFFICER,
        RoleKey.SUPPORT,
    },
    RoleKey.PROVINCIAL_OFFICER: {
        RoleKey.SUPERIOR_OFFICER,
        RoleKey.GRASSROOTS_OFFICER,
        RoleKey.AUDITOR,
        RoleKey.DATA_OFFICER,
        RoleKey.SUPPORT,
    },
    RoleKey.SUPERIOR_OFFICER: {RoleKey.GRASSROOTS_OFFICER, RoleKey.AUDITOR, RoleKey.SUPPORT},
    RoleKey.GRASSROOTS_OFFICER: {RoleKey.SUPPORT},
    RoleKey.AUDITOR: set(),
    RoleKey.AUTHOR: set(),
}


@pytest.mark.parametrize("giver", list(RoleKey))
def test_each_role_gives_exactly_the_roles_of_the_model(cast: Cast, giver: RoleKey) -> None:
    people_by_role = {
        RoleKey.NATIONAL_OFFICER: cast.national_officer,
        RoleKey.PROVINCIAL_OFFICER: cast.provincial_officer,
        RoleKey.SUPERIOR_OFFICER: cast.superior_officer,
        RoleKey.GRASSROOTS_OFFICER: cast.officer,
        RoleKey.AUDITOR: cast.auditor,
        RoleKey.DATA_OFFICER: make_officer(cast.province, RoleKey.DATA_OFFICER),
        RoleKey.SUPPORT: make_officer(cast.superior, RoleKey.SUPPORT),
        RoleKey.AUTHOR: cast.author,
    }
    by = actor(people_by_role[giver])

    given = set()
    for role in set(RoleKey) - {RoleKey.AUTHOR}:
        newcomer = make_member(cast.factory, f"Người mới {role}")
        try:
            with transaction.atomic():
                give(cast.factory, newcomer, role, by=by)
        except NotAllowed:
            continue
        given.add(role)

    assert given == GIVES[giver]


def test_roles_are_given_in_the_own_branch_only(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        give(
            cast.far_factory,
            cast.author,
            RoleKey.GRASSROOTS_OFFICER,
            by=actor(cast.superior_officer),
        )


def test_nobody_is_granted_to_be_an_author(cast: Cast) -> None:
    with pytest.raises(InvalidGrant):
        give(cast.factory, cast.author, RoleKey.AUTHOR)


def test_a_role_ends_by_itself(cast: Cast) -> None:
    give(cast.factory, cast.author, RoleKey.AUDITOR, since_on=TODAY, until_on=TOMORROW)

    def audits(days: int) -> bool:
        who = actor_for(cast.author, at=NOW + dt.timedelta(days=days))
        return who.can(Permission.JOURNAL_VIEW, at=cast.factory.path)

    assert [audits(days) for days in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_role_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidGrant) as refusal:
        give(cast.factory, cast.author, RoleKey.AUDITOR, until_on=YESTERDAY)

    assert refusal.value.field == "until_on"


def test_the_same_role_is_not_given_twice_at_a_time(cast: Cast) -> None:
    give(cast.factory, cast.author, RoleKey.AUDITOR, until_on=TOMORROW)

    with pytest.raises(InvalidGrant):
        give(cast.factory, cast.author, RoleKey.AUDITOR)

    later = TOMORROW + dt.timedelta(days=1)
    assert give(cast.factory, cast.author, RoleKey.AUDITOR, since_on=later)


def test_a_revoked_role_is_gone_at_once(cast: Cast) -> None:
    grant = give(cast.factory, cast.author, RoleKey.AUDITOR)

    people.revoke_role(grant, by=actor(cast.superior_officer), at=NOW)
    people.revoke_role(grant, by=actor(cast.superior_officer), at=NOW)

    assert not actor(cast.author).can(Permission.JOURNAL_VIEW, at=cast.factory.path)
    assert Entry.objects.filter(name="unit.role_revoked").count() == 1
    assert give(cast.factory, cast.author, RoleKey.AUDITOR).pk != grant.pk


def test_who_may_not_give_a_role_may_not_take_it(cast: Cast) -> None:
    grant = Grant.objects.get(user=cast.officer)

    for user in (cast.officer, cast.sister_officer, cast.auditor, cast.author):
        with pytest.raises(NotAllowed):
            people.revoke_role(grant, by=actor(user), at=NOW)

    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_an_actor_is_made_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        who = actor_for(cast.officer, at=NOW)

    assert {(s.role, s.path, s.subtree) for s in who.scopes} == {
        (RoleKey.AUTHOR, cast.factory.path, False),
        (RoleKey.GRASSROOTS_OFFICER, cast.factory.path, True),
    }


def test_somebody_who_left_the_unit_has_no_place_in_it(cast: Cast) -> None:
    Membership.objects.filter(user=cast.author).update(until_on=YESTERDAY)

    assert actor(cast.author).scopes == ()


def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    membership = Membership.objects.get(user=cast.author)
    grant = Grant.objects.get(user=cast.officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=cast.author, unit=cast.factory, since_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(until_on=LONG_AGO - dt.timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(until_on=LONG_AGO - dt.timedelta(days=1))
    for role in ("author", "emperor"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(role=role)
