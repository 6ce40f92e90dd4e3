"""The cards of a cluster side by side, their ranks, and two halves as a year."""

import datetime as dt
import uuid
from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core.errors import NotFound
from sangkien.scoring.actions import opening, steering
from sangkien.scoring.enums import Part, Stage
from sangkien.scoring.models import Card, Opening
from sangkien.scoring.queries import grid as grids
from sangkien.scoring.queries import years
from sangkien.scoring.queries.published import published
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor, make_cast, make_programme
from tests.progress.scenes import send as register
from tests.scoring.scenes import Scored, decide, marked, open_scoring, send

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _send(scored: Scored, unit: Unit, **marks: int) -> None:
    cast = scored.cast
    user = cast.officer if unit == cast.factory else cast.sister_officer
    send(scored.card(unit), marked(scored.opening.table.table, **marks), user)


def _grid(scored: Scored, who: str = "superior_officer", **options: object) -> grids.Grid:
    by = actor(getattr(scored.cast, who))
    arena = grids.get_arena(scored.opening.pk, actor=by)
    return grids.grid(arena, actor=by, at=LATER, **options)  # type: ignore[arg-type]


def test_units_stand_side_by_side_with_ranks_and_what_differs(cast: Cast) -> None:
    scored = open_scoring(cast)
    empty = _grid(scored)
    assert [seat.totals for seat in empty.seats] == [None, None]
    assert not empty.placed
    _send(scored, cast.factory, I_1=1200)
    with CaptureQueriesContext(connection) as one:
        _grid(scored)
    _send(scored, cast.sister_factory)
    with CaptureQueriesContext(connection) as two:
        found = _grid(scored)
    assert len(one) == len(two)

    ranks = {seat.unit: found.placed[seat.unit.pk].rank for seat in found.seats}
    assert ranks == {cast.sister_factory: 1, cast.factory: 2}
    checked = marked(scored.opening.table.table, I_1=1100)
    reasons = {"I.1": "Thiếu biên bản họp"}
    column = type(checked)(marks=checked.marks, reasons=reasons, statements=checked.statements)
    send(scored.card(cast.factory), column, cast.sister_officer)

    latest = {seat.unit: seat for seat in _grid(scored).seats}[cast.factory]
    assert dict(latest.changed) == {"I.1": 1200}
    first = {seat.unit: seat for seat in _grid(scored, stage=Stage.SELF).seats}[cast.factory]
    assert (first.totals and first.totals.points["I.1"], dict(first.changed)) == (1200, {})


def test_before_publication_a_unit_sees_no_other(cast: Cast) -> None:
    scored = open_scoring(cast)
    _send(scored, cast.factory)
    _send(scored, cast.sister_factory)
    assert [seat.unit for seat in _grid(scored, "officer").seats] == [cast.factory]
    for who in ("author", "auditor"):
        with pytest.raises(NotFound):
            _grid(scored, who)
    by = actor(cast.superior_officer)
    with pytest.raises(NotFound):
        grids.get_arena(scored.opening.pk, actor=by, cluster="987654")


def test_places_are_given_once_every_card_is_published(cast: Cast) -> None:
    scored = open_scoring(cast)
    card = decide(scored)
    by, pks = actor(cast.superior_officer), [cast.factory.pk]
    steering.publish(card, seen=card.version, by=by, at=LATER)
    early = _grid(scored, "officer")
    assert (len(early.seats), early.placed, early.is_final) == (1, {}, False)
    assert _grid(scored).placed
    assert published(cast.superior, pks, year=NOW.year, at=LATER) == {}
    other = decide(scored, cast.sister_factory, I_1=1400)
    steering.publish(other, seen=other.version, by=by, at=LATER)
    assert _grid(scored, "officer").placed[cast.factory.pk].rank == 1
    assert published(cast.superior, pks, year=NOW.year, at=LATER)[cast.factory.pk].of == 2


def _halves(cast: Cast) -> tuple[Scored, Opening]:
    """Both units have sent the first half, one of them the second."""
    scored = open_scoring(cast)
    Opening.objects.filter(pk=scored.opening.pk).update(part=Part.FIRST)
    scored.opening.refresh_from_db()
    second = opening.open_cards(
        scored.opening.table,
        Part.SECOND,
        request_key=uuid.uuid4(),
        by=actor(scored.colleague),
        at=NOW,
    )
    _send(scored, cast.factory, I_1=1200)
    _send(scored, cast.sister_factory)
    send(_card(second, cast.factory), marked(second.table.table), cast.officer)
    return scored, second


def _card(of: Opening, unit: Unit) -> Card:
    rows = Card.objects.select_related("opening__table", "opening__unit", "unit")
    return rows.get(opening=of, unit=unit)


def _year(scored: Scored) -> tuple[years.YearLine, ...]:
    by = actor(scored.cast.superior_officer)
    arena = grids.get_arena(scored.opening.pk, actor=by)
    return years.year_of(arena, _grid(scored), actor=by, at=LATER).lines


def test_two_halves_make_a_year_by_the_weights_of_the_table(cast: Cast) -> None:
    scored, _second = _halves(cast)
    whole, half = _year(scored)

    assert whole.unit == cast.factory
    assert whole.total == 9600
    assert whole.placed is not None
    assert whole.placed.rank == 1
    assert whole.words == "(1 × 92 + 1 × 100) : 2 = 96"
    assert whole.outcome.name == "Vững mạnh"
    assert (half.total, half.placed) == (None, None)
    assert "6 tháng cuối năm" in half.words


def test_initiatives_of_the_whole_year_decide_between_equal_years(cast: Cast) -> None:
    scored, second = _halves(cast)
    table = second.table
    table.content = {**table.content, "ties": [{"kind": "entries"}]}
    table.save()
    send(
        _card(second, cast.sister_factory),
        marked(table.table, I_1=1200),
        cast.sister_officer,
    )
    register(make_programme(cast.national), cast.sister_factory, sent=1, valid=1)

    lines = _year(scored)
    assert [one.unit for one in lines] == [cast.sister_factory, cast.factory]
    assert {one.total for one in lines} == {Fraction(9600)}
    placed = [one.placed for one in lines if one.placed is not None]
    assert [one.rank for one in placed] == [1, 2]
    assert "Số sáng kiến hợp lệ”: 1" in placed[0].why[-1]


def test_halves_are_published_as_a_year_once_both_are(cast: Cast) -> None:
    scored = open_scoring(cast)
    first = scored.opening
    Opening.objects.filter(pk=first.pk).update(part=Part.FIRST)
    by, pks = actor(cast.superior_officer), [cast.factory.pk, cast.sister_factory.pk]
    second = opening.open_cards(
        first.table, Part.SECOND, request_key=uuid.uuid4(), by=actor(scored.colleague), at=NOW
    )
    for half in (first, second):
        for unit, points in ((cast.factory, 1200), (cast.sister_factory, 2000)):
            assert published(cast.superior, pks, year=NOW.year, at=LATER) == {}
            card = decide(replace(scored, opening=half), unit, I_1=points)
            steering.publish(card, seen=card.version, by=by, at=LATER)
    found = published(cast.superior, pks, year=NOW.year, at=LATER)
    assert [(found[pk].rank, found[pk].total, found[pk].next_best) for pk in pks] == [
        (2, 9200, None),
        (1, 10000, 9200),
    ]
