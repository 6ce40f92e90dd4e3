"""`sangkien verify`: is every paper what was issued, and revoked or replaced as the journal says?"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.core import text
from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.papers import rules
from sangkien.papers.events import (
    PaperForgotten,
    PaperIssued,
    PaperReplaced,
    PaperRestored,
    PaperRevoked,
)
from sangkien.papers.models import IssuedPaper, NumberSeries

NAMED = 10  # missing numbers of a series


@verifier("papers")
def check_papers() -> Iterator[str]:
    said = _last(PaperIssued.name)
    first = min(said, default=None)
    revoked = _last(PaperRevoked.name, PaperRestored.name)
    replaced = _last(PaperReplaced.name)
    forgotten = _last(PaperForgotten.name)
    for row in IssuedPaper.objects.order_by("pk").iterator(chunk_size=200):
        then = said.pop(row.pk, None)
        if then is None and first is not None and row.pk > first:
            yield f"Văn bản {row.pk} số {row.label}: nhật ký không ghi lần ban hành này."
        elif not (_is_printed_so(row) if then is None else _is_sealed(row, then)):
            yield f"Văn bản {row.pk} số {row.label}: không khớp với lúc ban hành."
        if not _is_forgotten_so(row, forgotten.get(row.pk)):
            yield f"Văn bản {row.pk} số {row.label}: việc xóa dữ liệu không khớp với nhật ký."
        if not _is_revoked_so(row, revoked.get(row.pk)):
            yield f"Văn bản {row.pk} số {row.label}: việc thu hồi không khớp với nhật ký."
        new = replaced.get(row.pk)
        if row.replaced_by_id != (new.payload["new_paper_id"] if new else None):
            yield f"Văn bản {row.pk} số {row.label}: việc cấp lại không khớp với nhật ký."
    for pk in said:
        yield f"Văn bản {pk}: đã ban hành theo nhật ký nhưng không còn trong sổ."


def _last(*names: str) -> dict[int, Entry]:
    """The last of these events by paper."""
    found: dict[int, Entry] = {}
    for name in names:
        for entry in named(name, subject_kind=PaperIssued.subject_kind).iterator():
            found[entry.subject_id] = max(
                entry, found.get(entry.subject_id, entry), key=attrgetter("pk")
            )
    return found


def _is_sealed(row: IssuedPaper, then: Entry) -> bool:
    if rules.seal(row) != then.payload["seal"] and not _is_put_right(row, then):
        return False
    return row.forgotten_at is not None or rules.content(row) == then.payload["digest"]


def _is_put_right(row: IssuedPaper, then: Entry) -> bool:
    """Sealed before own numbers were compared as they are now; what it says of its number is the same."""
    former = rules.former_key(row.label, row.key)
    is_sealed = rules.seal(row, key=former) == then.payload["seal"]
    return is_sealed and row.number is None and rules.is_key_of(row.label, row.key)


def _is_forgotten_so(row: IssuedPaper, then: Entry | None) -> bool:
    """Nothing is left of the person; from before the journal kept it, no more than that is known."""
    if row.forgotten_at is None:
        return then is None
    if row.holder != ERASED_NAME or row.data:
        return False
    now = (row.forgotten_at, rules.content(row))
    return then is None or now == (then.occurred_at, then.payload["digest"])


def _is_printed_so(row: IssuedPaper) -> bool:
    """Of papers from before their issue was sealed: the row says what the paper prints."""
    if row.forgotten_at is not None:
        return True
    names = ("label", "title", "holder", "signer_name", "signer_post")
    day = [row.issued_on.day, row.issued_on.month, row.issued_on.year]
    return (
        all(getattr(row, name) == text.clean_line(row.data.get(name, "")) for name in names)
        and row.data.get("issued_on") == day
        and row.data.get("code") == rules.display(row.code)
        and row.year == row.issued_on.year
        and (row.number is None or row.label.startswith(f"{row.number:02d}/"))
    )


def _is_revoked_so(row: IssuedPaper, then: Entry | None) -> bool:
    """Its last turn; what was given back is as if it had never been revoked."""
    now = (row.revoked_at, row.revoked_by_id, row.revoke_document)
    if then is None or then.name == PaperRestored.name:
        return now == (None, None, "") and not row.revoke_reason
    said = then.payload
    return now == (then.occurred_at, then.actor_id, said["document"]) and _has_reason(row, said)


def _has_reason(row: IssuedPaper, said: dict[str, Any]) -> bool:
    """The words that were given, or none where the person was erased; older entries hold the words."""
    if row.forgotten_at is not None and row.revoke_reason == ERASED_NAME:
        return True
    if "digest" in said:
        return bool(rules.turn(row, row.revoke_reason) == said["digest"])
    return bool(row.revoke_reason == said["reason"])


@verifier("paper_numbers")
def check_numbers() -> Iterator[str]:
    """Is every number of a series on a paper, and the last one the last that was given?"""
    yield from _doubles()
    kept = NumberSeries.objects.values_list("unit", "year", "symbol", "last")
    series = {(unit, year, symbol): last for unit, year, symbol, last in kept.iterator()}
    rows = IssuedPaper.objects.order_by("unit", "year")
    found = rows.values_list("unit", "year", "key", "number").iterator(chunk_size=2_000)
    for (unit, year), group in groupby(found, key=lambda row: row[:2]):
        used, given = _numbers((key, number) for _unit, _year, key, number in group)
        for symbol in sorted(used):
            last = series.pop((unit, year, symbol), 0)
            yield from _gaps(
                used[symbol], given[symbol], last, f"{symbol} năm {year}, đơn vị {unit}"
            )
    for (unit, year, symbol), last in series.items():
        if last:
            yield f"Sổ cấp số {symbol} năm {year}, đơn vị {unit}: đã cấp đến số {last} nhưng không có văn bản."


def _doubles() -> Iterator[str]:
    """From before numbers were kept by symbol and own numbers were checked."""
    rows = IssuedPaper.objects.filter(key__endswith=")").order_by("pk")
    for pk, label, key in rows.values_list("pk", "label", "key").iterator():
        if rules.is_double(key):
            yield f"Văn bản {pk} số {label}: số này đã dùng cho văn bản khác trong năm."


Numbers = dict[str, set[int]]


def _numbers(papers: Iterator[tuple[str, int | None]]) -> tuple[Numbers, Numbers]:
    """By symbol, all that stand on papers and those that the series gave."""
    used: Numbers = defaultdict(set)
    given: Numbers = defaultdict(set)
    for key, number in papers:
        symbol = rules.symbol_in(key)
        if number is not None:
            given[symbol].add(number)
        on_paper = rules.number_in(key) if number is None else number
        used[symbol] |= set() if on_paper is None else {on_paper}
    return used, given


def _gaps(used: set[int], given: set[int], last: int, where: str) -> Iterator[str]:
    """From the first number that was given on: before it the unit counted otherwise."""
    highest = max(given, default=0)
    if last != highest:
        yield f"Sổ cấp số {where}: ghi số cuối {last}, văn bản mang số cuối {highest}."
    missing = sorted(set(range(min(given, default=1), max(last, highest) + 1)) - used)
    if missing:
        said = ", ".join(map(str, missing[:NAMED])) + (", …" if len(missing) > NAMED else "")
        yield f"Sổ cấp số {where}: thiếu {len(missing)} số ({said})."
