""" "Bảng đăng ký giao ước thi đua": movements and targets as tables, inside an agreement or alone.

The columns and the two parts are those of Mẫu số 1a of circular 35/2011/TT-BLĐTBXH; the day and the way
of counting, which that form leaves to its last column, have columns of their own. Pure.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from sangkien.agreements.contents import EVERYBODY, Content, Movement, Pledge, Signer
from sangkien.agreements.enums import PledgeKind, TargetBase
from sangkien.core import numbers
from sangkien.papers.official import Heading, Table


def of(words: Content, parties: Sequence[Signer]) -> Iterator[Heading | Table]:
    """Both tables, each with its heading; nothing for one without rows."""
    if words.movements:
        yield Heading(text=_("I. Các phong trào thi đua"))
        yield _movements(words.movements)
    if words.pledges:
        number = "II" if words.movements else "I"
        yield Heading(text=_("%(n)s. Các chỉ tiêu đăng ký thi đua") % {"n": number})
        yield _pledges(words.pledges, parties)


def of_party(words: Content, place: int) -> Content:
    """What one party registers: its own numbers, and those that all promise together."""
    own = tuple(one for one in words.pledges if one.party in {place, EVERYBODY})
    return Content(movements=words.movements, pledges=own)


def _movements(rows: Sequence[Movement]) -> Table:
    return Table(
        header=(
            _("STT"),
            _("Tên phong trào"),
            _("Mục tiêu"),
            _("Thời gian phát động"),
            _("Thời gian tổng kết"),
        ),
        rows=tuple(
            (str(number), one.name, one.goal, one.launched, one.reviewed)
            for number, one in enumerate(rows, start=1)
        ),
        widths=(6, 20, 26, 15, 15),
        aligns=("center",),
    )


def _pledges(pledges: Sequence[Pledge], parties: Sequence[Signer]) -> Table:
    """Grouped by who promises, in the order of the parties; those of all together come last."""
    groups = [(one.place, f"{one.role}: {one.name}" if one.role else one.name) for one in parties]
    rows: list[tuple[str, ...]] = []
    group_rows = []
    for place, name in (*groups, (EVERYBODY, _("Các bên cùng cam kết"))):
        own = [one for one in pledges if one.party == place]
        if own:
            group_rows.append(len(rows))
            rows.append((name, "", "", "", "", ""))
            rows.extend(_row(number, one) for number, one in enumerate(own, start=1))
    return Table(
        header=(
            _("STT"),
            _("Nội dung chỉ tiêu"),
            _("Đơn vị tính"),
            _("Mức đăng ký"),
            _("Thời hạn"),
            _("Cách kiểm đếm"),
        ),
        rows=tuple(rows),
        widths=(6, 25, 13, 11, 12, 16),
        aligns=("center", "left", "left", "right", "center"),
        group_rows=tuple(group_rows),
    )


def _row(number: int, one: Pledge) -> tuple[str, ...]:
    due = f"{one.due_on:%d/%m/%Y}" if one.due_on else ""
    measure = one.measure or (one.of and f"% {one.of}") or one.unit_words or str(one.kind.label)
    return (str(number), one.text, measure, one.words, due, one.counted)


def promised(pledges: Sequence[Pledge], *, but: int | None = None) -> list[tuple[str, str]]:
    """What the parties promise in initiatives, each for itself, added up by what counts: the number
    with the name of its base. `but` is the party whose own number is the sum of the others.
    """
    sums: dict[TargetBase, Decimal] = {}
    for one in pledges:
        is_counted = one.kind == PledgeKind.INITIATIVES and one.party not in {EVERYBODY, but}
        if is_counted and one.value is not None:
            base = one.base or TargetBase.SENT
            sums[base] = sums.get(base, Decimal(0)) + one.value
    return [(numbers.written(value), str(base.label)) for base, value in sums.items()]
