import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.access.actor import Actor, Scope
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES, RoleKey

PROVINCE, UNION, FACTORY = "0001", "00010002", "000100020003"
SISTER = "00010009"


def scope(role: RoleKey, path: str, *, subtree: bool = True) -> Scope:
    return Scope(role=role, unit_id=int(path[-4:]), path=path, subtree=subtree)


def actor(*scopes: Scope) -> Actor:
    return Actor(user_id=1, name="Trần Thị Bình", scopes=scopes)


def test_a_role_reaches_its_unit_and_everything_below() -> None:
    officer = actor(scope(RoleKey.SUPERIOR_OFFICER, UNION))

    assert officer.can(Permission.TARGET_MANAGE, at=UNION)
    assert officer.can(Permission.TARGET_MANAGE, at=FACTORY)
    assert not officer.can(Permission.TARGET_MANAGE, at=PROVINCE)
    assert not officer.can(Permission.TARGET_MANAGE, at=SISTER)


def test_membership_reaches_the_own_unit_only() -> None:
    member = actor(scope(RoleKey.AUTHOR, UNION, subtree=False))

    assert member.can(Permission.INITIATIVE_REGISTER, at=UNION)
    assert not member.can(Permission.INITIATIVE_REGISTER, at=FACTORY)
    assert not member.can(Permission.INITIATIVE_VIEW, at=UNION)


def test_nobody_may_do_anything_and_the_system_everything() -> None:
    for permission in Permission:
        assert not Actor.anonymous().can(permission, at=FACTORY)
        assert not Actor.anonymous().can_somewhere(permission)
        assert Actor.system().can(permission, at=FACTORY)
        assert Actor.system().can_somewhere(permission)


def test_anonymous_and_system_are_told_apart() -> None:
    assert Actor.anonymous().is_anonymous
    assert not Actor.system().is_anonymous
    assert not actor().is_anonymous


def test_scopes_inside_another_one_are_left_out() -> None:
    above = scope(RoleKey.PROVINCIAL_OFFICER, PROVINCE)
    inside = scope(RoleKey.SUPERIOR_OFFICER, UNION)

    assert actor(inside, above).scopes_for(Permission.TARGET_MANAGE) == (above,)
    assert actor(above, inside).scopes_for(Permission.TARGET_MANAGE) == (above,)


def test_a_scope_counts_only_for_what_its_role_may_do() -> None:
    officer = actor(scope(RoleKey.GRASSROOTS_OFFICER, FACTORY))

    assert officer.scopes_for(Permission.TARGET_MANAGE) == ()
    assert not officer.can_somewhere(Permission.TARGET_MANAGE)
    assert officer.can_somewhere(Permission.INITIATIVE_REVIEW)


SCOPES = st.lists(
    st.builds(
        scope,
        st.sampled_from(list(RoleKey)),
        st.sampled_from([PROVINCE, UNION, FACTORY, SISTER]),
        subtree=st.booleans(),
    ),
    max_size=5,
)


@given(SCOPES, st.sampled_from(list(Permission)))
def test_the_reduced_scopes_give_exactly_the_same_rights(
    scopes: list[Scope], permission: Permission
) -> None:
    whole = actor(*scopes)
    reduced = actor(*whole.scopes_for(permission))

    for path in (PROVINCE, UNION, FACTORY, SISTER):
        assert reduced.can(permission, at=path) == whole.can(permission, at=path)


@pytest.mark.parametrize("role", list(RoleKey))
def test_every_role_is_described(role: RoleKey) -> None:
    assert ROLES[role].key == role
    assert ROLES[role].name
    assert ROLES[role].description


def test_nobody_may_give_the_role_of_an_author_or_more_than_the_own_level() -> None:
    for role in ROLES.values():
        assert RoleKey.AUTHOR not in role.grants
    assert RoleKey.NATIONAL_OFFICER not in ROLES[RoleKey.PROVINCIAL_OFFICER].grants
    assert RoleKey.PROVINCIAL_OFFICER not in ROLES[RoleKey.SUPERIOR_OFFICER].grants
    assert ROLES[RoleKey.GRASSROOTS_OFFICER].grants == {RoleKey.SUPPORT}
    assert ROLES[RoleKey.AUDITOR].grants == frozenset()


def test_an_auditor_only_looks() -> None:
    assert all(key.value.endswith(".view") for key in ROLES[RoleKey.AUDITOR].permissions)


def test_only_the_grassroots_union_reviews() -> None:
    reviewing = [k for k, role in ROLES.items() if Permission.INITIATIVE_REVIEW in role.permissions]

    assert reviewing == [RoleKey.GRASSROOTS_OFFICER]
