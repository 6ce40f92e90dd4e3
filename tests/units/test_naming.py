"""Further names of units: who may, what says nothing new, and that every finder knows them."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.search import tokens
from sangkien.search.models import UnitTokens
from sangkien.search.queries import find_units, search_units, search_visible_units
from sangkien.units import queries
from sangkien.units.actions import clusters, naming
from sangkien.units.enums import ActKind, ClusterKind
from sangkien.units.errors import InvalidAlias
from sangkien.units.models import Alias, Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_officer, make_unit
from tests.search.corpus import deliver, shown
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def add(cast: Cast, name: str, unit: Unit | None = None) -> Alias:
    by = actor(cast.provincial_officer)
    return naming.add_alias(unit or cast.factory, name=name, by=by, at=NOW)


def test_an_alias_is_kept_clean_and_told_in_the_journal(cast: Cast) -> None:
    alias = add(cast, "  May  Mười ")

    assert (alias.name, alias.folded) == ("May Mười", "may muoi")
    entry = Entry.objects.get(name="unit.alias_added")
    assert (entry.unit_id, entry.actor_id) == (cast.factory.pk, cast.provincial_officer.pk)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "!!!", "a\x00b", "a\u202eb", "x" * 151),
        *("cđcs CÔNG TY may anh duong", "ad", "May mười", "may muoi"),
    ],
)
def test_what_says_nothing_new_is_refused_at_the_field(cast: Cast, name: str) -> None:
    add(cast, "May Mười")

    with pytest.raises(InvalidAlias) as refusal:
        add(cast, name)

    assert refusal.value.field == "alias"
    assert Alias.objects.count() == 1


def test_two_units_may_be_called_the_same(cast: Cast) -> None:
    add(cast, "Chợ Rẫy")
    add(cast, "Chợ Rẫy", cast.sister_factory)

    found = queries.find_visible("cho ray", actor=actor(cast.superior_officer))
    assert {unit.code for unit in found} == {"AD", "HB"}


def test_a_unit_has_a_bounded_number_of_names(cast: Cast) -> None:
    for number in range(naming.MOST_ALIASES):
        add(cast, f"Tên {number}")

    with pytest.raises(InvalidAlias, match="nhiều nhất"):
        add(cast, "Một tên nữa")


def test_only_those_who_manage_the_unit_name_it(cast: Cast) -> None:
    alias = add(cast, "May Mười")
    for user in (cast.author, cast.officer, cast.sister_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            naming.add_alias(cast.factory, name="Khác", by=actor(user), at=NOW)
        with pytest.raises(NotAllowed):
            naming.remove_alias(alias, by=actor(user), at=NOW)

    assert Alias.objects.count() == 1


def test_an_alias_is_removed_once(cast: Cast) -> None:
    alias = add(cast, "May Mười")
    for _twice in range(2):
        naming.remove_alias(alias, by=actor(cast.superior_officer), at=NOW)

    assert not Alias.objects.exists()
    assert Entry.objects.filter(name="unit.alias_removed").count() == 1


@pytest.mark.parametrize("typed", ["Chợ Rẫy", "cho ray", "bv chợ rẫy", "bệnh viện cho ray"])
def test_the_index_finds_a_unit_by_its_aliases(cast: Cast, typed: str) -> None:
    add(cast, "BV Chợ Rẫy")
    deliver()

    hit = find_units(typed).hits[0]
    assert hit.code == "AD"
    assert "".join(part.text for part in hit.also) == "BV Chợ Rẫy"
    assert any(part.is_hit for part in hit.also)
    assert search_units(typed)[0] == cast.factory


def test_a_hit_on_the_name_itself_tells_no_alias(cast: Cast) -> None:
    add(cast, "BV Chợ Rẫy")
    deliver()

    assert find_units("may anh duong").hits[0].also == ()


def test_a_removed_alias_finds_nothing_any_more(cast: Cast) -> None:
    alias = add(cast, "Chợ Rẫy")
    deliver()
    naming.remove_alias(alias, by=SYSTEM, at=NOW)
    deliver()

    assert shown(find_units("cho ray")) == []
    assert queries.find_visible("cho ray", actor=actor(cast.superior_officer)) == []


def test_lists_below_a_unit_know_aliases(cast: Cast) -> None:
    add(cast, "Chợ Rẫy")
    cluster = clusters.form_cluster(
        organiser=cast.province,
        kind=ClusterKind.CLUSTER,
        year=2026,
        name="Cụm I",
        number=1,
        by=SYSTEM,
        at=NOW,
    )

    page, _following = queries.children_page(cast.superior, on=TODAY, typed="cho ray")
    assert page == [cast.factory]
    assert queries.joinable(cluster, typed="cho ray", on=TODAY) == [cast.factory]


def test_the_chooser_of_an_officer_finds_among_what_the_officer_sees(cast: Cast) -> None:
    for number in range(12):  # more of the same name elsewhere than one page holds
        make_unit(
            f"CĐCS Trường THPT Nguyễn Du {number}", level="co-so", parent=cast.sister_superior
        )
    own = make_unit("CĐCS THPT Nguyễn Du", level="co-so", parent=cast.superior)
    deliver()
    officer = actor(cast.superior_officer)

    for typed in ("thpt nguyen du", "trung học phổ thông Nguyễn Du"):
        assert search_visible_units(typed, actor=officer, limit=10) == [own]
    assert search_visible_units("nguyen du", actor=actor(cast.officer)) == []


def test_a_unit_opened_a_moment_ago_is_found_before_the_index_knows_it(cast: Cast) -> None:
    deliver()
    new = make_unit("CĐCS Vừa Mở", level="co-so", parent=cast.superior)

    assert search_visible_units("vua mo", actor=actor(cast.superior_officer)) == [new]


def test_the_index_follows_a_branch_that_moved(cast: Cast) -> None:
    deliver()
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    deliver()
    neighbour = make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng")

    assert search_visible_units("anh duong", actor=actor(neighbour)) == [cast.factory]
    assert search_visible_units("anh duong", actor=actor(cast.superior_officer)) == []
    held = UnitTokens.objects.get(unit=cast.factory).tokens
    assert tokens.unit(cast.sister_superior.path) in held
    assert tokens.unit(cast.superior.path) not in held
