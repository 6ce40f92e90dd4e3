"""`sangkien verify`: do sheets, counts and approved papers say what the journal says they said?"""

from collections.abc import Iterator
from typing import Any

from sangkien.core.verify import verifier
from sangkien.councils.actions import counting
from sangkien.councils.enums import BallotState, PaperKind
from sangkien.councils.events import (
    BallotClosed,
    BallotOpened,
    MinutesApproved,
    SessionEvent,
    SheetSubmitted,
)
from sangkien.councils.models import Ballot, ScoreTable, SessionPaper, Sheet
from sangkien.councils.rules import tables
from sangkien.journal.queries import named


@verifier("councils")
def check_councils() -> Iterator[str]:
    yield from _sheets()
    yield from _tables()
    yield from _ballots()
    yield from _voters()
    yield from _papers()


def _last(event: type[SessionEvent], key: str) -> dict[int, dict[str, Any]]:
    """The payload of the last event by the id in it."""
    entries = named(event.name, subject_kind=event.subject_kind)
    return {entry.payload[key]: entry.payload for entry in entries.iterator()}


def _sheets() -> Iterator[str]:
    known = _last(SheetSubmitted, "sheet_id")
    for row in Sheet.objects.filter(submitted_at__isnull=False).order_by("pk").iterator():
        said = known.get(row.pk)
        if said is None or said["digest"] != tables.digest(row.marks):
            yield f"Phiếu chấm {row.pk}: điểm không khớp với lần nộp ghi trong nhật ký."


def _tables() -> Iterator[str]:
    for row in ScoreTable.objects.order_by("pk").iterator():
        if row.digest != tables.digest(row.content):
            yield f"Bảng điểm {row.pk}: nội dung đã bị sửa sau khi lưu."


def _ballots() -> Iterator[str]:
    known = _last(BallotClosed, "ballot_id")
    closed = Ballot.objects.filter(state=BallotState.CLOSED).prefetch_related("lines")
    for row in closed.order_by("pk"):
        lines = sorted(row.lines.all(), key=lambda line: line.number)
        said = known.get(row.pk)
        if said is None or said["digest"] != tables.digest(counting.sums(lines)):
            yield f"Lần bỏ phiếu {row.pk}: số phiếu không khớp với lúc kiểm phiếu."


def _voters() -> Iterator[str]:
    """Who may vote, and who did: of ballots from before that was written down, that nobody is missing of
    those who were counted when it was opened.
    """
    opened, closed = _last(BallotOpened, "ballot_id"), _last(BallotClosed, "ballot_id")
    for row in Ballot.objects.order_by("pk").prefetch_related("lines", "voters"):
        seats = sorted(one.seat_id for one in row.voters.all())
        most = max((line.voters for line in row.lines.all()), default=0)
        then = opened.get(row.pk, {}).get("voters")
        if (then is None and len(seats) < most) or (then is not None and seats != then):
            yield f"Lần bỏ phiếu {row.pk}: danh sách người bỏ phiếu không khớp với lúc mở."
        now = sorted(one.seat_id for one in row.voters.all() if one.has_voted)
        if closed.get(row.pk, {}).get("voted", now) != now:
            yield f"Lần bỏ phiếu {row.pk}: danh sách người đã bỏ phiếu không khớp với lúc kết thúc."
    for pk in opened.keys() - set(Ballot.objects.values_list("pk", flat=True)):
        yield f"Lần bỏ phiếu {pk}: đã mở theo nhật ký nhưng không còn."


def _papers() -> Iterator[str]:
    known = _last(MinutesApproved, "session_id")
    for row in SessionPaper.objects.select_related("paper").order_by("pk").iterator():
        key = f"{row.kind}.{row.ballot_id}" if row.ballot_id else str(PaperKind(row.kind))
        said = known.get(row.session_id, {}).get("digests", {})
        kept = (row.digest, tables.digest(row.contents))
        is_another = row.paper is not None and row.paper.digest != row.digest
        if is_another or (said.get(key), said.get(f"{key}.data")) != kept:
            yield f"Biên bản {row.pk}: không khớp với bản đã duyệt."
