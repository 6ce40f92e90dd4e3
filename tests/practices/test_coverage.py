"""Which CĐCS have a good practice."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.practices import queries
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_unit
from tests.practices.scenes import recognised, register, underway

YEAR = NOW.year


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_each_branch_counts_its_grassroots_units_once(cast: Cast) -> None:
    recognised(cast)
    underway(cast, title="Tủ thuốc của tổ")
    register(cast.far_factory, cast.provincial_officer)

    found = queries.coverage(cast.province, year=YEAR, on=TODAY)

    assert (found.whole.grassroots, found.whole.registered, found.whole.recognised) == (3, 2, 1)
    rows = {row.unit.name: (row.grassroots, row.registered, row.recognised) for row in found.below}
    assert rows == {"LĐLĐ huyện Núi Đỏ": (1, 1, 0), "LĐLĐ huyện Sông Xanh": (2, 1, 1)}
    assert queries.covered_counts(cast.province, year=YEAR, on=TODAY) == (3, 2, 1)


def test_another_year_and_the_practice_of_a_superior_cover_nobody(cast: Cast) -> None:
    register(cast.factory, cast.officer, year=YEAR - 1)
    register(cast.superior, cast.superior_officer)

    assert queries.coverage(cast.province, year=YEAR, on=TODAY).whole.registered == 0
    rows, following = queries.without(cast.province, year=YEAR, on=TODAY)
    assert ({unit.code for unit in rows}, following) == ({"AD", "HB", "HS"}, "")


def test_what_a_section_or_a_merged_unit_did_covers_the_grassroots_unit(cast: Cast) -> None:
    ended = make_unit("Tổ công đoàn cũ", level="bo-phan", parent=cast.factory, code="CU")
    register(ended, cast.superior_officer)
    type(ended).objects.filter(pk=ended.pk).update(closed_on=TODAY - dt.timedelta(days=1))

    found = queries.coverage(cast.superior, year=YEAR, on=TODAY)

    assert (found.whole.grassroots, found.whole.registered) == (2, 1)


def test_the_list_of_those_without_goes_on_where_it_stopped(cast: Cast) -> None:
    for number in range(30):
        make_unit(f"CĐCS {number}", level="co-so", parent=cast.superior, code=f"S{number}")
    register(cast.factory, cast.officer)

    first, behind = queries.without(cast.superior, year=YEAR, on=TODAY)
    second, end = queries.without(cast.superior, year=YEAR, on=TODAY, after=behind)

    assert (len(first), len(second), end) == (20, 11, "")
    assert not {unit.pk for unit in first} & {unit.pk for unit in second}


def test_more_units_need_no_more_queries(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            queries.coverage(cast.province, year=YEAR, on=TODAY)
        return len(queries_made)

    recognised(cast)
    before = asked()
    for number in range(20):
        unit = make_unit(f"CĐCS {number}", level="co-so", parent=cast.superior, code=f"S{number}")
        register(unit, cast.superior_officer)
    assert asked() == before


def test_others_see_recognised_ones_only(cast: Cast) -> None:
    shown, hidden = recognised(cast), register(cast.factory, cast.officer)

    for who in (Actor.anonymous(), actor(cast.author), actor(cast.sister_officer)):
        assert queries.get_practice(shown.pk, actor=who) == shown
        with pytest.raises(NotFound):
            queries.get_practice(hidden.pk, actor=who)
    for user in (cast.officer, cast.superior_officer, cast.provincial_officer):
        assert queries.get_practice(hidden.pk, actor=actor(user)) == hidden


def test_words_find_with_and_without_tone_marks(cast: Cast) -> None:
    practice = recognised(cast)
    for words in ("bua com", "BỮA CƠM ca đêm", "may anh duong"):
        assert [row.pk for row in queries.recognised(words=words).rows] == [practice.pk]
    assert queries.recognised(words="tủ thuốc").rows == []
