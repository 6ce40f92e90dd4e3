"""One column of a card: marks as JSON and back, what must have a reason, its seal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.scoring.enums import ConditionKind
from sangkien.scoring.errors import InvalidMarks
from sangkien.scoring.rules import marks as marking
from sangkien.scoring.rules import tables
from sangkien.scoring.rules.marks import Mark, Marks
from sangkien.scoring.rules.tables import Table

LONGEST = 1_000  # of a reason, of a note, of an explanation
LONGEST_REFERENCE, LONGEST_PROOF = 120, 300  # of the minutes' number; of what a file proves
REASON = "reason-"  # before the code: where a missing reason is said


@dataclass(frozen=True, kw_only=True)
class Content:
    """What somebody put in a column, by code of the criterion; `statements` are the words of the
    side conditions that were confirmed, `workings` how marks that filled themselves came about.
    """

    marks: Marks = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    workings: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[str, ...] = ()


def read(
    *,
    marks: Mapping[str, Any],
    reasons: Mapping[str, str],
    notes: Mapping[str, str],
    workings: Mapping[str, Any],
    statements: Sequence[str],
) -> Content:
    return Content(
        marks={code: _read_mark(row) for code, row in marks.items()},
        reasons=reasons,
        notes=notes,
        workings=workings,
        statements=tuple(statements),
    )


def _read_mark(row: Mapping[str, Any]) -> Mark:
    value = row.get("value")
    return Mark(
        points=row.get("points"),
        value=Fraction(value) if value is not None else None,
        tier=row.get("tier"),
    )


def dump_marks(marks: Marks) -> dict[str, dict[str, Any]]:
    """{"I.1": {"points": 850}, "I.2": {"value": "97/2"}, "I.3": {"tier": 0}}; never a float."""
    return {code: _dump_mark(mark) for code, mark in marks.items()}


def _dump_mark(mark: Mark) -> dict[str, Any]:
    row = {
        "points": mark.points,
        "value": str(mark.value) if mark.value is not None else None,
        "tier": mark.tier,
    }
    return {name: value for name, value in row.items() if value is not None}


def digest(content: Content, about: Mapping[str, Any]) -> str:
    """The seal of a column: everything in it, and `about` whose it is."""
    plain = {
        "marks": dump_marks(content.marks),
        "reasons": dict(content.reasons),
        "notes": dict(content.notes),
        "workings": dict(content.workings),
        "statements": sorted(content.statements),
        "about": dict(about),
    }
    return tables.digest(plain)


def statements(table: Table) -> tuple[str, ...]:
    """The side conditions that whoever judges confirms, each once, as the table orders them."""
    found = (
        one.words
        for band in table.bands
        for one in band.conditions
        if one.kind == ConditionKind.STATEMENT
    )
    return tuple(dict.fromkeys(found))


def cleaned(table: Table, content: Content) -> Content:
    """Only what the table asks; words trimmed. InvalidMarks where a mark does not fit its line."""
    _ensure_marks(table, content.marks, is_whole=False)
    codes = {node.code for node in table.items}
    stated = set(content.statements)
    return Content(
        marks=dict(content.marks),
        reasons=_words(content.reasons, codes),
        notes=_words(content.notes, codes),
        workings={code: row for code, row in content.workings.items() if code in codes},
        statements=tuple(words for words in statements(table) if words in stated),
    )


def _ensure_marks(table: Table, marks: Marks, *, is_whole: bool) -> None:
    """As `marks.ensure`, each refusal with the code of its line: they also stand in one list."""
    try:
        marking.ensure(table, marks, is_whole=is_whole)
    except ManyErrors as several:
        raise ManyErrors([_named(one) for one in several.errors]) from None


def _named(problem: DomainError) -> DomainError:
    words = {"code": problem.field, "words": str(problem)}
    return InvalidMarks(_("%(code)s: %(words)s") % words, field=problem.field)


def _words(said: Mapping[str, str], codes: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in said.items():
        clean = text.clean_prose(words)
        if code not in codes or not clean:
            continue
        if len(clean) > LONGEST or text.has_refused_characters(clean):
            raise InvalidMarks(_("Dài nhất %(n)d ký tự.") % {"n": LONGEST}, field=f"{REASON}{code}")
        found[code] = clean
    return found


def differing(table: Table, now: Marks, before: Marks) -> list[str]:
    """Codes whose mark is another one than in the column before, in the order of the table."""
    return [node.code for node in table.items if now.get(node.code) != before.get(node.code)]


def lower(table: Table, now: Marks, before: Marks) -> list[str]:
    """Codes that got fewer points than in the column before."""
    first, second = marking.totals(table, before).points, marking.totals(table, now).points
    return [node.code for node in table.items if second[node.code] < first[node.code]]


def _is_explained(content: Content, code: str, *, is_first: bool) -> bool:
    """The unit says it among its figures, everybody else as the reason."""
    said = content.reasons.get(code, "") or (content.notes.get(code, "") if is_first else "")
    return text.has_words(said)


def ensure_complete(table: Table, content: Content, before: Content | None) -> None:
    """Every line has a mark; each that differs from the column before has a reason, unless it is what
    the system counted, and so has each first mark that is not what the system counted.
    """
    problems: list[DomainError] = []
    try:
        _ensure_marks(table, content.marks, is_whole=True)
    except ManyErrors as several:
        problems += several.errors
    taken = {code for code, row in content.workings.items() if row.get("taken")}
    if before is not None:
        words = _("%(code)s: Hãy ghi lý do chấm khác cột trước.")
        odd = [code for code in differing(table, content.marks, before.marks) if code not in taken]
    else:
        words = _("%(code)s: Khác số hệ thống tính, hãy ghi lý do.")
        odd = [code for code in content.workings if code not in taken]
    problems += [
        InvalidMarks(words % {"code": code}, field=f"{REASON}{code}")
        for code in odd
        if code in content.marks and not _is_explained(content, code, is_first=before is None)
    ]
    if problems:
        raise ManyErrors(problems)
