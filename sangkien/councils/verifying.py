"""`sangkien verify`: do sheets, counts and approved papers say what the journal says they said?"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sangkien.core.verify import verifier
from sangkien.councils.actions import counting
from sangkien.councils.enums import BallotState, PaperKind
from sangkien.councils.events import (
    AttendanceTaken,
    BallotAnnulled,
    BallotClosed,
    BallotOpened,
    CouncilEvent,
    MinutesApproved,
    ScoreTableWritten,
    SessionClosed,
    SessionEvent,
    SheetSubmitted,
    SheetUnlocked,
)
from sangkien.councils.models import Ballot, ScoreTable, Session, SessionPaper, Sheet
from sangkien.councils.queries import sealing
from sangkien.councils.rules import tables
from sangkien.journal.models import Entry
from sangkien.journal.queries import named


@verifier("councils")
def check_councils() -> Iterator[str]:
    yield from _sheets()
    yield from _tables()
    yield from _ballots()
    yield from _annulled()
    yield from _voters()
    yield from _sessions()
    yield from _papers()


def _entries(event: type[SessionEvent] | type[CouncilEvent], key: str) -> dict[int, Entry]:
    """The last entry by the id in it."""
    entries = named(event.name, subject_kind=event.subject_kind)
    return {entry.payload[key]: entry for entry in entries.iterator()}


def _last(event: type[SessionEvent] | type[CouncilEvent], key: str) -> dict[int, dict[str, Any]]:
    return {pk: entry.payload for pk, entry in _entries(event, key).items()}


def _sheets() -> Iterator[str]:
    """As submitted or unlocked last, and as it was then."""
    submitted, unlocked = _entries(SheetSubmitted, "sheet_id"), _entries(SheetUnlocked, "sheet_id")
    for row in Sheet.objects.order_by("pk").iterator():
        said, opened = submitted.pop(row.pk, None), unlocked.get(row.pk)
        is_standing = said is not None and (opened is None or opened.pk < said.pk)
        if said is None or not is_standing:
            if row.submitted_at is not None:
                yield f"Phiếu chấm {row.pk}: đã nộp nhưng nhật ký không ghi lần nộp."
        elif row.submitted_at != said.occurred_at:
            yield f"Phiếu chấm {row.pk}: trạng thái hoặc giờ nộp không khớp với nhật ký."
        elif said.payload["digest"] != tables.digest(row.marks) or _differs(
            said.payload, partial(sealing.seal_of_sheet, row)
        ):
            yield f"Phiếu chấm {row.pk}: điểm không khớp với lần nộp ghi trong nhật ký."
    for pk in sorted(submitted):
        yield f"Phiếu chấm {pk}: đã nộp theo nhật ký nhưng không còn."


def _differs(said: dict[str, Any], seal: Callable[[], str]) -> bool:
    """Entries from before were not sealed."""
    kept = said.get("sealed")
    return bool(kept) and kept != seal()


def _tables() -> Iterator[str]:
    known = _last(ScoreTableWritten, "table_id")
    for row in ScoreTable.objects.order_by("pk").iterator():
        said = known.pop(row.pk, {"digest": ""})
        if not row.digest == said["digest"] == tables.digest(row.content):
            yield f"Bảng điểm {row.pk}: nội dung đã bị sửa sau khi lưu."
    for pk in sorted(known):
        yield f"Bảng điểm {pk}: đã lưu theo nhật ký nhưng không còn."


def _ballots() -> Iterator[str]:
    """One that was closed stays closed, so nobody can vote again on what was decided."""
    known = _last(BallotClosed, "ballot_id")
    for row in Ballot.objects.order_by("pk").prefetch_related("lines"):
        said = known.get(row.pk)
        if said is None:
            if row.is_closed:
                yield f"Lần bỏ phiếu {row.pk}: đã kiểm phiếu nhưng nhật ký không ghi."
            continue
        lines = sorted(row.lines.all(), key=lambda line: line.number)
        if not row.is_closed:
            yield f"Lần bỏ phiếu {row.pk}: đã kiểm phiếu theo nhật ký nhưng nay không còn tính."
        elif said["digest"] != tables.digest(counting.sums(lines)):
            yield f"Lần bỏ phiếu {row.pk}: số phiếu không khớp với lúc kiểm phiếu."
        elif _differs(said, partial(sealing.seal_of_ballot, row, lines)):
            yield f"Lần bỏ phiếu {row.pk}: cách tính, nội dung hoặc phiếu không khớp với lúc kiểm phiếu."


def _annulled() -> Iterator[str]:
    """Nothing is annulled, and nothing annulled counts again, but by somebody who gave a reason."""
    known = _last(BallotAnnulled, "ballot_id")
    for row in Ballot.objects.order_by("pk"):
        if (row.state == BallotState.ANNULLED) != (row.pk in known):
            yield f"Lần bỏ phiếu {row.pk}: việc hủy không khớp với nhật ký."


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


def _sessions() -> Iterator[str]:
    """What a session decides by stands still from the count of its first ballot on; who was there is what was
    written down last, and with the close it is all one.
    """
    closed, roll = _last(SessionClosed, "session_id"), _last(AttendanceTaken, "session_id")
    counted = _last(BallotClosed, "session_id")
    known = closed.keys() | roll.keys() | counted.keys()
    for row in Session.objects.filter(pk__in=known).order_by("pk"):
        settings = counted.get(row.pk, {}).get("settings")
        there = roll.get(row.pk, {}).get("sealed")
        if settings and settings != sealing.seal_of_settings(row):
            yield f"Kỳ họp {row.pk}: cách tính hoặc giờ họp không khớp với lúc kiểm phiếu."
        elif there and there != sealing.seal_of_attendance(row):
            yield f"Kỳ họp {row.pk}: điểm danh không khớp với lần điểm danh sau cùng."
        elif _differs(closed.get(row.pk, {}), partial(sealing.seal_of_session, row)):
            yield f"Kỳ họp {row.pk}: cách tính, điểm danh hoặc người có liên quan không khớp với lúc bế mạc."


def _papers() -> Iterator[str]:
    known = _last(MinutesApproved, "session_id")
    missing = {
        (pk, key)
        for pk, said in known.items()
        for key in said["digests"]
        if not key.endswith(".data")
    }
    for row in SessionPaper.objects.select_related("paper").order_by("pk").iterator():
        key = f"{row.kind}.{row.ballot_id}" if row.ballot_id else str(PaperKind(row.kind))
        missing.discard((row.session_id, key))
        said = known.get(row.session_id, {}).get("digests", {})
        kept = (row.digest, tables.digest(row.contents))
        is_another = row.paper is not None and row.paper.digest != row.digest
        if is_another or (said.get(key), said.get(f"{key}.data")) != kept:
            yield f"Biên bản {row.pk}: không khớp với bản đã duyệt."
    for session_id, key in sorted(missing):
        yield f"Biên bản {key} của kỳ họp {session_id}: đã duyệt theo nhật ký nhưng không còn."
