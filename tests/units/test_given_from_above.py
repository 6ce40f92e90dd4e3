"""What a higher level gave is not ended below it, nor taken over by way of the account."""

from importlib import import_module

import pytest
from django.db import connection, transaction

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units import permissions
from sangkien.units.actions import activation, granting, moving, people
from sangkien.units.enums import ActKind, Leaving
from sangkien.units.models import Grant, Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_member, make_officer
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def give(unit: Unit, user: User, by: Actor, role: RoleKey = RoleKey.AUDITOR) -> Grant:
    return people.grant_role(unit, user, role=role, since_on=TODAY, by=by, at=NOW)


@pytest.fixture
def watcher(cast: Cast) -> User:
    return make_member(cast.superior, "Người Giám Sát")


@pytest.fixture
def grant(cast: Cast, watcher: User) -> Grant:
    """The province has its eyes in a superior union."""
    return give(cast.superior, watcher, actor(cast.provincial_officer))


def test_a_superior_does_not_send_home_whom_the_province_named(cast: Cast, grant: Grant) -> None:
    by = actor(cast.superior_officer)
    heir = make_member(cast.factory, "Người Quen")

    with pytest.raises(NotAllowed, match="LĐLĐ tỉnh Bình Minh"):
        people.revoke_role(grant, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        granting.hand_over(
            grant, heir, on=TODAY, until_on=None, is_acting=False, reason="x", by=by, at=NOW
        )

    grant.refresh_from_db()
    assert (grant.revoked_at, grant.until_on) == (None, None)
    assert not Entry.objects.filter(name__in=["unit.role_revoked", "unit.role_handed_over"])


def test_nor_takes_over_locks_or_joins_the_account(cast: Cast, grant: Grant, watcher: User) -> None:
    by = actor(cast.superior_officer)
    person = watcher.memberships.get()

    with pytest.raises(NotAllowed, match="cấp trên giao"):
        activation.issue_code(person, by=by, at=NOW)
    assert not permissions.can_lock(by, watcher, on=TODAY)
    assert not permissions.can_join(by, watcher, cast.author, on=TODAY)
    above = actor(cast.provincial_officer)
    assert permissions.can_lock(above, watcher, on=TODAY)
    assert activation.issue_code(person, by=above, at=NOW).code


def test_nor_lets_the_person_leave_the_unit(cast: Cast) -> None:
    member = make_member(cast.factory, "Người Của Xưởng")
    role = give(cast.factory, member, actor(cast.provincial_officer))

    def leave(by: User) -> None:
        moving.leave(
            member.memberships.get(),
            cause=Leaving.LEFT,
            last_on=TODAY,
            reason="Nghỉ việc",
            by=actor(by),
            at=NOW,
        )

    with pytest.raises(NotAllowed), transaction.atomic():
        leave(cast.officer)
    role.refresh_from_db()
    assert (role.revoked_at, member.memberships.get().until_on) == (None, None)

    people.revoke_role(role, by=actor(cast.provincial_officer), at=NOW)
    leave(cast.officer)
    assert member.memberships.get().until_on == TODAY


@pytest.mark.parametrize("who", ["provincial_officer", "national_officer"])
def test_the_level_that_gave_it_and_those_above_end_it(cast: Cast, grant: Grant, who: str) -> None:
    assert people.revoke_role(grant, by=actor(getattr(cast, who)), at=NOW).revoked_at == NOW


def test_what_the_superior_gave_is_the_superiors_to_end(cast: Cast) -> None:
    by = actor(cast.superior_officer)
    own = give(cast.factory, cast.author, by, RoleKey.GRASSROOTS_OFFICER)
    of_the_system = Grant.objects.get(user=cast.officer)

    assert (own.given_at, of_the_system.given_at) == (cast.superior, None)
    assert people.revoke_role(own, by=by, at=NOW).revoked_at == NOW
    assert people.revoke_role(of_the_system, by=by, at=NOW).revoked_at == NOW


def test_of_several_offices_the_highest_gave_it(cast: Cast) -> None:
    both = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Hai Vai")
    give(cast.province, both, SYSTEM, RoleKey.PROVINCIAL_OFFICER)

    assert give(cast.factory, cast.author, actor(both)).given_at == cast.province


def test_under_another_province_the_new_one_may_end_it(cast: Cast, grant: Grant) -> None:
    decide(ActKind.MOVE, cast.superior, target=cast.national)
    grant = Grant.objects.get(pk=grant.pk)
    cast.superior.refresh_from_db()

    assert cast.superior.parent == cast.national
    assert not permissions.may_end(actor(cast.superior_officer), grant) or (
        cast.superior.path == grant.unit.path
    )
    assert permissions.may_end(actor(cast.national_officer), grant)


def test_roles_from_before_remember_who_could_give_them(cast: Cast, grant: Grant) -> None:
    Grant.objects.update(given_at=None)
    migration = import_module("sangkien.units.migrations.0010_given_at_and_proposed")
    with connection.cursor() as cursor:
        cursor.execute(migration.GIVEN_AT)

    grant.refresh_from_db()
    assert grant.given_at == cast.province
    assert Grant.objects.get(user=cast.officer).given_at is None
