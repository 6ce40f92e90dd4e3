"""Minutes of an open review as an official paper: plain values, nothing is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.core.language import in_vietnamese
from sangkien.papers import printing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import (
    Block,
    Heading,
    Items,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.scoring.rules.tables import points_words
from sangkien.units import letterheads
from sangkien.units.queries import names_then

if TYPE_CHECKING:
    from sangkien.scoring.models import Card, ReviewMeeting
    from sangkien.scoring.rules.reviews import Result
LONGEST_TITLE = 300


@in_vietnamese()
def draft(row: "ReviewMeeting", cards: "Sequence[Card]") -> Draft:
    """ "Biên bản họp rà soát" for the register of issued papers; the day is that of the meeting."""
    said = _paper(row, cards, has_results=True)
    return Draft(
        kind=PaperKind.MINUTES,
        unit=row.opening.unit,
        title=said.title[:LONGEST_TITLE],
        issued_on=row.held_on,
        signer_name=row.chair,
        signer_post=_("Chủ trì cuộc họp"),
        template=printing.TEMPLATE,
        symbol=f"BB-{letterheads.office(said.letterhead.issuer)}",
        data=printing.to_data(said),
    )


@in_vietnamese()
def paper(row: "ReviewMeeting", cards: "Sequence[Card]", *, has_results: bool) -> OfficialPaper:
    """Confirmed minutes of before they were issued; without `has_results` nothing is said of points and
    classes.
    """
    return _paper(row, cards, has_results=has_results)


def _paper(row: "ReviewMeeting", cards: "Sequence[Card]", *, has_results: bool) -> OfficialPaper:
    opening, minutes = row.opening, row.minutes
    names = names_then(opening.unit, minutes.held_on)
    said = {"cluster": place_words(row), "when": row.when[:1].lower() + row.when[1:]}
    return OfficialPaper(
        letterhead=Letterhead(
            superior=names.superior,
            issuer=names.unit,
            place=names.place,
            issued_on=minutes.held_on,
        ),
        kind=_("BIÊN BẢN"),
        title=_("Họp rà soát công khai kết quả chấm điểm thi đua %(when)s, %(cluster)s") % said,
        body=tuple(_body(row, cards, has_results=has_results)),
        signatures=(
            Signature(lines=(_("THƯ KÝ"),), name=minutes.secretary),
            Signature(lines=(_("CHỦ TRÌ"),), name=minutes.chair, note=_confirmed(row)),
        ),
        recipients=(_("Các đơn vị dự họp;"), _("Lưu: VT.")),
        fingerprint=row.digest,
    )


def _confirmed(row: "ReviewMeeting") -> str:
    """Who confirmed the minutes here; both sign by hand as well."""
    if row.confirmed_by is None or row.confirmed_at is None:
        return ""
    return _("(%(name)s xác nhận trên phần mềm lúc %(at)s)") % {
        "name": row.confirmed_by.full_name,
        "at": periods.instant_words(row.confirmed_at),
    }


def place_words(row: "ReviewMeeting") -> str:
    if row.cluster is not None:
        return row.cluster.name
    return _("các đơn vị của %(unit)s") % {"unit": row.opening.unit.label}


def _body(row: "ReviewMeeting", cards: "Sequence[Card]", *, has_results: bool) -> list[Block]:
    minutes = row.minutes
    present = [card.unit.name for card in cards if card.unit_id in minutes.present]
    absent = [card.unit.name for card in cards if card.unit_id not in minutes.present]
    about = {"day": f"{minutes.held_on:%d/%m/%Y}", "place": minutes.place}
    body: list[Block] = [
        Paragraph(text=_("Ngày %(day)s, tại %(place)s.") % about),
        Heading(text=_("I. Thành phần")),
        Items(items=(_("Chủ trì: %(name)s") % {"name": minutes.chair},)),
        Items(items=(_("Thư ký: %(name)s") % {"name": minutes.secretary},)),
        Paragraph(text=_("Đơn vị dự họp (%(n)d):") % {"n": len(present)}),
        Items(items=tuple(present)),
    ]
    if absent:
        words = _("Đơn vị vắng (%(n)d): %(names)s.")
        body.append(Paragraph(text=words % {"n": len(absent), "names": "; ".join(absent)}))
    if minutes.guests:
        body.append(Paragraph(text=_("Thành phần khác: %(words)s") % {"words": minutes.guests}))
    body.append(Heading(text=_("II. Kết quả đưa ra rà soát và ý kiến của từng đơn vị")))
    body.append(_table(row, cards, has_results=has_results))
    if minutes.remarks:
        body += [Heading(text=_("III. Ý kiến tại cuộc họp")), *_paragraphs(minutes.remarks)]
    numbers = iter(("IV", "V") if minutes.remarks else ("III", "IV"))
    if minutes.settled:
        words = _("%(number)s. Phân định các đơn vị đồng hạng")
        body.append(Heading(text=words % {"number": next(numbers)}))
        body.append(Items(items=tuple(settled(row, cards))))
        body.append(Paragraph(text=_("Lý do: %(words)s") % {"words": minutes.settled_reason}))
    body.append(Heading(text=_("%(number)s. Kết luận") % {"number": next(numbers)}))
    return [*body, *_paragraphs(minutes.conclusion)]


def settled(row: "ReviewMeeting", cards: "Sequence[Card]") -> list[str]:
    """ "Hạng 2: ..." for those between whom the meeting decided."""
    ranks = row.minutes.settled
    found = sorted((ranks[card.pk], card.unit.name) for card in cards if card.pk in ranks)
    return [_("Hạng %(rank)d: %(unit)s") % {"rank": rank, "unit": name} for rank, name in found]


def _paragraphs(words: str) -> list[Block]:
    return [Paragraph(text=line) for line in words.splitlines() if line.strip()]


def result(found: "Result") -> tuple[str, str]:
    """Points and class."""
    total, name = found
    return (points_words(total) if total is not None else "–", name or "–")


def _table(row: "ReviewMeeting", cards: "Sequence[Card]", *, has_results: bool) -> Table:
    decided = row.minutes.decided
    return Table(
        header=(_("TT"), _("Đơn vị"), _("Điểm"), _("Xếp loại"), _("Nội dung thống nhất")),
        rows=tuple(
            (
                str(number),
                card.unit.name,
                *(result(row.result_of(card)) if has_results else ("–", "–")),
                decided.get(card.pk, _("Không có ý kiến")),
            )
            for number, card in enumerate(cards, start=1)
        ),
        widths=(2, 13, 4, 6, 14),
        aligns=("center", "left", "right", "left", "left"),
    )
