"""An opening that was made by mistake is cancelled; what units had typed stays to be read."""

import uuid

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.scoring import permissions
from sangkien.scoring.actions import cancelling, columns, opening, reviewing
from sangkien.scoring.actions.columns import Typed
from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.errors import InvalidCard, InvalidReview
from sangkien.scoring.models import Card, Opening
from sangkien.scoring.verifying import check_cards, check_openings
from tests.factories import NOW, actor, make_cast
from tests.scoring.scenes import Scored, marked, open_scoring, send
from tests.scoring.test_reviews import LATER, minutes

REASON = "Mở nhầm bảng của năm trước"


@pytest.fixture
def scored(db: None) -> Scored:
    """One unit has sent its card, the other one has a draft."""
    scored = open_scoring(make_cast())
    full = marked(scored.opening.table.table)
    send(scored.card(scored.cast.sister_factory), full, scored.cast.sister_officer)
    card = scored.card()
    typed = Typed(content=full, seen=card.version)
    columns.save(card, typed, by=actor(scored.cast.officer), at=NOW)
    return scored


def _cancel(scored: Scored, who: str = "superior_officer", reason: str = REASON) -> Opening:
    by = actor(getattr(scored.cast, who))
    return cancelling.cancel(scored.opening, reason, by=by, at=LATER)


def test_cards_of_a_cancelled_opening_are_read_and_nothing_else(scored: Scored) -> None:
    with pytest.raises(NotAllowed):
        _cancel(scored, "officer")
    with pytest.raises(InvalidCard):
        _cancel(scored, reason=" ")
    found = _cancel(scored)
    assert _cancel(scored, reason="Lần nữa").cancelled_reason == REASON
    assert Entry.objects.filter(name="scoring.cancelled").count() == 1
    assert set(Card.objects.values_list("state", flat=True)) == {CardState.CANCELLED}

    card, by = scored.card(), actor(scored.cast.officer)
    row = card.columns.get()
    assert permissions.can_read(by, card, row)
    assert not permissions.can_read(actor(scored.cast.superior_officer), card, row)
    with pytest.raises(NotAllowed):
        columns.submit(card, Typed(content=row.content, seen=card.version), by=by, at=LATER)
    other = scored.card(scored.cast.sister_factory)
    judge = actor(scored.cast.superior_officer)
    for may in (permissions.can_return, permissions.can_unlock):
        assert not may(judge, other, list(other.columns.all()))
    assert [*check_cards(), *check_openings()] == []

    closed = opening.close(scored.opening, by=judge, at=LATER)
    assert closed.closed_at is None
    with pytest.raises(InvalidReview):
        reviewing.note_down(
            scored.opening,
            scored.cluster.pk,
            minutes(scored),
            request_key=uuid.uuid4(),
            by=judge,
            at=LATER,
        )
    again = opening.open_cards(found.table, Part.YEAR, request_key=uuid.uuid4(), by=judge, at=LATER)
    assert again.pk != found.pk
    Opening.objects.filter(pk=found.pk).update(cancelled_reason="Khác")
    assert len(list(check_openings())) == 1


def test_what_others_have_judged_or_minuted_is_not_cancelled(scored: Scored) -> None:
    by = actor(scored.cast.superior_officer)
    row = reviewing.note_down(
        scored.opening,
        scored.cluster.pk,
        minutes(scored),
        request_key=uuid.uuid4(),
        by=by,
        at=LATER,
    )
    with pytest.raises(InvalidCard, match="biên bản"):
        _cancel(scored)
    reviewing.drop(row, by=by, at=LATER)
    full = marked(scored.opening.table.table)
    send(scored.card(scored.cast.sister_factory), full, scored.cast.superior_officer)
    with pytest.raises(InvalidCard, match="rà soát hoặc thẩm định"):
        _cancel(scored)
    assert CardState.CANCELLED not in Card.objects.values_list("state", flat=True)
