"""A unit that is opened under a name for which somebody waits is offered, a person matches it."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.units import queries
from sangkien.units.actions import naming, tree, workplaces
from sangkien.units.actions.reorganising import undoing
from sangkien.units.enums import ActKind, WorkplaceState
from sangkien.units.models import Level, Unit, UnmatchedWorkplace
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_unit
from tests.units.acts import decide, new

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def ask(cast: Cast, name: str) -> UnmatchedWorkplace:
    return workplaces.ask(
        name=name,
        place="",
        near=cast.province,
        request_key=uuid.uuid4(),
        by=actor(cast.author),
        at=NOW,
    )


def proposed(cast: Cast, *, on: dt.date = TODAY) -> list[tuple[str, str]]:
    rows = queries.proposed_workplaces(actor(cast.provincial_officer), on=on)
    return [(row.name, row.proposed.name) for row in rows if row.proposed]


@pytest.mark.parametrize(
    "typed",
    ["CĐCS Xưởng gỗ Tân Mai", "Công đoàn cơ sở Xưởng gỗ Tân Mai", "xuong go tan mai", "XG1"],
)
def test_an_act_that_opens_the_unit_offers_it(cast: Cast, typed: str) -> None:
    asked = ask(cast, typed)
    ask(cast, "Xưởng gỗ Tân")

    act = decide(
        ActKind.OPEN, target=cast.superior, new=(new("XG1", "CĐCS Xưởng gỗ Tân Mai", "co-so"),)
    )

    assert proposed(cast) == [(typed, "CĐCS Xưởng gỗ Tân Mai")]
    opened = queries.proposed_workplaces(
        actor(cast.provincial_officer), on=TODAY, unit_ids=act.changes["opened"]
    )
    assert [row.pk for row in opened] == [asked.pk]
    asked.refresh_from_db()
    assert asked.state == WorkplaceState.WAITING  # a person decides
    workplaces.match(
        asked,
        Unit.objects.get(code="XG1"),
        adds_alias=True,
        answer="",
        by=actor(cast.provincial_officer),
        at=NOW,
    )
    assert proposed(cast) == []


def test_only_of_the_own_branch_and_only_for_who_answers(cast: Cast) -> None:
    ask(cast, "Xưởng gỗ Tân Mai")
    other = make_unit("LĐLĐ tỉnh Khác", level="tinh", parent=cast.national)
    make_unit("CĐCS Xưởng gỗ Tân Mai", level="co-so", parent=other)
    assert proposed(cast) == []

    make_unit("CĐCS Xưởng gỗ Tân Mai", level="co-so", parent=cast.superior)
    assert len(proposed(cast)) == 1
    for user in (cast.superior_officer, cast.officer, cast.author, cast.auditor):
        assert queries.proposed_workplaces(actor(user), on=TODAY) == []


def test_a_further_name_offers_the_unit_as_well(cast: Cast) -> None:
    ask(cast, "Xưởng may cũ")

    naming.add_alias(cast.factory, name="Xưởng may cũ", by=SYSTEM, at=NOW)

    assert proposed(cast) == [("Xưởng may cũ", cast.factory.name)]


def test_what_ended_or_was_undone_is_not_offered(cast: Cast) -> None:
    ask(cast, "Xưởng gỗ Tân Mai")
    act = decide(
        ActKind.OPEN, target=cast.superior, new=(new("XG1", "CĐCS Xưởng gỗ Tân Mai", "co-so"),)
    )

    undoing.undo(act, by=SYSTEM, at=NOW)

    assert proposed(cast) == []
    assert UnmatchedWorkplace.objects.get().state == WorkplaceState.WAITING
    unit = make_unit("CĐCS Xưởng gỗ Tân Mai", level="co-so", parent=cast.superior)
    Unit.objects.filter(pk=unit.pk).update(closed_on=TODAY)
    assert proposed(cast) == []


def test_opening_asks_once_whoever_waits(cast: Cast) -> None:
    def opened(code: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            tree.open_unit(
                code=code,
                name="CĐCS Trường Lê Lợi",
                level=Level.objects.get(pk="co-so"),
                parent=cast.superior,
                opened_on=TODAY,
                by=SYSTEM,
                at=NOW,
            )
        return sum("unmatchedworkplace" in query["sql"] for query in asked)

    before = opened("LL1")
    for n in range(4):
        ask(cast, f"Nơi khác {n}")

    assert (before, opened("LL2")) == (1, 1)
