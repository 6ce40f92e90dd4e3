"""Two act on cards at the same moment, on both databases."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.journal.models import Entry
from sangkien.scoring.actions import cancelling, opening
from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.models import Card, Column
from tests.factories import NOW, actor, make_cast, make_officer
from tests.scoring.scenes import Scored, marked, open_scoring, send
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def scored() -> Scored:
    return open_scoring(make_cast())


def test_two_officers_who_submit_at_once_make_one_column(scored: Scored) -> None:
    second = make_officer(scored.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    content = marked(scored.opening.table.table)

    found = outcomes(
        lambda: send(scored.card(), content, scored.cast.officer),
        lambda: send(scored.card(), content, second),
    )

    assert len(refusals(found)) == 1
    assert Column.objects.count() == 1
    assert Entry.objects.filter(name="card.submitted").count() == 1


def test_two_workers_give_each_unit_one_card(
    scored: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "UNITS", 1)
    row = opening.open_cards(
        scored.opening.table,
        Part.FIRST,
        request_key=type(scored.opening.request_key)(int=9),
        by=actor(scored.colleague),
        at=NOW,
    )
    for _round in range(3):
        found = outcomes(lambda: opening.fill_waiting(NOW), lambda: opening.fill_waiting(NOW))
        assert refusals(found) == []

    assert Card.objects.filter(opening=row).count() == 2
    assert Entry.objects.filter(name="scoring.cards_given").count() == 2  # with the whole year's


def test_a_card_that_is_judged_at_the_same_moment_is_not_cancelled(scored: Scored) -> None:
    cast, content = scored.cast, marked(scored.opening.table.table)
    send(scored.card(), content, cast.officer)
    judge = actor(cast.superior_officer)

    found = outcomes(
        lambda: send(scored.card(), content, cast.sister_officer),
        lambda: cancelling.cancel(scored.opening, "Nhầm kỳ", by=judge, at=NOW),
    )

    assert len(refusals(found)) == 1
    scored.opening.refresh_from_db()
    state = CardState.CANCELLED if scored.opening.is_cancelled else CardState.DEPARTMENT
    assert scored.card().state == state
