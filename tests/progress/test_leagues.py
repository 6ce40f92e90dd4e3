import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.actor import Actor
from sangkien.agreements.enums import TargetBase
from sangkien.core.errors import NotFound
from sangkien.progress import queries, rules
from sangkien.progress.enums import BoardOrder
from sangkien.units.actions import tree
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, actor, make_cast, make_programme, make_target
from tests.progress.scenes import make_province, send, settle, whole
from tests.units.acts import dissolve

pytestmark = pytest.mark.django_db


def test_league_ranks_the_units_below_with_target_and_share() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    make_target(whole(programme), cast.superior, 8, base=TargetBase.VALID)
    make_target(whole(programme), cast.sister_superior, 1, base=TargetBase.VALID)
    send(programme, cast.factory, sent=5, valid=4)
    send(programme, cast.far_factory, sent=3, valid=2)
    settle()

    by_count = queries.league(whole(programme), cast.province, at=NOW)
    by_share = queries.league(whole(programme), cast.province, at=NOW, order=BoardOrder.SHARE)

    assert [(row.unit, row.rank) for row in by_count.rows] == [
        (cast.superior, 1),
        (cast.sister_superior, 2),
    ]
    assert [row.unit for row in by_share.rows] == [cast.sister_superior, cast.superior]
    assert by_count.base == TargetBase.VALID
    assert [row.standing.fraction for row in by_share.rows if row.standing] == [
        Fraction(2),
        Fraction(1, 2),
    ]
    assert by_count.rows[0].coverage == rules.Coverage(covered=1, total=2)
    assert by_count.bands == rules.Bands(total=2, with_target=2, completed=1, doubled=0, at_zero=0)


def test_league_shows_the_tree_as_it_was_in_the_period() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    for unit, closed_on in (
        (cast.factory, dt.date(2026, 5, 2)),  # stood on the first day
        (cast.sister_factory, dt.date(2026, 5, 1)),  # was gone when it began
    ):
        dissolve(unit, day=closed_on)
    tree.open_unit(
        code="MOI",
        name="CĐCS mở sau",
        level=cast.factory.level,
        parent=cast.superior,
        opened_on=dt.date(2026, 6, 1),
        by=SYSTEM,
        at=NOW,
    )

    found = queries.league(whole(programme), cast.superior, at=NOW)

    assert [row.unit for row in found.rows] == [cast.factory]


def test_large_league_is_paged_in_a_stable_order() -> None:
    province, children = make_province(children=230)
    programme = make_programme(province)
    send(programme, children[5], sent=2, valid=1)
    send(programme, children[150], sent=2, valid=1)
    settle()

    pages = [
        queries.league(whole(programme), province, at=NOW, page=number) for number in (1, 2, 3)
    ]

    listed = [row.unit.pk for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [100, 100, 30]
    assert {page.pages for page in pages} == {3}
    assert len(set(listed)) == 230
    assert listed[:4] == [children[5].pk, children[150].pk, children[0].pk, children[1].pk]
    assert [row.rank for row in pages[0].rows[:3]] == [1, 1, None]
    assert queries.league(whole(programme), province, at=NOW, page=99).page == 3
    assert pages[0].bands.at_zero == 228


@pytest.mark.parametrize("children", [1, 120])
def test_league_costs_the_same_for_few_and_many_units(children: int) -> None:
    province, units = make_province(children=children)
    programme = make_programme(province)
    send(programme, units[0], sent=1)
    settle()

    with CaptureQueriesContext(connection) as captured:
        queries.league(whole(programme), province, at=NOW)

    assert len(captured) == 9


def test_zero_list_names_the_standing_units_without_any_entry() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    settle()

    page = queries.units_at_zero(
        whole(programme), cast.province, actor=actor(cast.provincial_officer), at=NOW
    )

    assert page.units == (cast.sister_factory, cast.far_factory)
    assert page.following == ""
    assert page.reference_on == NOW.date()


def test_zero_list_counts_what_coverage_says_is_at_zero() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1)
    dissolve(cast.sister_factory, day=dt.date(2026, 5, 10))
    settle()

    board = queries.unit_progress(programme, whole(programme), cast.province, at=NOW)
    page = queries.units_at_zero(whole(programme), cast.province, actor=actor(cast.auditor), at=NOW)

    assert board.coverage is not None
    assert board.coverage.at_zero == len(page.units) == 1


def test_zero_list_is_read_page_by_page() -> None:
    province, children = make_province(children=7)
    programme = make_programme(province)
    period, by, cursor = whole(programme), Actor.system(), ""
    listed: list[Unit] = []
    while True:
        page = queries.units_at_zero(period, province, actor=by, at=NOW, cursor=cursor, limit=3)
        listed += page.units
        cursor = page.following
        if not cursor:
            break

    assert listed == children


@pytest.mark.parametrize("who", ["author", "officer", "sister_officer", "superior_officer"])
def test_zero_list_of_a_branch_is_hidden_from_those_outside(who: str) -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    outsider = actor(getattr(cast, who))

    for by in (outsider, Actor.anonymous()):
        with pytest.raises(NotFound):
            queries.units_at_zero(whole(programme), cast.sister_superior, actor=by, at=NOW)
