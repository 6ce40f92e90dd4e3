"""Rename, move, merge, split, dissolve: what the tree is afterwards, and what it remembers."""

import datetime as dt
import uuid
from typing import Any

import pytest

from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed
from sangkien.journal.models import Entry
from sangkien.units import queries, verifying
from sangkien.units.actions.reorganising import carrying, undoing
from sangkien.units.enums import ActKind, ActState
from sangkien.units.errors import CannotUndo, InvalidPlan
from sangkien.units.models import Grant, Membership, Position, Reorganisation, Succession, Unit
from sangkien.units.plans import END, Document
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_member, make_unit
from tests.units.acts import decide, new, plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YESTERDAY = TODAY - dt.timedelta(days=1)
Snapshot = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def tree() -> dict[str, tuple[str, str | None]]:
    rows = Unit.objects.values_list("code", "name", "parent__code")
    return {code: (name, parent) for code, name, parent in rows}


def snapshot() -> Snapshot:
    """Everything that an act may change."""
    tables: dict[str, Any] = {
        "units": Unit,
        "people": Membership,
        "grants": Grant,
        "succession": Succession,
    }
    tables["positions"] = Position
    return {name: sorted(model.objects.values_list()) for name, model in tables.items()}


def assert_whole() -> None:
    assert list(verifying.check_paths()) == []
    assert list(verifying.check_positions()) == []


def codes_on(unit: Unit, day: dt.date) -> set[str]:
    units = [place.unit_id for place in queries.children_on(unit, day)]
    standing = Unit.objects.filter(pk__in=units).standing_on(day)
    return set(standing.values_list("code", flat=True))


def test_a_renamed_unit_is_still_found_by_its_old_name(cast: Cast) -> None:
    decide(ActKind.RENAME, cast.factory, new=(new("", "CĐCS Công ty May Bình Minh"),))

    factory = Unit.objects.get(code="AD")
    old = Position.objects.get(unit=factory)
    assert factory.name == "CĐCS Công ty May Bình Minh"
    assert (old.name, old.since, old.until) == ("CĐCS Công ty May Ánh Dương", None, TODAY)
    assert queries.place_on(factory, YESTERDAY).name == "CĐCS Công ty May Ánh Dương"
    assert queries.find_visible("anh duong", actor=actor(cast.superior_officer)) == [factory]
    assert_whole()


def test_a_moved_branch_keeps_what_is_below_it(cast: Cast) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=cast.factory)

    act = decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    factory = Unit.objects.get(code="AD")
    section.refresh_from_db()
    assert factory.parent == cast.sister_superior
    assert factory.path == paths.child(cast.sister_superior.path, factory.pk)
    assert section.path == paths.child(factory.path, section.pk)
    assert (act.state, act.at_unit) == (ActState.DONE, cast.sister_superior)
    assert codes_on(cast.superior, YESTERDAY) == {"AD", "HB"}
    assert codes_on(cast.superior, TODAY) == {"HB"}
    assert codes_on(cast.sister_superior, TODAY) == {"AD", "HS"}
    assert set(Position.objects.values_list("unit_id", flat=True)) == {factory.pk, section.pk}
    assert_whole()


def test_access_follows_the_tree_of_today(cast: Cast) -> None:
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    cast.factory.refresh_from_db()

    superior = actor(cast.superior_officer)
    assert not superior.can(Permission.UNIT_VIEW, at=cast.factory.path)
    assert actor(cast.provincial_officer).can(Permission.UNIT_VIEW, at=cast.factory.path)


def test_two_districts_become_one_commune_union(cast: Cast) -> None:
    act = decide(
        ActKind.MERGE, cast.superior, cast.sister_superior, new=(new("XP1", "Công đoàn xã Mới"),)
    )

    made = Unit.objects.get(code="XP1")
    assert (made.parent, made.level, made.opened_on) == (cast.province, cast.superior.level, TODAY)
    assert set(Unit.objects.filter(parent=made).values_list("code", flat=True)) == {
        *("AD", "HB", "HS", "SX", "ND")
    }
    assert Unit.objects.get(code="SX").closed_on == TODAY
    assert codes_on(made, TODAY) == {"AD", "HB", "HS"}
    assert codes_on(cast.province, YESTERDAY) == {"SX", "ND"}
    assert codes_on(cast.province, TODAY) == {"XP1"}
    heirs = Succession.objects.order_by("predecessor__code")
    assert [(s.predecessor.code, s.successor.code, s.document) for s in heirs] == [
        ("ND", "XP1", "12/QĐ-LĐLĐ ngày 02/05/2026"),
        ("SX", "XP1", "12/QĐ-LĐLĐ ngày 02/05/2026"),
    ]
    assert act.report["grassroots"] == {"before": 3, "ended": 0, "moved": 3}
    assert_whole()


def test_the_people_of_a_merged_unit_go_on_at_the_successor(cast: Cast) -> None:
    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory, carries_grants=True)

    rows = Membership.objects.filter(user=cast.author).order_by("pk")
    assert [(row.unit, row.since_on, row.until_on) for row in rows] == [
        (cast.factory, rows[0].since_on, YESTERDAY),
        (cast.sister_factory, TODAY, None),
    ]
    roles = Grant.objects.filter(user=cast.officer).order_by("pk")
    assert [(grant.unit, grant.until_on) for grant in roles] == [
        (cast.factory, YESTERDAY),
        (cast.sister_factory, None),
    ]


def test_roles_end_with_the_unit_unless_they_are_carried_over(cast: Cast) -> None:
    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    assert [grant.until_on for grant in Grant.objects.filter(user=cast.officer)] == [YESTERDAY]


def test_no_role_grows_with_a_larger_successor(cast: Cast) -> None:
    """The officer of one CĐCS does not become that of a whole province."""
    decide(ActKind.DISSOLVE, cast.factory, target=cast.province, carries_grants=True)

    assert [grant.until_on for grant in Grant.objects.filter(user=cast.officer)] == [YESTERDAY]


def test_only_roles_that_the_actor_may_give_are_carried_over(cast: Cast) -> None:
    by = actor(cast.superior_officer)
    people = Grant.objects.filter(unit=cast.factory)
    people.update(role="provincial_officer")

    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory, carries_grants=True, by=by)

    assert not Grant.objects.filter(user=cast.officer, unit=cast.sister_factory).exists()


def test_who_was_enrolled_after_the_day_is_not_a_member_before(cast: Cast) -> None:
    day = TODAY - dt.timedelta(days=30)
    late = make_member(cast.factory)
    Membership.objects.filter(user=late).update(since_on=TODAY)

    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory, effective_on=day)

    rows = Membership.objects.filter(user=late).order_by("pk")
    assert [(row.unit, row.since_on) for row in rows] == [
        (cast.factory, TODAY),
        (cast.sister_factory, TODAY),
    ]
    assert rows[0].until_on == TODAY


def test_a_split_unit_gives_each_sub_unit_to_a_part(cast: Cast) -> None:
    parts = (new("P1", "Công đoàn phường Một"), new("P2", "Công đoàn phường Hai"))
    placing = ((cast.factory.pk, 0), (cast.sister_factory.pk, 1))

    decide(ActKind.SPLIT, cast.superior, new=parts, placing=placing, people_to=1)

    assert Unit.objects.get(code="AD").parent.code == "P1"  # type: ignore[union-attr]
    assert Unit.objects.get(code="HB").parent.code == "P2"  # type: ignore[union-attr]
    old = Unit.objects.get(code="SX")
    assert (old.closed_on, old.parent) == (TODAY, cast.province)
    assert {s.successor.code for s in Succession.objects.all()} == {"P1", "P2"}
    moved = Membership.objects.get(user=cast.superior_officer, until_on=None)
    assert moved.unit.code == "P2"
    assert_whole()


def test_every_sub_unit_of_a_split_unit_needs_a_part(cast: Cast) -> None:
    parts = (new("P1", "Công đoàn phường Một"), new("P2", "Công đoàn phường Hai"))

    with pytest.raises(InvalidPlan) as refusal:
        decide(ActKind.SPLIT, cast.superior, new=parts, placing=((cast.factory.pk, 0),))

    assert refusal.value.field == f"child_{cast.sister_factory.pk}"
    assert not Unit.objects.filter(code="P1").exists()


def test_a_dissolved_unit_ends_some_sub_units_and_hands_over_the_others(cast: Cast) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=cast.factory)

    act = decide(ActKind.DISSOLVE, cast.superior, placing=((cast.factory.pk, END),))

    for unit in (cast.superior, cast.factory, section):
        unit.refresh_from_db()
        assert unit.closed_on == TODAY
    cast.sister_factory.refresh_from_db()
    assert (cast.sister_factory.parent, cast.sister_factory.closed_on) == (cast.province, None)
    assert act.report["grassroots"] == {"before": 2, "ended": 1, "moved": 1}
    left = Membership.objects.get(user=cast.author)
    assert (left.unit, left.until_on) == (cast.factory, YESTERDAY)
    assert_whole()


def test_a_new_union_takes_units_in(cast: Cast) -> None:
    decide(
        ActKind.OPEN,
        cast.factory,
        cast.far_factory,
        target=cast.province,
        new=(new("KCN", "Công đoàn các Khu công nghiệp", "cap-tren"),),
    )

    made = Unit.objects.get(code="KCN")
    assert codes_on(made, TODAY) == {"AD", "HS"}
    assert codes_on(cast.superior, YESTERDAY) == {"AD", "HB"}


ACTS: dict[str, Any] = {
    "rename": lambda c: decide(ActKind.RENAME, c.factory, new=(new("", "CĐCS Tên mới"),)),
    "move": lambda c: decide(ActKind.MOVE, c.superior, target=c.national),
    "merge": lambda c: decide(
        ActKind.MERGE, c.superior, c.sister_superior, new=(new("XP1", "Công đoàn xã Mới"),)
    ),
    "merge_into": lambda c: decide(
        ActKind.MERGE, c.factory, target=c.sister_factory, carries_grants=True
    ),
    "split": lambda c: decide(
        ActKind.SPLIT,
        c.superior,
        new=(new("P1", "Phường Một"), new("P2", "Phường Hai")),
        otherwise=1,
    ),
    "dissolve": lambda c: decide(ActKind.DISSOLVE, c.superior, otherwise=END),
    "open": lambda c: decide(
        ActKind.OPEN, c.factory, target=c.province, new=(new("K", "CĐ Khu", "cap-tren"),)
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_undone_act_leaves_everything_as_it_was(cast: Cast, name: str) -> None:
    before = snapshot()
    act = ACTS[name](cast)
    assert snapshot() != before

    undoing.undo(act, by=SYSTEM, at=NOW)

    assert snapshot() == before
    assert Reorganisation.objects.get().state == ActState.UNDONE
    assert Entry.objects.filter(name="unit.reorganisation_undone").count() == 1


def test_nothing_is_undone_on_which_something_rests(cast: Cast) -> None:
    merged = ACTS["merge"](cast)
    made = Unit.objects.get(code="XP1")
    make_member(made)
    before = snapshot()

    with pytest.raises(CannotUndo) as refusal:
        undoing.undo(merged, by=SYSTEM, at=NOW)

    assert "ghi danh" in str(refusal.value)
    assert snapshot() == before
    merged.refresh_from_db()
    assert merged.state == ActState.DONE


def test_two_acts_are_undone_in_the_reverse_order(cast: Cast) -> None:
    before = snapshot()
    first = decide(ActKind.MOVE, cast.factory, target=cast.sister_superior, effective_on=YESTERDAY)
    cast.factory.refresh_from_db()
    second = decide(ActKind.MOVE, cast.factory, target=cast.superior)

    with pytest.raises(CannotUndo):
        undoing.undo(first, by=SYSTEM, at=NOW)
    first.refresh_from_db()
    undoing.undo(second, by=SYSTEM, at=NOW)
    undoing.undo(first, by=SYSTEM, at=NOW)

    assert snapshot() == before


def test_an_act_is_undone_once(cast: Cast) -> None:
    act = ACTS["move"](cast)
    again = Reorganisation.objects.get(pk=act.pk)
    undoing.undo(act, by=SYSTEM, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        undoing.undo(again, by=SYSTEM, at=NOW)


REFUSED: dict[str, tuple[Any, str]] = {
    "into itself": (lambda c: plan(ActKind.MOVE, c.superior, target=c.superior), "target"),
    "below itself": (lambda c: plan(ActKind.MOVE, c.superior, target=c.factory), "target"),
    "where it is": (lambda c: plan(ActKind.MOVE, c.factory, target=c.superior), "target"),
    "same level": (lambda c: plan(ActKind.MOVE, c.superior, target=c.sister_superior), "target"),
    "nowhere": (lambda c: plan(ActKind.MOVE, c.factory), "target"),
    "nobody": (lambda c: plan(ActKind.MOVE, target=c.superior), "units"),
    "heir below": (lambda c: plan(ActKind.MERGE, c.superior, target=c.far_factory), "target"),
    "into one of them": (
        lambda c: plan(ActKind.MERGE, c.factory, c.sister_factory, target=c.factory),
        "target",
    ),
    "code known": (
        lambda c: plan(ActKind.MERGE, c.superior, new=(new("AD", "Công đoàn"),)),
        "code",
    ),
    "no name": (lambda c: plan(ActKind.MERGE, c.superior), "name"),
    "one part": (lambda c: plan(ActKind.SPLIT, c.superior, new=(new("P1", "Một"),)), "name"),
    "same name": (
        lambda c: plan(ActKind.RENAME, c.factory, new=(new("", c.factory.name),)),
        "name",
    ),
    "the root": (lambda c: plan(ActKind.DISSOLVE, c.national), "units"),
    "no document": (lambda c: plan(ActKind.DISSOLVE, c.superior, document=Document()), "number"),
    "before it was opened": (
        lambda c: plan(ActKind.DISSOLVE, c.superior, effective_on=dt.date(2009, 1, 1)),
        "effective_on",
    ),
    "before our records": (
        lambda c: plan(
            ActKind.MOVE, c.factory, target=c.province, effective_on=dt.date(1900, 1, 1)
        ),
        "effective_on",
    ),
    "in ten years": (
        lambda c: plan(
            ActKind.MOVE, c.factory, target=c.province, effective_on=dt.date(2036, 1, 1)
        ),
        "effective_on",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, name: str) -> None:
    make, field = REFUSED[name]
    before = snapshot()

    with pytest.raises(DomainError) as refusal:
        carrying.decide(make(cast), request_key=uuid.uuid4(), by=SYSTEM, at=NOW)

    assert refusal.value.field == field
    assert snapshot() == before


def test_acts_are_written_down_in_the_order_of_their_days(cast: Cast) -> None:
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    with pytest.raises(InvalidPlan) as refusal:
        decide(ActKind.RENAME, cast.factory, new=(new("", "Tên"),), effective_on=YESTERDAY)

    assert refusal.value.field == "effective_on"


@pytest.mark.parametrize("who", ["officer", "author", "auditor", "sister_officer"])
def test_grassroots_officers_do_not_reorganise(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide(
            ActKind.MOVE, cast.factory, target=cast.sister_superior, by=actor(getattr(cast, who))
        )


def test_both_superiors_must_be_managed(cast: Cast) -> None:
    own = actor(cast.superior_officer)

    for kind, units, options in (
        (ActKind.MOVE, [cast.factory], {"target": cast.sister_superior}),
        (ActKind.MERGE, [cast.factory, cast.far_factory], {"new": (new("X", "CĐCS Mới"),)}),
        (ActKind.MERGE, [cast.factory], {"target": cast.far_factory}),
        (ActKind.DISSOLVE, [cast.superior], {}),
        (ActKind.RENAME, [cast.superior], {"new": (new("", "Tên mới"),)}),
    ):
        with pytest.raises(NotAllowed):
            decide(kind, *units, by=own, **options)

    assert decide(ActKind.MERGE, cast.factory, target=cast.sister_factory, by=own).state == "done"
