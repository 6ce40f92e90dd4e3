import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.scoring import queries
from sangkien.scoring.actions import tables
from sangkien.scoring.enums import TableState
from sangkien.scoring.errors import InvalidTable, OwnDraft, WrittenMeanwhile
from sangkien.scoring.models import CriteriaTable
from sangkien.scoring.rules import editing, reading
from sangkien.scoring.rules.tables import dump
from sangkien.scoring.verifying import check_tables
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.scoring.scenes import NUMBER, draft, enforce


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def colleague(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")


def test_a_second_person_puts_it_in_force(cast: Cast, colleague: User) -> None:
    row = draft(cast.superior, cast.superior_officer)
    with pytest.raises(OwnDraft):
        enforce(row, cast.superior_officer)
    enforce(row, colleague)

    assert row.state == TableState.IN_FORCE
    with pytest.raises(NotAllowed):
        tables.write(row, row.content, seen=row.version, by=actor(colleague), at=NOW)


def test_who_wrote_a_line_does_not_put_it_in_force(cast: Cast, colleague: User) -> None:
    row = draft(cast.superior, cast.superior_officer)
    changed = editing.without_band(row.content, 0)
    tables.write(row, changed, seen=row.version, by=actor(colleague), at=NOW)
    with pytest.raises(OwnDraft):
        enforce(row, colleague)
    stale, by = CriteriaTable.objects.get(pk=row.pk), actor(colleague)
    stale.editors, stale.version = [], row.version - 1
    with pytest.raises(OwnDraft):  # what was read before the colleague wrote
        tables.enforce(stale, number=NUMBER, seen=row.version, by=by, at=NOW)


@pytest.mark.parametrize("who", ["officer", "author", "auditor", "sister_officer"])
def test_only_those_who_manage_scoring_write(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        draft(cast.superior, getattr(cast, who))


def test_one_is_in_force_and_the_old_one_stays_readable(cast: Cast, colleague: User) -> None:
    first = enforce(draft(cast.superior, cast.superior_officer), colleague)
    second = enforce(draft(cast.superior, cast.superior_officer, key="doan_vien"), colleague)
    first.refresh_from_db()

    assert (first.state, second.state) == (TableState.REPLACED, TableState.IN_FORCE)
    assert second.replaces == first
    assert queries.get_table(first.pk, actor=actor(cast.officer)) == first


def test_drafts_are_hidden_from_the_units_that_are_scored(cast: Cast, colleague: User) -> None:
    row = draft(cast.superior, cast.superior_officer)
    for user in (cast.officer, cast.author, cast.sister_officer):
        with pytest.raises(NotFound):
            queries.get_table(row.pk, actor=actor(user))
    enforce(row, colleague)
    assert queries.get_table(row.pk, actor=actor(cast.officer)) == row
    with pytest.raises(NotFound):
        queries.get_table(row.pk, actor=actor(cast.author))


def test_the_same_form_sent_twice_makes_one(cast: Cast) -> None:
    key = uuid.uuid4()
    first = draft(cast.superior, cast.superior_officer, request_key=key)
    assert draft(cast.superior, cast.superior_officer, request_key=key) == first
    with pytest.raises(InvalidTable):
        draft(cast.province, cast.provincial_officer, request_key=key)


def test_of_two_who_write_the_second_is_told(cast: Cast) -> None:
    row = draft(cast.superior, cast.superior_officer)
    seen, by = row.version, actor(cast.superior_officer)
    tables.write(row, editing.without_band(row.content, 0), seen=seen, by=by, at=NOW)
    with pytest.raises(WrittenMeanwhile):
        tables.write(row, editing.without_band(row.content, 0), seen=seen, by=by, at=NOW)


def test_a_contradiction_is_refused_and_nothing_changes(cast: Cast) -> None:
    row = draft(cast.superior, cast.superior_officer)
    wrong = {**row.content, "nodes": [*row.content["nodes"], row.content["nodes"][1]]}
    with pytest.raises(InvalidTable):
        tables.write(row, wrong, seen=row.version, by=actor(cast.superior_officer), at=NOW)
    row.refresh_from_db()
    assert row.version == 1


def test_years_far_away_are_refused(cast: Cast) -> None:
    with pytest.raises(InvalidTable):
        draft(cast.superior, cast.superior_officer, year=NOW.year + 3)


def test_a_table_changed_behind_the_back_is_named(cast: Cast, colleague: User) -> None:
    row = enforce(draft(cast.superior, cast.superior_officer), colleague)
    assert list(check_tables()) == []
    content = {**row.content, "name": "Khác"}
    CriteriaTable.objects.filter(pk=row.pk).update(content=content)
    assert [one for one in check_tables() if f"Bảng điểm {row.pk}" in one]


def test_a_group_goes_with_everything_in_it() -> None:
    content = _content("to_cong_doan_2015")
    left = editing.without_node(content, "I")
    assert [row["code"] for row in left["nodes"]] == ["II", "II.1", "II.2", "II.3"]


def test_a_new_code_is_followed_by_children_and_conditions() -> None:
    content = _content("to_cong_doan_2015")
    group = {**content["nodes"][0], "code": "A"}
    renamed = editing.with_node(content, group, instead="I")
    assert reading.read(renamed).by_code["I.1"].parent == "A"
    with pytest.raises(InvalidTable):
        editing.with_node(content, {**content["nodes"][1], "code": "I.2"}, instead="I.1")


def test_the_next_code_is_free() -> None:
    content = _content("to_cong_doan_2015")
    assert editing.next_code(content, "I") == "I.8"
    assert editing.next_code(content, "") == "1"


@given(
    moves=st.lists(
        st.tuples(
            st.sampled_from(["I", "I.1", "I.4", "I.7", "II", "II.2"]), st.sampled_from([-1, 1])
        ),
        max_size=12,
    )
)
def test_moving_lines_loses_none(moves: list[tuple[str, int]]) -> None:
    content = _content("to_cong_doan_2015")
    before = reading.read(content)
    for code, by in moves:
        content = editing.moved(content, code, by=by)
    after = reading.read(content)

    assert set(after.nodes) == set(before.nodes)
    assert (after.base_most, after.bonus_most) == (before.base_most, before.bonus_most)


def _content(key: str) -> dict[str, Any]:
    return dump(queries.get_shipped(key))
