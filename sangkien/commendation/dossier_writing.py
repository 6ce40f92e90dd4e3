"""What the papers of a dossier say: báo cáo thành tích, danh sách sáng kiến, tờ trình. Plain values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Dossier, Round
from sangkien.commendation.queries.figures import Figures
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import VIETNAM, local_day
from sangkien.initiatives.models import Initiative
from sangkien.papers import rules as papers
from sangkien.papers.official import (
    Annexed,
    Block,
    Heading,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The figures of a holder with the initiatives behind them."""

    figures: Figures
    rows: Sequence[Initiative]


def _letterhead(unit: Unit, *, label: str = "") -> Letterhead:
    parent = unit.parent
    return Letterhead(
        superior=parent.name if parent is not None else "", issuer=unit.name, label=label
    )


def _signature(unit: Unit) -> Signature:
    lines = (_("TM. BAN CHẤP HÀNH"), _("CHỦ TỊCH"))
    if not unit.level.is_grassroots:
        lines = (_("TM. BAN THƯỜNG VỤ"), _("CHỦ TỊCH"))
    return Signature(lines=lines)


@in_vietnamese()
def report_paper(dossier: Dossier, basis: Basis) -> OfficialPaper:
    """ "Báo cáo thành tích đề nghị khen thưởng" with the list of initiatives."""
    achieved = papers.paragraphs(dossier.achievement)
    body: list[Block] = [
        Heading(text=_("I. SƠ LƯỢC")),
        *(Paragraph(text=f"{label}: {words}") for label, words in _about(dossier)),
        *([Heading(text=_("II. THÀNH TÍCH ĐẠT ĐƯỢC"))] if achieved else []),
        *(Paragraph(text=one) for one in achieved),
        Heading(text=_("III. SỐ LIỆU SÁNG KIẾN") if achieved else _("II. SỐ LIỆU SÁNG KIẾN")),
        Paragraph(text=figure_words(dossier.round, basis.figures)),
    ]
    body += _initiatives(basis)
    return OfficialPaper(
        letterhead=_letterhead(dossier.proposer),
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


def _about(dossier: Dossier) -> list[tuple[str, str]]:
    is_person = dossier.holder_kind == HolderKind.PERSON
    return [
        (_("Họ và tên") if is_person else _("Tên tập thể"), dossier.holder_name),
        *([(_("Đơn vị công tác"), dossier.unit.name)] if is_person else []),
        (_("Đơn vị đề nghị"), dossier.proposer.name),
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
def list_paper(dossier: Dossier, basis: Basis) -> OfficialPaper:
    """ "Danh sách sáng kiến" on its own."""
    return OfficialPaper(
        letterhead=_letterhead(dossier.proposer),
        kind=_("DANH SÁCH SÁNG KIẾN"),
        title=_("Của %(name)s") % {"name": dossier.holder_name},
        body=(
            Paragraph(text=figure_words(dossier.round, basis.figures)),
            *_initiatives(basis),
        ),
        signatures=(_signature(dossier.proposer),),
    )


@in_vietnamese()
def submission_paper(
    round_: Round, unit: Unit, dossiers: Sequence[Dossier], *, to: str, at: dt.datetime
) -> OfficialPaper:
    """ "Tờ trình đề nghị khen thưởng" of a unit with the list of its dossiers as its annex."""
    return OfficialPaper(
        letterhead=_letterhead(unit, label="/TTr"),
        kind=_("TỜ TRÌNH"),
        title=_("Về việc đề nghị khen thưởng"),
        addressed_to=(to,),
        body=(
            Paragraph(text=_asks(round_, unit, dossiers)),
            Paragraph(text=_("Kính trình %(to)s xem xét, quyết định./.") % {"to": to}),
            NewPage(),
            Paragraph(text=_("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"), is_bold=True, align="center"),
            Annexed(kind=_("Tờ trình")),
            _listed(dossiers, at=at),
        ),
        signatures=(_signature(unit),),
        recipients=(_("Như trên"), _("Lưu: VT")),
    )


def _asks(round_: Round, unit: Unit, dossiers: Sequence[Dossier]) -> str:
    people = sum(one.holder_kind == HolderKind.PERSON for one in dossiers)
    return _(
        "%(unit)s đề nghị xét khen thưởng %(people)s cá nhân và %(groups)s tập thể trong đợt “%(round)s” "
        "(thành tích từ %(since)s đến %(until)s), có danh sách kèm theo."
    ) % {
        "unit": unit.name,
        "people": numbers.thousands(people),
        "groups": numbers.thousands(len(dossiers) - people),
        "round": round_.title,
        "since": f"{round_.since_on:%d/%m/%Y}",
        "until": f"{round_.until_on:%d/%m/%Y}",
    }


def _listed(dossiers: Sequence[Dossier], *, at: dt.datetime) -> Table:
    rows = tuple(
        (
            numbers.thousands(number),
            one.holder_name,
            one.unit.name if one.user_id is not None else _("Tập thể"),
            one.award.name,
            one.summary,
        )
        for number, one in enumerate(dossiers, start=1)
    )
    return Table(
        header=(
            _("STT"),
            _("Cá nhân, tập thể"),
            _("Đơn vị"),
            _("Hình thức đề nghị"),
            _("Tóm tắt thành tích"),
        ),
        rows=rows,
        widths=(7, 20, 22, 20, 31),
        aligns=("center", "left", "left", "left", "left"),
        caption=_("Lập ngày %(day)s") % {"day": f"{local_day(at):%d/%m/%Y}"},
    )
