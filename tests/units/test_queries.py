import datetime as dt
from typing import Any

import pytest

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.units import queries
from sangkien.units.actions import tree
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_member, make_unit
from tests.units.acts import dissolve

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def seen(who: Actor) -> set[str]:
    return set(Unit.objects.visible_to(who).values_list("code", flat=True))


def test_everybody_sees_the_own_unit_and_officers_what_is_below(cast: Cast) -> None:
    assert seen(actor(cast.author)) == {"AD"}
    assert seen(actor(cast.officer)) == {"AD"}
    assert seen(actor(cast.superior_officer)) == {"SX", "AD", "HB"}
    assert seen(actor(cast.provincial_officer)) == {"BM", "SX", "ND", "AD", "HB", "HS"}
    assert seen(Actor.anonymous()) == set()


def test_a_sister_unit_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.get_unit("HB", actor=actor(cast.officer))

    assert queries.get_unit("AD", actor=actor(cast.officer)) == cast.factory
    assert queries.get_public_unit("HB") == cast.sister_factory
    with pytest.raises(NotFound):
        queries.get_public_unit("KHONG")


def test_what_a_list_shows_is_what_a_question_answers(cast: Cast) -> None:
    for user in (cast.author, cast.officer, cast.superior_officer, cast.auditor):
        who = actor(user)
        visible = {u.code for u in Unit.objects.all() if queries.is_visible(u, actor=who)}

        assert visible == seen(who)


def test_the_way_up_begins_at_the_top(cast: Cast) -> None:
    assert [unit.code for unit in queries.ancestors(cast.factory)] == ["TLD", "BM", "SX"]
    assert queries.ancestors(cast.national) == []


def test_children_come_in_vietnamese_order_and_only_those_that_stand(cast: Cast) -> None:
    for name in ("CĐCS Đông Á", "CĐCS Dệt Ánh Sao", "CĐCS Ấn Tượng"):
        make_unit(name, level="co-so", parent=cast.superior)
    dissolve(cast.sister_factory, heir=cast.factory)

    today = [unit.name for unit in queries.children(cast.superior, on=TODAY)]
    yesterday = queries.children(cast.superior, on=TODAY - dt.timedelta(days=1))

    assert today == [
        "CĐCS Ấn Tượng",
        "CĐCS Công ty May Ánh Dương",
        "CĐCS Dệt Ánh Sao",
        "CĐCS Đông Á",
    ]
    assert yesterday.count() == 5


def test_pages_of_children_join_without_a_gap(cast: Cast) -> None:
    for number in range(5):
        make_unit("CĐCS Trùng tên", level="co-so", parent=cast.superior, code=f"T{number}")
    whole = [unit.code for unit in queries.children(cast.superior, on=TODAY)]

    pages, after = [], ""
    while True:
        page, after = queries.children_page(cast.superior, on=TODAY, after=after, limit=3)
        pages += [unit.code for unit in page]
        if not after:
            break

    assert pages == whole


def test_a_member_is_found_in_the_own_unit_and_below_only(cast: Cast) -> None:
    member = make_member(cast.factory, member_code="DV777", phone="0977000111")

    assert queries.member_of(cast.factory, "dv 777", on=TODAY) == member
    assert queries.member_of(cast.superior, "0977 000 111", on=TODAY) == member
    assert queries.member_of(cast.sister_factory, "DV777", on=TODAY) is None
    assert queries.member_of(cast.factory, "", on=TODAY) is None


def test_the_latest_headcount_before_a_day_counts(cast: Cast) -> None:
    for day, members in ((dt.date(2026, 1, 1), 100), (dt.date(2026, 4, 1), 120)):
        tree.record_headcount(
            cast.factory, members=members, workers=200, counted_on=day, by=SYSTEM, at=NOW
        )

    def members_on(day: dt.date) -> int | None:
        found = queries.headcount_on(cast.factory, day)
        return found.members if found else None

    assert members_on(dt.date(2025, 12, 31)) is None
    assert members_on(dt.date(2026, 3, 31)) == 100
    assert members_on(dt.date(2026, 4, 1)) == 120


def test_an_author_registers_in_the_own_units_only(cast: Cast) -> None:
    assert queries.registering_units(actor(cast.author), on=TODAY) == [cast.factory]
    assert queries.enterable_units(actor(cast.author), on=TODAY) == []
    assert queries.enterable_units(actor(cast.officer), on=TODAY) == [cast.factory]


def test_the_list_of_children_takes_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [unit.level.name for unit in queries.children(cast.superior, on=TODAY)]
