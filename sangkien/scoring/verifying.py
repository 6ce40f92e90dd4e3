"""`sangkien verify`: do criteria tables in force and locked columns of cards say what the journal
says they said?
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.scoring.enums import CardState, ColumnState, TableState
from sangkien.scoring.events import (
    CardPublished,
    CardReturned,
    ColumnSubmitted,
    ColumnUnlocked,
    CriteriaEnforced,
    EvidenceAdded,
    EvidenceDropped,
    MarkExplained,
    PeopleGiven,
    ReviewConfirmed,
    ScoringCancelled,
    ScoringOpened,
)
from sangkien.scoring.models import (
    Card,
    CardEvidence,
    CardPeople,
    Column,
    CriteriaTable,
    Explanation,
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
    standing = (TableState.IN_FORCE, TableState.REPLACED)
    fixed = CriteriaTable.objects.filter(Q(state__in=standing) | Q(pk__in=list(known)))
    for row in fixed.order_by("pk").iterator():
        said = known.pop(row.pk, None) if row.state in standing else None
        same = said is not None and row.digest == said["digest"] == tables.digest(row.content)
        if not same or said is None or said["number"] != row.number:
            yield f"Bảng điểm {row.pk} ({row}): không khớp với lúc ban hành."
            known.pop(row.pk, None)
    for pk in known:
        yield f"Bảng điểm {pk}: không còn."


@verifier("scorecards")
def check_cards() -> Iterator[str]:
    """Is every submitted column what it was when it was locked, its total the sum of its lines, and
    does each card repeat its last one?
    """
    entries = named(ColumnSubmitted.name, subject_kind=ColumnSubmitted.subject_kind)
    said = {
        (entry.payload["card_id"], entry.payload["kind"], entry.payload["number"]): entry
        for entry in entries.iterator()
    }
    standing = _standing()
    rows = Column.objects.exclude(state=ColumnState.DRAFT).select_related("card__opening__table")
    for row in rows.order_by("pk").iterator():
        key = (row.card_id, row.stage, row.number)
        known = said.pop(key, None)
        stands = row.is_submitted == (key in standing)
        if known is None or not stands or not _as_locked(row, known):
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
    cancelled = Q(opening__cancelled_at__isnull=False)
    alive = Card.objects.filter(cancelled & ~Q(state=CardState.CANCELLED))
    dead = Card.objects.filter(~cancelled & Q(state=CardState.CANCELLED))
    for pk in (alive | dead).order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Phiếu chấm điểm {pk}: trạng thái không khớp với việc hủy đợt chấm điểm."
    yield from _check_opened()


def _check_opened() -> Iterator[str]:
    """Are they of the table, the year and the part for which they were opened?"""
    entries = named(ScoringOpened.name, subject_kind=ScoringOpened.subject_kind)
    said = {entry.payload["opening_id"]: entry.payload for entry in entries.iterator()}
    for row in Opening.objects.order_by("pk").select_related("table").iterator():
        known = said.pop(row.pk, {})
        about = {"table_id": row.table_id, "unit_id": row.unit_id, "kind": row.part}
        about["year"] = row.year
        if not known.get("kind"):  # opened before year and part were said
            about = {"table_id": row.table_id, "unit_id": row.unit_id}
        if any(known.get(name) != value for name, value in about.items()):
            yield f"Đợt chấm điểm {row.pk} ({row}): không khớp với lúc mở."
    for pk in said:
        yield f"Đợt chấm điểm {pk}: không còn."


@verifier("score_evidence")
def check_evidence() -> Iterator[str]:
    """Are there the files that were added and not dropped, each for what it was added for?"""
    added, dropped = (
        named(event.name, subject_kind=event.subject_kind)
        for event in (EvidenceAdded, EvidenceDropped)
    )
    left = Counter(_file(entry.payload) for entry in added.iterator())
    left.subtract(Counter(_file(entry.payload) for entry in dropped.iterator()))
    seals: dict[tuple[int, str], set[str]] = defaultdict(set)
    for entry in added.iterator():
        seals[_file(entry.payload)].add(entry.payload.get("digest", ""))
    for row in CardEvidence.objects.select_related("file").order_by("pk").iterator():
        key = (row.card_id, row.file.sha256)
        left[key] -= 1
        if seals[key].isdisjoint({"", row.seal()}):
            yield f"Phiếu chấm điểm {row.card_id}: minh chứng {row.pk} khác lúc thêm."
    for (card_id, _sha), count in left.items():
        if count:
            yield f"Phiếu chấm điểm {card_id}: minh chứng không khớp với những lần thêm, bỏ."


def _file(said: dict[str, Any]) -> tuple[int, str]:
    return said["card_id"], said["file"]


@verifier("score_explanations")
def check_explanations() -> Iterator[str]:
    entries = named(MarkExplained.name, subject_kind=MarkExplained.subject_kind)
    said = {
        entry.payload["explanation_id"]: entry.payload.get("digest", "")
        for entry in entries.iterator()
    }
    for row in Explanation.objects.order_by("pk").iterator():
        if said.pop(row.pk, None) not in ("", row.seal()):
            yield f"Giải trình {row.pk}: khác lúc gửi."
    for pk in said:
        yield f"Giải trình {pk}: không còn."


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
    said = {
        entry.payload["review_id"]: (entry.payload["digest"], entry.payload.get("file", ""))
        for entry in entries.iterator()
    }
    times = {entry.payload["review_id"]: entry.occurred_at for entry in entries.iterator()}
    for row in ReviewMeeting.objects.select_related("paper").order_by("pk").iterator():
        known, file = said.pop(row.pk, ("", ""))
        if file != (row.paper.digest if row.paper else ""):
            yield f"Biên bản họp rà soát {row.pk}: không phải văn bản đã ban hành khi xác nhận."
        if (
            row.is_confirmed != bool(known)
            or row.confirmed_at != times.get(row.pk)
            or (known and not known == row.digest == row.seal())
        ):
            yield f"Biên bản họp rà soát {row.pk}: không khớp với lúc xác nhận."
    for pk in said:
        yield f"Biên bản họp rà soát {pk}: không còn."


def _standing() -> set[tuple[int, str, int]]:
    """Card, stage and number of the columns that count: submitted, and neither unlocked nor given back."""
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    names = (ColumnSubmitted.name, ColumnUnlocked.name, CardReturned.name)
    entries = Entry.objects.filter(subject_kind=ColumnSubmitted.subject_kind, name__in=names)
    for entry in entries.order_by("pk").iterator():
        card, said = found[entry.payload["card_id"]], entry.payload
        if entry.name == CardReturned.name:
            card.clear()
        elif entry.name == ColumnUnlocked.name:
            card.discard((said["kind"], said["number"]))
        else:
            card.add((said["kind"], said["number"]))
    return {(card, *column) for card, columns in found.items() for column in columns}


def _as_locked(row: Column, entry: Entry) -> bool:
    """What it says, of whom, and when; where the card stood is known of columns of today only."""
    said, card = entry.payload, row.card
    same = row.digest == said["digest"] == row.seal() and row.submitted_at == entry.occurred_at
    cluster = said.get("cluster_id")
    moved = row.is_submitted and cluster not in (None, card.cluster_id or 0)
    return same and said["unit_id"] == card.unit_id and not moved and _adds_up(row)


def _adds_up(row: Column) -> bool:
    found = marks.totals(row.card.opening.table.table, row.content.marks)
    return (row.total, row.class_score) == (found.ranking, found.class_score)


def _check_results() -> Iterator[str]:
    entries = named(CardPublished.name, subject_kind=CardPublished.subject_kind)
    said = {entry.payload["card_id"]: entry for entry in entries.iterator()}
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
        is_told = known is not None and last is not None and _as_published(card, last, known)
        if not repeats or card.is_final != (known is not None) or (card.is_final and not is_told):
            yield f"Phiếu chấm điểm {card.pk}: kết quả không khớp với cột đã khóa, đã công bố."


def _as_published(card: Card, last: Column, entry: Entry) -> bool:
    return (entry.payload["digest"], entry.payload["unit_id"]) == (last.digest, card.unit_id) and (
        (entry.actor_id, entry.occurred_at) == (card.published_by_id, card.published_at)
    )
