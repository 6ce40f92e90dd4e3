"""`sangkien verify`: do criteria tables in force and locked columns of cards say what the journal
says they said?
"""

from collections.abc import Iterator

from django.db.models import Prefetch, Q

from sangkien.core.verify import verifier
from sangkien.journal.queries import named
from sangkien.scoring.enums import CardState, ColumnState, TableState
from sangkien.scoring.events import (
    CardPublished,
    ColumnSubmitted,
    CriteriaEnforced,
    PeopleGiven,
    ReviewConfirmed,
    ScoringCancelled,
)
from sangkien.scoring.models import (
    Card,
    CardPeople,
    Column,
    CriteriaTable,
    Opening,
    ReviewMeeting,
)
from sangkien.scoring.queries.cards import ORDER
from sangkien.scoring.rules import marks, tables

_FINAL = Q(state=CardState.FINAL)


@verifier("criteria")
def check_tables() -> Iterator[str]:
    entries = named(CriteriaEnforced.name, subject_kind=CriteriaEnforced.subject_kind)
    known = {entry.payload["table_id"]: entry.payload for entry in entries.iterator()}
    fixed = CriteriaTable.objects.filter(state__in=(TableState.IN_FORCE, TableState.REPLACED))
    for row in fixed.order_by("pk").iterator():
        said = known.get(row.pk)
        same = said is not None and row.digest == said["digest"] == tables.digest(row.content)
        if not same or said is None or said["number"] != row.number:
            yield f"Bảng điểm {row.pk} ({row}): không khớp với lúc ban hành."


@verifier("scorecards")
def check_cards() -> Iterator[str]:
    """Is every submitted column what it was when it was locked, its total the sum of its lines, and
    does each card repeat its last one?
    """
    entries = named(ColumnSubmitted.name, subject_kind=ColumnSubmitted.subject_kind)
    said = {
        (entry.payload["card_id"], entry.payload["kind"], entry.payload["number"]): entry.payload
        for entry in entries.iterator()
    }
    rows = Column.objects.exclude(state=ColumnState.DRAFT).select_related("card__opening__table")
    for row in rows.order_by("pk").iterator():
        known = said.pop((row.card_id, row.stage, row.number), None)
        if known is None or not row.digest == known["digest"] == row.seal() or not _adds_up(row):
            yield f"Phiếu chấm điểm {row.card_id}, cột {row.stage} {row.number}: khác lúc khóa."
    for card_id, stage, number in said:
        yield f"Phiếu chấm điểm {card_id}: mất cột {stage} {number}."
    yield from _check_results()


@verifier("score_openings")
def check_openings() -> Iterator[str]:
    """Are those cancelled that the journal says, for the same reason?"""
    entries = named(ScoringCancelled.name, subject_kind=ScoringCancelled.subject_kind)
    said = {entry.payload["opening_id"]: entry.payload["reason"] for entry in entries.iterator()}
    known = Opening.objects.filter(Q(cancelled_at__isnull=False) | Q(pk__in=list(said)))
    for row in known.order_by("pk").iterator():
        if row.is_cancelled != (row.pk in said) or row.cancelled_reason != said.get(row.pk):
            yield f"Đợt chấm điểm {row.pk} ({row}): không khớp với lúc hủy."


@verifier("score_people")
def check_people() -> Iterator[str]:
    """Are the numbers of women what was given last?"""
    entries = named(PeopleGiven.name, subject_kind=PeopleGiven.subject_kind).order_by("pk")
    said = {entry.payload["card_id"]: entry.payload["digest"] for entry in entries.iterator()}
    for row in CardPeople.objects.order_by("pk").iterator():
        if not said.pop(row.card_id, None) == row.digest == row.seal():
            yield f"Phiếu chấm điểm {row.card_id}: số nữ không khớp với lúc ghi."
    for card_id in said:
        yield f"Phiếu chấm điểm {card_id}: mất số nữ đã ghi."


@verifier("score_reviews")
def check_reviews() -> Iterator[str]:
    """Are confirmed minutes what they were when a second person confirmed them?"""
    entries = named(ReviewConfirmed.name, subject_kind=ReviewConfirmed.subject_kind)
    said = {entry.payload["review_id"]: entry.payload["digest"] for entry in entries.iterator()}
    for row in ReviewMeeting.objects.order_by("pk").iterator():
        known = said.pop(row.pk, "")
        if row.is_confirmed != bool(known) or (known and not known == row.digest == row.seal()):
            yield f"Biên bản họp rà soát {row.pk}: không khớp với lúc xác nhận."
    for pk in said:
        yield f"Biên bản họp rà soát {pk}: không còn."


def _adds_up(row: Column) -> bool:
    found = marks.totals(row.card.opening.table.table, row.content.marks)
    return (row.total, row.class_score) == (found.ranking, found.class_score)


def _check_results() -> Iterator[str]:
    entries = named(CardPublished.name, subject_kind=CardPublished.subject_kind)
    said = {entry.payload["card_id"]: entry.payload for entry in entries.iterator()}
    columns = Prefetch("columns", Column.objects.filter(state=ColumnState.SUBMITTED))
    cards = Card.objects.filter(Q(total__isnull=False) | Q(pk__in=list(said)) | _FINAL)
    for card in cards.prefetch_related(columns).order_by("pk").iterator(chunk_size=500):
        locked = sorted(card.columns.all(), key=lambda row: ORDER[row.stage])
        last = locked[-1] if locked else None
        repeats = last is not None and (last.total, last.class_name) == (
            card.total,
            card.class_name,
        )
        known = said.get(card.pk)
        is_told = known is not None and last is not None and known["digest"] == last.digest
        if not repeats or card.is_final != (known is not None) or (card.is_final and not is_told):
            yield f"Phiếu chấm điểm {card.pk}: kết quả không khớp với cột đã khóa, đã công bố."
