"""What the papers of a dossier say: báo cáo thành tích, danh sách sáng kiến. Plain values; names are those of
the day of the paper.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Dossier, Round
from sangkien.commendation.queries.figures import Figures
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import VIETNAM
from sangkien.initiatives.models import Initiative
from sangkien.papers import rules as papers
from sangkien.papers.official import (
    Block,
    Heading,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.units.models import Unit
from sangkien.units.queries import names_then


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The figures of a holder with the initiatives behind them."""

    figures: Figures
    rows: Sequence[Initiative]


def _letterhead(unit: Unit, *, on: dt.date) -> Letterhead:
    names = names_then(unit, on)
    return Letterhead(superior=names.superior, issuer=names.unit)


def _signature(unit: Unit) -> Signature:
    lines = (_("TM. BAN CHẤP HÀNH"), _("CHỦ TỊCH"))
    if not unit.level.is_grassroots:
        lines = (_("TM. BAN THƯỜNG VỤ"), _("CHỦ TỊCH"))
    return Signature(lines=lines)


@in_vietnamese()
def report_paper(dossier: Dossier, basis: Basis, *, on: dt.date) -> OfficialPaper:
    """ "Báo cáo thành tích đề nghị khen thưởng" with the list of initiatives."""
    achieved = papers.paragraphs(dossier.achievement)
    body: list[Block] = [
        Heading(text=_("I. SƠ LƯỢC")),
        *(Paragraph(text=f"{label}: {words}") for label, words in _about(dossier, on=on)),
        *([Heading(text=_("II. THÀNH TÍCH ĐẠT ĐƯỢC"))] if achieved else []),
        *(Paragraph(text=one) for one in achieved),
        Heading(text=_("III. SỐ LIỆU SÁNG KIẾN") if achieved else _("II. SỐ LIỆU SÁNG KIẾN")),
        Paragraph(text=figure_words(dossier.round, basis.figures)),
    ]
    body += _initiatives(basis)
    return OfficialPaper(
        letterhead=_letterhead(dossier.proposer, on=on),
        kind=_("BÁO CÁO THÀNH TÍCH"),
        title=_("Đề nghị tặng %(award)s") % {"award": dossier.award.name},
        body=tuple(body),
        signatures=_certified(dossier),
    )


def _certified(dossier: Dossier) -> tuple[Signature, ...]:
    """People report for themselves, and the proposing unit certifies it."""
    unit = _signature(dossier.proposer)
    if dossier.holder_kind != HolderKind.PERSON:
        return (unit,)
    head = replace(unit, lines=(_("XÁC NHẬN CỦA ĐƠN VỊ ĐỀ NGHỊ"), *unit.lines))
    return head, Signature(lines=(_("NGƯỜI BÁO CÁO"),), name=dossier.holder_name)


def _about(dossier: Dossier, *, on: dt.date) -> list[tuple[str, str]]:
    is_person = dossier.holder_kind == HolderKind.PERSON
    return [
        (_("Họ và tên") if is_person else _("Tên tập thể"), dossier.holder_name),
        *([(_("Đơn vị công tác"), names_then(dossier.unit, on).unit)] if is_person else []),
        (_("Đơn vị đề nghị"), names_then(dossier.proposer, on).unit),
        (_("Tóm tắt thành tích"), dossier.summary),
    ]


def figure_words(round_: Round, figures: Figures) -> str:
    return _(
        "Từ %(since)s đến %(until)s: %(valid)s sáng kiến hợp lệ, trong đó %(recognised)s được công "
        "nhận; số tiền làm lợi đã khai %(benefit)s đồng (số liệu lúc %(at)s)."
    ) % {
        "since": f"{round_.since_on:%d/%m/%Y}",
        "until": f"{round_.until_on:%d/%m/%Y}",
        "valid": numbers.thousands(figures.valid),
        "recognised": numbers.thousands(figures.recognised),
        "benefit": numbers.thousands(figures.benefit_vnd),
        "at": f"{figures.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    }


def _initiatives(basis: Basis) -> list[Block]:
    """The first of them, and how many more there are."""
    if not basis.rows:
        return []
    more = basis.figures.valid - len(basis.rows)
    words = _("… và %(n)s sáng kiến khác.") % {"n": numbers.thousands(more)}
    return [initiative_table(basis), *([Paragraph(text=words)] if more > 0 else [])]


def initiative_table(basis: Basis) -> Table:
    rows = tuple(
        (
            numbers.thousands(number),
            one.title,
            one.reference,
            str(one.get_state_display()),
            "" if one.benefit_vnd is None else numbers.thousands(one.benefit_vnd),
        )
        for number, one in enumerate(basis.rows, start=1)
    )
    return Table(
        header=(_("STT"), _("Tên sáng kiến"), _("Mã"), _("Kết quả"), _("Làm lợi (đồng)")),
        rows=rows,
        widths=(7, 43, 18, 16, 16),
        aligns=("center", "left", "left", "left", "right"),
        caption=_("Danh sách sáng kiến hợp lệ"),
    )


@in_vietnamese()
def list_paper(dossier: Dossier, basis: Basis, *, on: dt.date) -> OfficialPaper:
    """ "Danh sách sáng kiến" on its own."""
    return OfficialPaper(
        letterhead=_letterhead(dossier.proposer, on=on),
        kind=_("DANH SÁCH SÁNG KIẾN"),
        title=_("Của %(name)s") % {"name": dossier.holder_name},
        body=(
            Paragraph(text=figure_words(dossier.round, basis.figures)),
            *_initiatives(basis),
        ),
        signatures=(_signature(dossier.proposer),),
    )
