"""The live parts of a document: what a snapshot says, as words, tables and charts. Pure.

Everything here stands on an official paper, so it is Vietnamese and the same for every reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sangkien.core import numbers
from sangkien.core.periods import closing_words
from sangkien.documents.enums import BlockKind, ChartOf, UnitsShown
from sangkien.documents.figures import Figures
from sangkien.documents.rules.contents import Block
from sangkien.papers.official import Align
from sangkien.reports import flash
from sangkien.reports.contents import Content, Line, Numbers

NONE = "—"
MOST_BARS = 30
BASE = (
    "“Đã gửi” là sáng kiến đã gửi và còn hiệu lực; “hợp lệ” là sáng kiến đã được công đoàn cơ sở xác "
    "nhận. Số liệu gồm cả các đơn vị cấp dưới; tỷ lệ làm tròn đến một chữ số thập phân."
)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table; the last row is a total when `has_total`."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]
    has_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    value: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One live part. `note` is its base and time; `said` are paragraphs, `items` a list under them."""

    note: str
    said: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    grid: Grid | None = None
    bars: tuple[Bar, ...] = ()


def shown(block: Block, content: Content | None, figures: Figures) -> Shown:
    """Without a snapshot every part says that it has none."""
    if content is None:
        return Shown(note="", said=("Chưa có số liệu: văn bản chưa gắn với chương trình nào.",))
    return _DRAWN[block.kind](block, content, figures)


def moment(content: Content) -> str:
    return closing_words(content.head.as_of)


def _note(content: Content, base: str = "đã gửi và hợp lệ") -> str:
    return f"Số liệu {base}, tính đến {moment(content)}."


# Against targets


def _figures(block: Block, content: Content, figures: Figures) -> Shown:
    total, standing = content.total, content.total.standing
    rows = [
        (
            f"Sáng kiến {total.base_label}",
            numbers.thousands(standing.target) if standing else NONE,
            numbers.thousands(total.value),
            flash.reached(standing) if standing else NONE,
        )
    ]
    rows += [(one.label, one.plan, one.result, one.share) for one in figures.aims]
    rows += [(label, NONE, words, NONE) for label, words, is_new in _others(total) if is_new]
    return Shown(
        note=_note(content),
        said=tuple(filter(None, (reached_words(figures), pace_words(content)))),
        grid=Grid(
            header=("Nội dung", "Kế hoạch", "Kết quả", "So với kế hoạch"),
            rows=tuple(rows),
            widths=(34, 15, 17, 34),
            aligns=("left", "right", "right", "right"),
        ),
    )


def _others(total: Numbers) -> list[tuple[str, str, bool]]:
    """The other figures of the branch, each with whether it is not the row above already."""
    return [
        ("Sáng kiến đã gửi", numbers.thousands(total.sent), total.base != "sent"),
        ("Sáng kiến hợp lệ", numbers.thousands(total.valid), total.base != "valid"),
        (
            "Sáng kiến được công nhận",
            numbers.thousands(total.recognised),
            bool(total.recognised) and total.base != "recognised",
        ),
        ("Người có sáng kiến đã gửi", numbers.thousands(total.people), True),
        (
            "Số tiền làm lợi tác giả tự khai (đồng)",
            numbers.thousands(total.benefit_vnd),
            bool(total.benefit_vnd),
        ),
    ]


def reached_words(figures: Figures) -> str:
    """ "Hoàn thành chỉ tiêu ngày 11/05/2022, sớm 20 ngày so với ngày cuối."."""
    if figures.early is None or figures.reached_on is None:
        return ""
    return (
        f"Hoàn thành chỉ tiêu ngày {figures.reached_on:%d/%m/%Y}, {early_words(figures.early)} "
        "so với ngày cuối."
    )


def early_words(days: int) -> str:
    """As the pages of the progress say it (`web.shared.figures.early_words`)."""
    if days > 0:
        return f"sớm {numbers.thousands(days)} ngày"
    return "đúng ngày cuối" if days == 0 else f"muộn {numbers.thousands(-days)} ngày"


def pace_words(content: Content) -> str:
    if content.pace is None or not content.total.target:
        return ""
    words = flash.pace_words(content.total.value - content.pace)
    return f"Theo nhịp độ, đến lúc này cần có {numbers.thousands(content.pace)}: {words}."


# Lower units


def _units(block: Block, content: Content, figures: Figures) -> Shown:
    lines = _chosen(block, content)
    if not lines:
        words = {
            UnitsShown.REACHED: "Chưa có đơn vị trực thuộc nào hoàn thành chỉ tiêu.",
            UnitsShown.BEHIND: "Tất cả đơn vị trực thuộc có chỉ tiêu đều đã hoàn thành.",
        }
        said = words.get(UnitsShown(block.shown), "Chưa có đơn vị trực thuộc nào có sáng kiến.")
        return Shown(note=_note(content), said=(said,))
    whole = block.shown == UnitsShown.ALL and len(lines) == len(content.lines)
    header = ["Hạng", "Đơn vị", "Chỉ tiêu", "Đã gửi", "Hợp lệ", "Đạt"]
    has_days = any(line.code in figures.early_of for line in lines)
    rows = [_unit_row(line, figures, has_days=has_days) for line in lines]
    if whole:
        rows += _sums(content, has_days=has_days)
    wide = 1 if has_days else 0
    return Shown(
        note=_note(content),
        said=_left_out(block, content, len(lines)),
        grid=Grid(
            header=(*header, *(["Về đích"] * wide)),
            rows=tuple(rows),
            widths=(10, 31 - 3 * wide, 13, 12, 12, 14, *([17] * wide)),
            aligns=("center", "left", "right", "right", "right", "right", *(["right"] * wide)),  # type: ignore[arg-type] # a tuple of Align
            has_total=whole,
        ),
    )


def _chosen(block: Block, content: Content) -> Sequence[Line]:
    if block.shown == UnitsShown.BEHIND:
        return flash.short(content, most=block.most)
    if block.shown == UnitsShown.REACHED:
        done = [one for one in content.lines if one.standing and one.standing.is_reached]
        return done[: block.most]
    if block.shown == UnitsShown.TOP:
        return flash.leaders(content, most=block.most)
    return content.lines[: block.most]


def _left_out(block: Block, content: Content, listed: int) -> tuple[str, ...]:
    """Nothing is cut off without a word."""
    every = {
        UnitsShown.BEHIND: len(flash.short(content, most=len(content.lines))),
        UnitsShown.REACHED: sum(
            bool(one.standing and one.standing.is_reached) for one in content.lines
        ),
        UnitsShown.ALL: len(content.lines),
    }.get(UnitsShown(block.shown), listed)
    if every <= listed:
        return ()
    return (f"Bảng ghi {listed} trong {numbers.thousands(every)} đơn vị.",)


def _unit_row(line: Line, figures: Figures, *, has_days: bool) -> tuple[str, ...]:
    early = figures.early_of.get(line.code)
    days = [NONE if early is None else early_words(early)] if has_days else []
    return (str(line.rank) if line.rank else NONE, line.label, *_cells(line), *days)


def _cells(found: Numbers) -> tuple[str, ...]:
    standing = found.standing
    return (
        numbers.thousands(found.target) if found.target else NONE,
        numbers.thousands(found.sent),
        numbers.thousands(found.valid),
        numbers.percent_words(standing.value, standing.target) if standing else NONE,
    )


def _sums(content: Content, *, has_days: bool) -> list[tuple[str, ...]]:
    more = ("",) if has_days else ()
    found = []
    if content.rest_sent or content.rest_valid:
        rest = (numbers.thousands(content.rest_sent), numbers.thousands(content.rest_valid))
        found.append(("", "Còn lại (riêng cơ quan, đơn vị khác)", "", *rest, "", *more))
    return [*found, ("", "Cộng", *_cells(content.total), *more)]


def _clusters(block: Block, content: Content, figures: Figures) -> Shown:
    if not content.groups:
        return Shown(note=_note(content), said=("Đơn vị chưa chia cụm, khối thi đua trong năm.",))
    rows = tuple(
        (
            str(group.rank) if group.rank else NONE,
            f"– {group.name}" if group.is_block else group.name,
            numbers.thousands(group.units),
            *_cells(group),
        )
        for group in content.groups
    )
    return Shown(
        note=_note(content),
        grid=Grid(
            header=("Hạng", "Cụm, khối", "Đơn vị", "Chỉ tiêu", "Đã gửi", "Hợp lệ", "Đạt"),
            rows=rows,
            widths=(10, 30, 10, 13, 12, 12, 14),
            aligns=("center", "left", *(["right"] * 5)),  # type: ignore[arg-type] # a tuple of Align
        ),
    )


def _fields(block: Block, content: Content, figures: Figures) -> Shown:
    if not figures.fields or figures.parts_at is None:
        return Shown(note=_note(content), said=("Chưa có số liệu theo lĩnh vực.",))
    sent = sum(one[1] for one in figures.fields)
    valid = sum(one[2] for one in figures.fields)
    rows = [
        (
            label,
            *map(numbers.thousands, pair),
            numbers.percent_words(pair[0], sent) if sent else NONE,
        )
        for label, *pair in figures.fields
    ]
    total = ("Cộng", numbers.thousands(sent), numbers.thousands(valid), "100 %" if sent else NONE)
    return Shown(
        note=f"Số liệu đã gửi và hợp lệ, tính đến {closing_words(figures.parts_at)}.",
        grid=Grid(
            header=("Lĩnh vực", "Đã gửi", "Hợp lệ", "Tỷ trọng (đã gửi)"),
            rows=(*rows, total),
            widths=(46, 16, 16, 22),
            aligns=("left", "right", "right", "right"),
            has_total=True,
        ),
    )


def _coverage(block: Block, content: Content, figures: Figures) -> Shown:
    said = []
    coverage = content.coverage
    if coverage is not None:
        percent = numbers.percent_words(coverage.covered, coverage.total)
        said.append(
            f"{numbers.thousands(coverage.covered)}/{numbers.thousands(coverage.total)} CĐCS có sáng "
            f"kiến đã gửi ({percent}); còn {numbers.thousands(coverage.at_zero)} CĐCS chưa có sáng kiến."
        )
    said.append(f"{numbers.thousands(content.total.people)} người đứng tên sáng kiến đã gửi.")
    if figures.members and figures.counted_on:
        said.append(
            f"{numbers.percent_words(content.total.people, figures.members)} trong "
            f"{numbers.thousands(figures.members)} đoàn viên (số đoàn viên ngày "
            f"{figures.counted_on:%d/%m/%Y})."
        )
    return Shown(note=_note(content, "đã gửi"), said=tuple(said))


# Charts, praise, notes


def _chart(block: Block, content: Content, figures: Figures) -> Shown:
    if block.shown == ChartOf.WEEKS:
        bars = tuple(
            Bar(label=one.label, value=max(one.new, 0), words=flash.signed(one.new))
            for one in figures.weeks[-min(block.most, MOST_BARS) :]
        )
        base = f"{figures.weeks_base} thêm mỗi tuần"
    else:
        leading = flash.leaders(content, most=min(block.most, MOST_BARS))
        bars = tuple(_bar(line) for line in leading)
        base = content.total.base_label
    if not bars:
        return Shown(note=_note(content), said=("Chưa có số liệu để vẽ biểu đồ.",))
    return Shown(note=_note(content, base), bars=bars)


def _bar(line: Line) -> Bar:
    """On the base of the target; the percent stands beside the number."""
    words = numbers.thousands(line.value)
    if line.target:
        words += f" ({numbers.percent_words(line.value, line.target)})"
    return Bar(label=line.label, value=line.value, words=words)


def _praise(block: Block, content: Content, figures: Figures) -> Shown:
    items = [f"{group.title}: {'; '.join(group.lines)}" for group in figures.praised if group.lines]
    if not items:
        return Shown(note=_note(content), said=("Chưa có tập thể, sáng kiến nào để biểu dương.",))
    return Shown(note=_note(content), items=tuple(items))


def _notes(block: Block, content: Content, figures: Figures) -> Shown:
    return Shown(note=f"{_note(content)} {BASE}")


_DRAWN: dict[BlockKind, Callable[[Block, Content, Figures], Shown]] = {
    BlockKind.FIGURES: _figures,
    BlockKind.UNITS: _units,
    BlockKind.CLUSTERS: _clusters,
    BlockKind.FIELDS: _fields,
    BlockKind.COVERAGE: _coverage,
    BlockKind.CHART: _chart,
    BlockKind.PRAISE: _praise,
    BlockKind.NOTES: _notes,
}
