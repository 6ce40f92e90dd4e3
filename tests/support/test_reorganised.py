"""Teams after units are merged and moved, and after that is undone."""

import datetime as dt

import pytest

from sangkien.support import queries
from sangkien.support.actions import caring, teams
from sangkien.support.models import Caretaking, Charge, MemberGrant, Team
from sangkien.units.actions.reorganising import undoing
from sangkien.units.enums import ActKind
from sangkien.units.models import Grant, Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_programme
from tests.support.scene import join, set_up
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def charged(team: Team) -> set[str]:
    return set(Charge.objects.filter(team=team).values_list("unit__code", flat=True))


def cared(unit: Unit) -> int:
    return Caretaking.objects.filter(unit=unit, ended_at=None).count()


def test_charges_rights_and_caretakers_follow_the_successor_and_come_back(cast: Cast) -> None:
    by, at = actor(cast.superior_officer), NOW
    team, own = set_up(cast.superior, cast.superior_officer), set_up(cast.factory, cast.officer)
    teams.choose_units(team, units=[cast.factory], by=by, at=at)
    member = join(team, cast.superior_officer)
    period = make_programme(cast.province).periods.get(kind="whole")
    caring.assign(member, period=period, units=[cast.factory], due_on=TODAY + 5 * DAY, by=by, at=at)

    act = decide(ActKind.MERGE, cast.factory, target=cast.sister_factory, carries_grants=True)

    assert charged(team) == {cast.sister_factory.code}
    assert (cared(cast.factory), cared(cast.sister_factory)) == (0, 1)
    begun = Grant.objects.filter(user=member.user, unit=cast.sister_factory, revoked_at=None)
    linked = MemberGrant.objects.filter(member=member, grant__in=begun)
    assert linked.count() == begun.count() == 1
    assert charged(own) == set()
    seen, _more = queries.teams_seen(by)
    assert own in seen
    assert own not in Team.objects.standing()

    undoing.undo(act, by=SYSTEM, at=at)

    assert charged(team) == charged(own) == {cast.factory.code}
    assert (cared(cast.factory), cared(cast.sister_factory)) == (1, 0)


def test_what_leaves_the_branch_of_the_team_leaves_its_charge(cast: Cast) -> None:
    team = set_up(cast.superior, cast.superior_officer)
    by = actor(cast.superior_officer)
    teams.choose_units(team, units=[cast.factory, cast.sister_factory], by=by, at=NOW)

    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    assert charged(team) == {cast.sister_factory.code}
