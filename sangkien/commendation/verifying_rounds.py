"""`sangkien verify`: does every round of commendation ask for what it was opened with, and are the base salaries
those that came with the program?
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from sangkien.commendation.enums import RoundState
from sangkien.commendation.events import (
    RoundCancelled,
    RoundClosed,
    RoundExtended,
    RoundOpened,
)
from sangkien.commendation.models import BaseSalary, Round, RoundAward
from sangkien.commendation.queries.salaries import shipped
from sangkien.commendation.rules import rounds
from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named

STATES = {
    RoundOpened.name: RoundState.OPEN,
    RoundExtended.name: RoundState.OPEN,
    RoundClosed.name: RoundState.CLOSED,
    RoundCancelled.name: RoundState.CANCELLED,
}


@verifier("award_rounds")
def check_rounds() -> Iterator[str]:
    told, asked = _told(), _asked()
    for row in Round.objects.order_by("pk").iterator():
        entries = told.pop(row.pk, [])
        if not entries or not _is_opened_so(row, asked.get(row.pk, []), entries):
            yield f"Đợt xét khen thưởng {row.pk}: không khớp với lúc mở."
        elif not _stands_so(row, entries):
            yield f"Đợt xét khen thưởng {row.pk}: hạn nhận, tình trạng không khớp với nhật ký."
    for pk in told:
        yield f"Đợt xét khen thưởng {pk}: đã mở theo nhật ký nhưng không còn."
    yield from _salaries()


def _told() -> dict[int, list[Entry]]:
    """What happened to each round, in order."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for name in STATES:
        for entry in named(name, subject_kind=RoundOpened.subject_kind).iterator():
            found[entry.subject_id].append(entry)
    return {pk: sorted(entries, key=lambda one: one.pk) for pk, entries in found.items()}


def _asked() -> dict[int, list[tuple[int, int | None]]]:
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for pk, award, quota in RoundAward.objects.values_list("round", "award", "quota").iterator():
        found[pk].append((award, quota))
    return found


def _is_opened_so(row: Round, asked: list[tuple[int, int | None]], entries: list[Entry]) -> bool:
    """Rounds from before the journal kept a seal of them say when and by whom, no more."""
    first, extended = entries[0], _extended(entries)
    closes_at = _at(extended[0], "before") if extended else row.closes_at
    seal = rounds.seal(row, asked, closes_at=closes_at)
    by = (row.unit_id, row.opened_by_id, row.opened_at)
    then = (first.payload["unit_id"], first.actor_id, first.occurred_at)
    return first.name == RoundOpened.name and by == then and first.payload.get("seal", seal) == seal


def _stands_so(row: Round, entries: list[Entry]) -> bool:
    last, extended = entries[-1], _extended(entries)
    closes_at = _at(extended[-1], "after") if extended else row.closes_at
    ended = last.name in {RoundClosed.name, RoundCancelled.name}
    reason = last.payload["reason"] if ended else ""
    return (row.state, row.end_reason, row.closes_at) == (STATES[last.name], reason, closes_at)


def _extended(entries: list[Entry]) -> list[Entry]:
    return [one for one in entries if one.name == RoundExtended.name]


def _at(entry: Entry, name: str) -> dt.datetime:
    return dt.datetime.fromisoformat(entry.payload[name])


def _salaries() -> Iterator[str]:
    """No page changes them: a new one comes with the program."""
    known = shipped()
    for row in BaseSalary.objects.order_by("since_on"):
        if known.pop(row.since_on, None) != (row.vnd, row.basis, row.is_verified):
            yield f"Mức lương cơ sở từ {row.since_on:%d/%m/%Y}: không khớp với danh mục của phần mềm."
    for day in known:
        yield f"Mức lương cơ sở từ {day:%d/%m/%Y}: không còn trong danh mục."
