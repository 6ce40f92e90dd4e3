"""Trees of earlier days fall into parts where units hang elsewhere: each kind of cut against plain counting."""

import datetime as dt

import pytest

from sangkien.programmes.models import Programme
from sangkien.progress.queries import rearranged
from sangkien.progress.queries.figures import Counts
from sangkien.units.enums import ActKind
from sangkien.units.models import Unit
from sangkien.units.queries import paths_on
from tests.factories import TODAY, Cast, make_cast, make_programme, make_unit
from tests.progress.past_counts import counted
from tests.progress.scenes import send, settle, whole
from tests.units.acts import decide, new

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BEFORE = TODAY - dt.timedelta(days=9)
BETWEEN = TODAY - dt.timedelta(days=5)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.national)


@pytest.fixture
def other(cast: Cast) -> Unit:
    return make_unit("LĐLĐ tỉnh Thứ Hai", level="tinh", parent=cast.national, code="T2")


def on(programme: Programme, day: dt.date) -> dict[int, Counts]:
    places = paths_on(Unit.objects.values_list("pk", flat=True), day)
    return rearranged.Rearranged(places=places, day=day).totals(whole(programme))


def open_below(superior: Unit, code: str, *, day: dt.date, level: str = "co-so") -> Unit:
    superior.refresh_from_db()
    made = (new(code, f"Đơn vị {code}", level),)
    decide(ActKind.OPEN, target=superior, new=made, effective_on=day)
    return Unit.objects.get(code=code)


def test_who_was_opened_below_a_moved_unit_counts_where_it_was_opened(
    cast: Cast, programme: Programme, other: Unit
) -> None:
    send(programme, cast.factory, sent=2, valid=1)
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=BETWEEN)
    opened = open_below(cast.superior, "MO", day=BETWEEN)
    send(programme, opened, sent=3, valid=2)
    settle()

    found = on(programme, BEFORE)

    assert found == counted(whole(programme), BEFORE)
    assert (found[cast.province.pk].sent, found[other.pk].sent) == (2, 3)
    assert found[cast.superior.pk].sent == 2


def test_who_was_opened_between_two_moves_stands_apart_before_both(
    cast: Cast, programme: Programme, other: Unit
) -> None:
    third = make_unit("LĐLĐ tỉnh Thứ Ba", level="tinh", parent=cast.national, code="T3")
    send(programme, cast.factory, sent=2)
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=BETWEEN)
    send(programme, open_below(cast.superior, "MO", day=BETWEEN), sent=3)
    decide(ActKind.MOVE, cast.superior, target=third, effective_on=TODAY)
    settle()

    for day in (BEFORE, BETWEEN, TODAY):
        assert on(programme, day) == counted(whole(programme), day)


def test_what_a_superior_itself_sends_shows_before_it_is_carried_up(
    cast: Cast, programme: Programme, other: Unit
) -> None:
    send(programme, cast.factory, sent=2)
    settle()
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=TODAY)
    send(programme, cast.superior, sent=4)

    found = on(programme, BEFORE)

    assert (found[cast.superior.pk].sent, found[cast.province.pk].sent) == (6, 6)
    assert found[other.pk].sent == 0


def test_a_section_that_was_opened_below_a_moved_unit_stays_there(
    cast: Cast, programme: Programme, other: Unit
) -> None:
    """Not being a CĐCS it is not looked at because of the day on which it was opened."""
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=BETWEEN)
    send(programme, open_below(cast.factory, "TO", day=BETWEEN, level="bo-phan"), sent=3)
    settle()

    assert on(programme, BEFORE) == counted(whole(programme), BEFORE)
    assert on(programme, BEFORE)[other.pk].sent == 3

    third = make_unit("LĐLĐ tỉnh Thứ Ba", level="tinh", parent=cast.national, code="T3")
    decide(ActKind.MOVE, cast.superior, target=third, effective_on=TODAY)
    settle()

    for day in (BEFORE, BETWEEN, TODAY):
        assert on(programme, day) == counted(whole(programme), day)
    assert on(programme, BEFORE)[other.pk].sent == 3


@pytest.mark.parametrize("is_joining", [True, False])
def test_a_section_covers_the_grassroots_union_where_it_stood(
    cast: Cast, programme: Programme, *, is_joining: bool
) -> None:
    places = [cast.superior, cast.factory]
    then, now = places if is_joining else places[::-1]
    section = make_unit("Tổ May 1", level="bo-phan", parent=then, code="TO")
    send(programme, section, sent=3, valid=1)
    decide(ActKind.MOVE, section, target=now, effective_on=TODAY)
    settle()

    found = on(programme, BEFORE)

    assert found == counted(whole(programme), BEFORE)
    assert found[cast.factory.pk].covered_sent == int(not is_joining)


def test_what_waits_below_a_moved_unit_shows_where_it_stood(
    cast: Cast, programme: Programme, other: Unit
) -> None:
    """Read alone, the branch of then does not reach to where the unit stands now."""
    send(programme, cast.factory, sent=2)
    settle()
    place = {cast.province.pk: cast.province.path}
    decide(ActKind.MOVE, cast.superior, target=other, effective_on=TODAY)
    send(programme, cast.factory, sent=4)

    found = rearranged.Rearranged(places=place, day=BEFORE).totals(whole(programme))

    assert found[cast.province.pk].sent == 6
