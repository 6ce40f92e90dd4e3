import pytest

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.units.models import Unit
from tests.factories import Cast, actor, make_cast

pytestmark = pytest.mark.django_db


def seen(who: Actor, permission: Permission) -> set[str]:
    return set(Unit.objects.filter(within(who, permission)).values_list("code", flat=True))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_the_filter_gives_what_the_predicate_says(cast: Cast) -> None:
    people = [cast.author, cast.officer, cast.superior_officer, cast.provincial_officer]
    people += [cast.national_officer, cast.auditor, cast.sister_officer]

    for user in people:
        who = actor(user)
        for permission in Permission:
            expected = {u.code for u in Unit.objects.all() if who.can(permission, at=u.path)}
            assert seen(who, permission) == expected


def test_nobody_sees_nothing(cast: Cast) -> None:
    assert seen(Actor.anonymous(), Permission.UNIT_VIEW) == set()


def test_the_system_sees_everything(cast: Cast) -> None:
    assert len(seen(Actor.system(), Permission.UNIT_VIEW)) == 7


def test_an_officer_does_not_see_the_sister_unit(cast: Cast) -> None:
    assert seen(actor(cast.officer), Permission.UNIT_VIEW) == {"AD"}
    assert seen(actor(cast.superior_officer), Permission.UNIT_VIEW) == {"SX", "AD", "HB"}
