import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.core.bus import Event
from sangkien.core.errors import ManyErrors, NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.notices.concerning import concerns_of
from sangkien.scoring import concerned, permissions, subscribers
from sangkien.scoring.actions import explaining, opening, steering
from sangkien.scoring.actions.columns import Typed, save
from sangkien.scoring.enums import CardState, ColumnState, NodeKind, Part, Stage
from sangkien.scoring.errors import InvalidCard, OwnColumn, WrittenMeanwhile
from sangkien.scoring.events import CardReturned, CardsGiven, ColumnSubmitted
from sangkien.scoring.models import Card, Column, CriteriaTable, Explanation, Opening
from sangkien.scoring.queries import cards as queries
from sangkien.scoring.queries import get_shipped
from sangkien.scoring.rules import columns as rules
from sangkien.scoring.rules import marks as marking
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.verifying import (
    check_cards,
    check_explanations,
    check_openings,
    check_tables,
)
from sangkien.units.actions import cluster_leading
from sangkien.units.events import ClusterLeadEnded
from sangkien.units.models import ClusterLead, Unit
from tests.factories import NOW, actor, make_cast
from tests.scoring.scenes import KEY, Scored, marked, open_scoring, send

MINUTES = "05/BB-HĐTĐKT"
WHY = "Đối chiếu danh sách, thiếu một buổi"


@pytest.fixture
def scored(db: None) -> Scored:
    return open_scoring(make_cast(), due_at=NOW + dt.timedelta(days=10))


def content(scored: Scored, **changes: int) -> Content:
    found = marked(scored.opening.table.table, **changes)
    reasons = dict.fromkeys((code.replace("_", ".") for code in changes), WHY)
    return replace(found, reasons=reasons)


def decided(scored: Scored) -> Card:
    """Through the whole chain; each stage takes a point off."""
    cast, card = scored.cast, scored.card()
    send(card, content(scored), cast.officer)
    send(card, content(scored, I_1=400), cast.sister_officer)
    send(card, content(scored, I_1=300), cast.superior_officer)
    send(card, content(scored, I_1=300), scored.colleague, reference=MINUTES)
    return scored.card()


def test_from_the_unit_to_the_published_result(scored: Scored) -> None:
    cast, card = scored.cast, decided(scored)
    locked = queries.submitted(queries.columns_of(card))
    assert card.state == CardState.DECIDED
    assert [row.stage for row in locked] == Stage.values
    assert locked[0].total - locked[-1].total == card.opening.table.table.by_code["I.1"].most - 300

    peer = actor(cast.sister_officer)
    council = locked[-1]
    assert not permissions.can_read(actor(cast.officer), card, council)
    with pytest.raises(NotAllowed):  # wrote what goes out
        steering.publish(card, seen=card.version, by=actor(scored.colleague), at=NOW)
    steering.publish(card, seen=card.version, by=actor(cast.superior_officer), at=NOW)
    card = queries.get_card(card.pk, actor=peer)
    assert (card.state, card.total) == (CardState.FINAL, council.total)
    assert permissions.can_read(actor(cast.officer), card, council)
    with pytest.raises(NotFound):
        queries.get_card(card.pk, actor=actor(cast.author))
    with pytest.raises(NotAllowed):
        steering.return_to_unit(card, WHY, seen=card.version, by=actor(scored.colleague), at=NOW)
    assert list(check_cards()) == []


def test_each_step_is_written_by_whom_it_belongs_to(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    full = content(scored)
    for user in (cast.author, cast.sister_officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            send(card, full, user)
    with pytest.raises(NotFound):
        queries.get_card(card.pk, actor=actor(cast.sister_officer))
    send(card, full, cast.officer)
    for user in (cast.officer, cast.superior_officer):
        with pytest.raises(NotAllowed):
            send(card, full, user)
    with pytest.raises(WrittenMeanwhile):
        send(replace_version(card, 1), full, cast.sister_officer)
    card = scored.card()
    send(card, full, cast.sister_officer)
    send(card, full, cast.superior_officer)
    with pytest.raises(OwnColumn):
        send(card, full, cast.superior_officer, reference=MINUTES)
    with pytest.raises(InvalidCard):
        send(card, full, scored.colleague)


def replace_version(card: Card, version: int) -> Card:
    card.version = version
    return card


def test_the_card_of_the_leader_is_not_checked_by_the_leader(scored: Scored) -> None:
    card = scored.card(scored.cast.sister_factory)
    send(card, content(scored), scored.cast.sister_officer)
    assert (card.state, card.checker) == (CardState.DEPARTMENT, None)


def test_a_waiting_card_follows_whoever_leads_the_cluster(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    send(card, content(scored), cast.officer)
    lead = ClusterLead.objects.get()
    cluster_leading.end_term(lead, until_on=NOW.date(), by=actor(cast.superior_officer), at=NOW)
    event = ClusterLeadEnded(
        unit_id=lead.unit_id, cluster_id=lead.cluster_id, post=lead.post, until_on=NOW.date()
    )
    subscribers.follow(event)
    subscribers.follow_leads(NOW)
    assert scored.card().checker == cast.sister_factory
    handed = Entry.objects.filter(name="card.handed_over")
    before = handed.count()
    for _twice in (1, 2):
        subscribers.follow_leads(NOW + dt.timedelta(days=1))
    assert handed.count() == before + 1
    said = handed.latest("pk").payload
    assert (said["from_id"], said["checker_id"]) == (cast.sister_factory.pk, None)
    card = scored.card()
    assert (card.state, card.checker) == (CardState.CLUSTER, None)

    Unit.objects.filter(pk=card.unit_id).update(closed_on=NOW.date())
    card, by = scored.card(), actor(cast.superior_officer)
    with pytest.raises(InvalidCard):
        steering.return_to_unit(card, WHY, seen=card.version, by=by, at=NOW)


def test_what_differs_needs_a_reason_and_every_line_a_mark(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    full = content(scored)
    some = replace(full, marks={"I.1": Mark(points=100)})
    by = actor(cast.officer)
    save(card, Typed(content=some, seen=card.version), by=by, at=NOW)
    with pytest.raises(ManyErrors) as refused:
        send(card, some, cast.officer)
    assert len(refused.value.errors) == len(full.marks) - 1
    card = scored.card()
    send(card, full, cast.officer)
    with pytest.raises(ManyErrors) as refused:
        send(card, replace(content(scored, I_1=400), reasons={}), cast.sister_officer)
    assert [error.field for error in refused.value.errors] == ["reason-I.1"]


def test_what_is_unlocked_or_given_back_stays_as_a_former_column(scored: Scored) -> None:
    cast, card = scored.cast, decided(scored)
    publisher, own = actor(cast.superior_officer), actor(scored.colleague)
    for undo in (steering.unlock, steering.return_to_unit):
        with pytest.raises(NotAllowed):  # wrote it
            undo(card, WHY, seen=card.version, by=own, at=NOW)
    with pytest.raises(InvalidCard):
        steering.unlock(card, " ", seen=card.version, by=publisher, at=NOW)
    stale = replace_version(scored.card(), card.version - 1)
    with pytest.raises(WrittenMeanwhile):  # what was read is older than what was on the screen
        steering.unlock(stale, WHY, seen=card.version, by=publisher, at=NOW)
    steering.unlock(card, WHY, seen=card.version, by=publisher, at=NOW)
    found = queries.columns_of(card)
    assert card.state == CardState.COUNCIL
    assert [row.state for row in found if row.stage == Stage.COUNCIL] == ["retired", "draft"]
    assert queries.started(card, found).marks == found[-2].content.marks

    with pytest.raises(NotAllowed):  # wrote what is now the last one
        steering.return_to_unit(card, WHY, seen=card.version, by=publisher, at=NOW)
    steering.return_to_unit(card, WHY, seen=card.version, by=actor(scored.colleague), at=NOW)
    opening.close(scored.opening, by=actor(scored.colleague), at=NOW)
    card = scored.card()
    assert (card.state, card.total) == (CardState.SELF, None)
    assert not Column.objects.filter(card=card, state=ColumnState.SUBMITTED).exists()
    send(card, content(scored), cast.officer, at=NOW + dt.timedelta(days=30))
    again = queries.submitted(queries.columns_of(card))[0]
    assert (again.number, again.is_late) == (2, False)
    assert list(check_cards()) == []


def test_late_is_taken_and_closed_is_not(scored: Scored) -> None:
    cast, late = scored.cast, NOW + dt.timedelta(days=11)
    column = send(scored.card(), content(scored), cast.officer, at=late)
    assert column.is_late
    opening.close(scored.opening, by=actor(scored.colleague), at=late)
    with pytest.raises(InvalidCard):
        send(scored.card(cast.sister_factory), content(scored), cast.sister_officer, at=late)


def test_the_unit_explains_what_was_lowered(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    send(card, content(scored), cast.officer)
    send(card, content(scored, I_1=400), cast.sister_officer)
    by = actor(cast.officer)
    first = explaining.explain(card, "I.1", "Buổi thứ tư họp trực tuyến", by=by, at=NOW)
    assert explaining.explain(card, "I.1", "Buổi thứ tư họp trực tuyến", by=by, at=NOW) == first
    with pytest.raises(InvalidCard):
        explaining.explain(card, "I.2", "Không bị trừ", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        explaining.explain(card, "I.1", WHY, by=actor(cast.sister_officer), at=NOW)
    assert list(check_explanations()) == []
    Explanation.objects.update(words="Khác")
    assert len(list(check_explanations())) == 1


def _marks(pk: int) -> None:
    Column.objects.filter(pk=pk).update(marks={"I.1": {"points": 500}})


def _total(pk: int) -> None:
    Card.objects.filter(columns=pk).update(total=10_000)


def _gone(pk: int) -> None:
    Column.objects.filter(pk=pk).delete()


@pytest.mark.parametrize("tamper", [_marks, _total, _gone])
def test_what_is_changed_behind_the_application_is_named(
    scored: Scored, tamper: Callable[[int], None]
) -> None:
    card = decided(scored)
    tamper(queries.submitted(queries.columns_of(card))[-1].pk)
    assert any(str(card.pk) in line for line in check_cards())


def test_whoever_else_or_whenever_else_is_named_too(scored: Scored) -> None:
    cast, card = scored.cast, decided(scored)
    publisher = actor(cast.superior_officer)
    steering.unlock(card, WHY, seen=card.version, by=publisher, at=NOW)
    send(card, content(scored, I_1=300), scored.colleague, reference=MINUTES)
    steering.publish(card, seen=card.version, by=publisher, at=NOW)
    council = Column.objects.filter(card=card, stage=Stage.COUNCIL)
    retired = {
        "state": "retired",
        "retired_at": NOW,
        "retired_reason": WHY,
        "retirement": "unlocked",
    }
    standing = {"state": "submitted", "retired_at": None, "retired_reason": "", "retirement": ""}
    cards, earlier = Card.objects.filter(pk=card.pk), NOW - dt.timedelta(days=1)
    tampers: tuple[tuple[tuple[Any, dict[str, Any]], ...], ...] = (
        ((cards, {"unit": cast.superior}),),
        ((cards, {"cluster": None}),),
        ((cards, {"published_at": earlier}),),
        ((cards, {"published_by": scored.colleague}),),
        ((council, {"submitted_at": earlier}),),
        ((council.filter(number=2), retired), (council.filter(number=1), standing)),
        ((Opening.objects, {"year": 2020}),),
        ((CriteriaTable.objects, {"state": "dropped", "enforced_at": None, "enforced_by": None}),),
    )
    assert _named() == []
    for steps in tampers:
        with transaction.atomic():
            for rows, change in steps:
                rows.update(**change)
            assert _named(), steps
            transaction.set_rollback(True)


def _named() -> list[str]:
    return [*check_tables(), *check_cards(), *check_openings()]


def test_cards_are_opened_once_and_a_batch_at_a_time(
    scored: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "UNITS", 1)
    table, by = scored.opening.table, actor(scored.colleague)
    key = scored.opening.request_key
    assert opening.open_cards(table, Part.YEAR, request_key=key, by=by, at=NOW) == scored.opening
    half = opening.open_cards(table, Part.FIRST, request_key=type(key)(int=7), by=by, at=NOW)
    assert half.cards.count() == 1
    while half.filled_at is None:
        opening.fill_waiting(NOW)
        half.refresh_from_db()
    assert half.cards.count() == 2
    with pytest.raises(InvalidCard):
        opening.open_cards(table, Part.FIRST, request_key=type(key)(int=8), by=by, at=NOW)
    with pytest.raises(NotAllowed):
        opening.open_cards(
            table, Part.SECOND, request_key=key, by=actor(scored.cast.officer), at=NOW
        )


def test_each_step_tells_those_who_come_next(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    opened = CardsGiven(opening_id=scored.opening.pk, unit_id=cast.superior.pk)
    told = concerned.unsent_next(opened, "").concern
    assert told.user_ids == {cast.officer.pk, cast.sister_officer.pk}
    send(card, content(scored), cast.officer)
    sent = ColumnSubmitted(**_about(card), kind="self", number=1, digest="", value=0)
    assert _told(sent) == {cast.sister_officer.pk}
    by = actor(cast.superior_officer)
    steering.pass_over(card, WHY, seen=card.version, by=by, at=NOW)
    judges = {cast.superior_officer.pk, scored.colleague.pk}
    assert _told(sent) == judges
    steering.return_to_unit(card, WHY, seen=card.version, by=by, at=NOW)
    back = CardReturned(**_about(card), reason=WHY)
    assert _told(back) == {cast.officer.pk}
    assert [one.words for one in concerns_of(back)] == [WHY]


def _told(event: Event) -> frozenset[int]:
    return frozenset(number for one in concerns_of(event) for number in one.user_ids)


def _about(card: Card) -> dict[str, int]:
    return {"card_id": card.pk, "unit_id": card.unit_id}


TABLE = get_shipped(KEY)


@settings(max_examples=40)
@given(st.integers(min_value=0))
def test_a_total_is_the_sum_of_its_lines(number: int) -> None:
    """`number` written in base 102: a share of each line, or nothing where it has none yet."""
    marks = {}
    for node in TABLE.items:
        number, share = divmod(number, 102)
        if share:
            marks[node.code] = _share(node.code, share - 1)
    dumped = rules.dump_marks(marks)
    read = rules.read(marks=dumped, reasons={}, notes={}, workings={}, statements=[])
    found = marking.totals(TABLE, read.marks)
    assert read.marks == marks
    assert found.ranking == max(0, sum(found.points[node.code] for node in TABLE.items))
    assert found.ranking == max(0, sum(found.points[node.code] for node in TABLE.below("")))


def _share(code: str, share: int) -> Mark:
    node = TABLE.by_code[code]
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=share % len(node.tiers))
    if node.is_measured:
        return Mark(value=Fraction(share))
    return Mark(points=node.most * share // 100 if node.kind == NodeKind.MANUAL else 0)
