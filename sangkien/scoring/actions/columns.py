"""Write a column of a card, and submit it: it is locked from then on."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring import automatic, permissions
from sangkien.scoring.enums import CardState, ColumnState, Retirement, Stage
from sangkien.scoring.errors import InvalidCard, OwnColumn, WrittenMeanwhile
from sangkien.scoring.events import ColumnSubmitted
from sangkien.scoring.models import Card, Column, Opening
from sangkien.scoring.queries import cards as queries
from sangkien.scoring.rules import columns as rules
from sangkien.scoring.rules import marks as marking
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.tables import Table

FOLLOWING = {
    CardState.SELF: CardState.CLUSTER,
    CardState.CLUSTER: CardState.DEPARTMENT,
    CardState.DEPARTMENT: CardState.COUNCIL,
    CardState.COUNCIL: CardState.DECIDED,
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A form of a column. `seen` is the version of the card that was shown, `reference` the minutes
    of the session of the council.
    """

    content: Content
    seen: int
    reference: str = ""


@transaction.atomic
def save(card: Card, typed: Typed, *, by: Actor, at: dt.datetime) -> Column:
    """ "Lưu nháp" of the column that comes next: may be incomplete."""
    return _written(card, typed, by=by, at=at)


@transaction.atomic
def submit(card: Card, typed: Typed, *, by: Actor, at: dt.datetime) -> Column:
    """ "Gửi, khóa cột điểm": each line has a mark, each that differs from the column before a reason.
    `at` is the arrival of the request, by which the unit is late.
    """
    column = _written(card, typed, by=by, at=at)
    stage, opening = Stage(card.state), card.opening
    columns = queries.columns_of(card)
    _ensure_open(card, columns)
    table = opening.table.table
    earlier = queries.before(card, columns)
    rules.ensure_complete(table, column.content, earlier.content if earlier else None)
    if stage == Stage.COUNCIL and not text.has_words(column.reference):
        raise InvalidCard(_("Hãy ghi số biên bản họp hội đồng."), field="reference")
    column.state, column.submitted_by_id, column.submitted_at = (
        ColumnState.SUBMITTED,
        by.user_id,
        at,
    )
    column.is_late = stage == Stage.SELF and _is_late(opening, columns, at)
    column.digest = column.seal()
    column.save()
    _move_on(card, column, on=local_day(at))
    event = ColumnSubmitted(
        card_id=card.pk,
        unit_id=card.unit_id,
        kind=stage.value,
        number=column.number,
        digest=column.digest,
        value=column.total,
        cluster_id=card.cluster_id or 0,
    )
    record(event, by=by, at=at)
    return column


def _is_late(opening: Opening, columns: list[Column], at: dt.datetime) -> bool:
    """What was sent back keeps the standing of its first sending."""
    first = next((row for row in columns if row.state == ColumnState.RETIRED), None)
    return first.is_late if first is not None else opening.is_late(at)


def _ensure_open(card: Card, columns: list[Column]) -> None:
    """After the organiser closed it, only what was sent back to the unit is taken."""
    was_sent = any(row.retirement == Retirement.RETURNED for row in columns) or any(
        row.stage == Stage.SELF and row.retirement == Retirement.UNLOCKED for row in columns
    )
    if card.state == CardState.SELF and card.opening.is_closed and not was_sent:
        raise InvalidCard(
            _("Cấp trên đã khóa nhận phiếu của đợt này. Bản nháp của đơn vị vẫn được giữ.")
        )


def _written(card: Card, typed: Typed, *, by: Actor, at: dt.datetime) -> Column:
    columns = queries.columns_of(card)
    _ensure_writes(card, columns, by)
    table = card.opening.table.table
    content = rules.cleaned(table, typed.content)
    reference = text.clean_line(typed.reference)
    if len(reference) > rules.LONGEST_REFERENCE:
        raise InvalidCard(_("Số biên bản quá dài."), field="reference")
    step(card, seen=typed.seen)
    column = queries.draft_of(card, columns) or Column(
        card=card, stage=card.state, number=_next_number(card, columns)
    )
    earlier = queries.before(card, columns)
    shown = column.workings or (earlier.workings if earlier else {})
    workings = automatic.workings(card, content.marks, shown=shown, at=at)
    content = replace(content, workings=workings)
    _put(column, table, content)
    column.reference = reference if card.state == CardState.COUNCIL else ""
    column.written_at = at
    if by.user_id not in column.editors:
        column.editors = [*column.editors, by.user_id]
    column.save()
    return column


def _ensure_writes(card: Card, columns: list[Column], by: Actor) -> None:
    if not permissions.is_placed(by, card):
        raise NotAllowed(_("Bước này của phiếu không do bạn chấm."))
    if by.user_id in queries.writers(columns, but=card.state):
        raise OwnColumn(_("Bạn đã chấm một cột khác của phiếu này, hãy để người khác chấm."))


def _next_number(card: Card, columns: list[Column]) -> int:
    return 1 + max((row.number for row in columns if row.stage == card.state), default=0)


def _put(column: Column, table: Table, content: Content) -> None:
    found = marking.totals(table, content.marks)
    column.marks = rules.dump_marks(content.marks)
    column.reasons, column.notes = dict(content.reasons), dict(content.notes)
    column.workings, column.statements = dict(content.workings), list(content.statements)
    column.total, column.class_score = found.ranking, found.class_score
    stated = frozenset(content.statements)
    column.class_name = marking.classify(table, found, stated=stated).name


def step(card: Card, *, seen: int, **changes: object) -> None:
    """Compare and set: nothing of a card changes behind what was on the screen. What was read of the
    card and its columns belongs to that version too.
    """
    rows = Card.objects.filter(pk=card.pk, version=seen, state=card.state)
    if card.version != seen or rows.update(version=seen + 1, **changes) != 1:
        raise WrittenMeanwhile(_("Người khác vừa sửa phiếu này, hãy xem lại rồi lưu lần nữa."))
    card.version = seen + 1
    for name, value in changes.items():
        setattr(card, name, value)


def _move_on(card: Card, column: Column, *, on: dt.date) -> None:
    following = FOLLOWING[CardState(card.state)]
    changes: dict[str, object] = {"total": column.total, "class_name": column.class_name}
    if card.state == CardState.SELF:
        cluster = queries.cluster_of(card.opening, card.unit)
        checker = queries.checker_of(cluster, card.unit, on=on)
        changes |= {
            "cluster_id": cluster.pk if cluster else None,
            "checker_id": checker.pk if checker else None,
        }
        following = CardState.CLUSTER if checker else CardState.DEPARTMENT
    step(card, seen=card.version, **changes, state=following.value)
