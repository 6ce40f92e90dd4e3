"""The flash report as an official paper: BÁO CÁO with its tables. Pure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.core.periods import local_day
from sangkien.papers.official import (
    Block,
    Heading,
    Items,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
    place_among,
)
from sangkien.reports import flash
from sangkien.reports.contents import Content, Numbers

NONE = "—"


def report(
    content: Content, *, above: Sequence[str], since: flash.Change | None, is_draft: bool
) -> OfficialPaper:
    """`above` are the names of the units above, the nearest first; number and signature are left to
    the office.
    """
    head = content.head
    words = {
        "programme": head.programme,
        "period": head.period,
        "moment": flash.moment(head.as_of),
    }
    superior = above[0] if above else ""
    return OfficialPaper(
        letterhead=Letterhead(
            superior=superior,
            issuer=head.unit,
            place=place_among([head.unit, *above]),
            issued_on=local_day(head.at),
        ),
        kind="BÁO CÁO",
        title=_("Kết quả nhanh thực hiện %(programme)s (%(period)s), tính đến %(moment)s") % words,
        body=tuple(_body(content, since)),
        signatures=(Signature(lines=("TM. BAN THƯỜNG VỤ",)),),
        recipients=(
            *((_("%(unit)s (để báo cáo)") % {"unit": superior},) if superior else ()),
            _("Các đơn vị trực thuộc"),
            _("Lưu: VT"),
        ),
        is_draft=is_draft,
    )


def _body(content: Content, since: flash.Change | None) -> Iterator[Block]:
    said = flash.flash(content, since=since)
    yield Heading(text=_("I. Kết quả chung"))
    for sentence in said.sentences:
        yield Paragraph(text=sentence)
    yield Paragraph(text=_base(content), is_italic=True)
    number = iter(("II", "III", "IV"))
    if content.lines:
        yield Heading(text=_("%(n)s. Kết quả của các đơn vị trực thuộc") % {"n": next(number)})
        yield _units(content, since)
        if said.rest:
            yield Paragraph(text=said.rest)
    if content.groups:
        yield Heading(text=_("%(n)s. Kết quả của các cụm, khối thi đua") % {"n": next(number)})
        yield _groups(content)
    if said.behind:
        yield Heading(text=_("%(n)s. Các đơn vị cần đôn đốc") % {"n": next(number)})
        yield Items(items=said.behind)


def _base(content: Content) -> str:
    words = _(
        "Số liệu gồm cả các đơn vị cấp dưới. “Đã gửi” là sáng kiến đã gửi và còn hiệu lực; “hợp lệ” là "
        "sáng kiến đã được xác nhận. Tỷ lệ làm tròn đến một chữ số thập phân."
    )
    tree = content.head.tree_on
    if tree is None:
        return words
    return words + " " + _("Đơn vị theo cây tổ chức ngày %(day)s.") % {"day": f"{tree:%d/%m/%Y}"}


def _figures(found: Numbers) -> list[str]:
    standing = found.standing
    return [
        numbers.thousands(found.sent),
        numbers.thousands(found.valid),
        numbers.thousands(found.target) if found.target else NONE,
        numbers.percent_words(standing.value, standing.target) if standing else NONE,
    ]


def _units(content: Content, since: flash.Change | None) -> Table:
    header = [_("Hạng"), _("Đơn vị"), _("Đã gửi"), _("Hợp lệ"), _("Chỉ tiêu"), _("Đạt")]
    lines: list[Sequence[str]] = []
    for line in content.lines:
        rank = str(line.rank) if line.rank else NONE
        lines.append([rank, line.label, *_figures(line), *_added(line.code, since)])
    if content.rest_sent or content.rest_valid:
        rest = [numbers.thousands(content.rest_sent), numbers.thousands(content.rest_valid)]
        lines.append(["", _("Còn lại"), *rest, "", "", *([""] if since else [])])
    total = [flash.signed(since.sent)] if since else []
    lines.append(["", _("Cộng"), *_figures(content.total), *total])
    if since:
        header.append(_("Tăng trong tuần (đã gửi)"))
    numeric = ["right"] * (len(header) - 2)
    return Table(
        header=tuple(header),
        rows=tuple(tuple(line) for line in lines),
        widths=(8, 34, *([12] * (len(header) - 2))),
        aligns=("center", "left", *numeric),  # type: ignore[arg-type] # a tuple of Align
        last_is_total=True,
    )


def _added(code: str, since: flash.Change | None) -> list[str]:
    return [flash.signed(since.by_unit[code][0])] if since else []


def _groups(content: Content) -> Table:
    rows = [
        (
            str(group.rank) if group.rank else NONE,
            f"– {group.name}" if group.is_block else group.name,
            numbers.thousands(group.units),
            *_figures(group),
        )
        for group in content.groups
    ]
    return Table(
        header=(
            _("Hạng"),
            _("Cụm, khối"),
            _("Đơn vị"),
            _("Đã gửi"),
            _("Hợp lệ"),
            _("Chỉ tiêu"),
            _("Đạt"),
        ),
        rows=tuple(rows),
        widths=(8, 34, 10, 12, 12, 12, 12),
        aligns=("center", "left", "right", "right", "right", "right", "right"),
    )
