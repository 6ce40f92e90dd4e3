"""Proved recently, and roles that wait for a second factor."""

import datetime as dt

import pytest

from sangkien.access import proof
from sangkien.access.actor import Actor, Scope
from sangkien.access.proof import RECENTLY, ProofNeeded
from sangkien.access.roles import RoleKey

NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (dt.timedelta(0), True),
        (RECENTLY, True),
        (RECENTLY + dt.timedelta(seconds=1), False),
        (dt.timedelta(seconds=-1), False),
        (None, False),
    ],
)
def test_proof_lasts_ten_minutes_and_never_comes_from_the_future(
    ago: dt.timedelta | None, *, expected: bool
) -> None:
    actor = Actor(user_id=1, proven_at=None if ago is None else NOW - ago)

    assert proof.is_recent(actor, at=NOW) is expected


def test_actions_refuse_without_a_proof_and_let_the_system_pass() -> None:
    proof.ensure_recent(Actor.system(), at=NOW, message="")

    with pytest.raises(ProofNeeded, match="Hãy xác minh lại"):
        proof.ensure_recent(Actor(user_id=1), at=NOW, message="Hãy xác minh lại.")


def test_only_the_roles_that_need_it_wait() -> None:
    scopes = tuple(
        Scope(role=role, unit_id=1, path="0001")
        for role in (RoleKey.AUTHOR, RoleKey.AUDITOR, RoleKey.SUPERIOR_OFFICER)
    )
    actor = Actor(user_id=1, scopes=scopes)

    waiting = actor.without_offices({RoleKey.SUPERIOR_OFFICER})

    assert [scope.role for scope in waiting.scopes] == [RoleKey.AUTHOR, RoleKey.AUDITOR]
    assert waiting.lacks_second_factor
    assert actor.without_offices({RoleKey.NATIONAL_OFFICER}) == actor
