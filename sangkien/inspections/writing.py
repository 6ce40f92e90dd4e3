"""Minutes as an official paper: plain values, printed by `papers.printing`."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.core.periods import instant_words
from sangkien.inspections.contents import Minutes, Person
from sangkien.inspections.enums import InspectionKind
from sangkien.inspections.models import Addendum, Visit
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
from sangkien.units.queries import names_then

VIETNAMESE = "vi"
WIDTHS = (6, 36, 20, 38)
REMEDY_WIDTHS = (6, 27, 27, 15, 25)


def paper(visit: Visit, addenda: Sequence[Addendum]) -> OfficialPaper:
    """What both sides confirm; marked as a draft until they did. With room for signatures by hand."""
    if visit.minutes is None:
        raise ValueError(visit.pk)
    with translation.override(VIETNAMESE):
        return _paper(visit, visit.minutes, addenda)


def _paper(visit: Visit, minutes: Minutes, addenda: Sequence[Addendum]) -> OfficialPaper:
    inspection = visit.inspection
    names = names_then(inspection.unit, minutes.held_on)
    is_supervision = inspection.kind == InspectionKind.SUPERVISION
    title = _("Giám sát tại %(unit)s") if is_supervision else _("Kiểm tra tại %(unit)s")
    return OfficialPaper(
        letterhead=Letterhead(
            superior=names.superior,
            issuer=names.unit,
            place=names.place,
            issued_on=minutes.held_on,
        ),
        kind=_("BIÊN BẢN"),
        title=title % {"unit": visit.unit.name},
        grounds=_grounds(visit),
        body=(*_opening(visit, minutes), *_results(minutes), *_closing(visit, addenda)),
        signatures=_signatures(visit, minutes),
        recipients=(visit.unit.name, _("Lưu: hồ sơ đoàn.")),
        is_draft=not visit.is_locked,
    )


def _grounds(visit: Visit) -> tuple[str, ...]:
    inspection = visit.inspection
    if not inspection.decision:
        return ()
    words = _("Căn cứ %(number)s") % {"number": inspection.decision}
    if inspection.decided_on:
        words += _(" ngày %(day)s") % {"day": f"{inspection.decided_on:%d/%m/%Y}"}
    return (f"{words} ({inspection.title});",)


def _opening(visit: Visit, minutes: Minutes) -> list[Block]:
    held = _("Ngày %(day)s, đoàn làm việc với %(unit)s.") % {
        "day": f"{minutes.held_on:%d/%m/%Y}",
        "unit": visit.unit.name,
    }
    return [
        Paragraph(text=held),
        Heading(text=_("I. Thành phần")),
        Paragraph(text=_("Đoàn kiểm tra, giám sát:"), is_bold=True),
        Items(items=tuple(map(_named, minutes.team))),
        Paragraph(text=_("Đại diện đơn vị:"), is_bold=True),
        Items(items=tuple(map(_named, minutes.present))),
    ]


def _named(person: Person) -> str:
    return f"{person.name}, {person.post}" if person.post else person.name


def _results(minutes: Minutes) -> list[Block]:
    rows = tuple(
        (str(number), item.text, item.verdict_label, item.words)
        for number, item in enumerate(minutes.items, start=1)
    )
    header = (_("TT"), _("Nội dung"), _("Kết quả"), _("Nhận xét, dẫn chứng"))
    found: list[Block] = [
        Heading(text=_("II. Kết quả")),
        Table(header=header, rows=rows, widths=WIDTHS),
        Heading(text=_("III. Kết luận của đoàn")),
        Paragraph(text=minutes.conclusion),
    ]
    if minutes.remedies:
        found += [Heading(text=_("IV. Kiến nghị khắc phục")), _remedies(minutes)]
    return found


def _remedies(minutes: Minutes) -> Table:
    return Table(
        header=(_("TT"), _("Tồn tại"), _("Yêu cầu khắc phục"), _("Hạn"), _("Đơn vị")),
        rows=tuple(
            (str(number), one.words, one.remedy, f"{one.due_on:%d/%m/%Y}", one.unit_name)
            for number, one in enumerate(minutes.remedies, start=1)
        ),
        widths=REMEDY_WIDTHS,
    )


def _closing(visit: Visit, addenda: Sequence[Addendum]) -> list[Block]:
    found: list[Block] = []
    if visit.accepted_at is not None and visit.proposed_at is not None:
        words = _(
            "Hai bên xác nhận trên phần mềm: đoàn lúc %(team)s, đơn vị lúc %(unit)s. "
            "Mã nội dung: %(digest)s."
        ) % {
            "team": instant_words(visit.proposed_at),
            "unit": instant_words(visit.accepted_at),
            "digest": visit.digest[:16],
        }
        found.append(Paragraph(text=words, is_italic=True))
    for one in addenda:
        found += [
            Heading(text=_("Phụ lục %(number)s") % {"number": one.number}),
            Paragraph(text=one.words),
        ]
    return found


def _signatures(visit: Visit, minutes: Minutes) -> tuple[Signature, ...]:
    leader = minutes.team[0].name if minutes.team else ""
    present = minutes.present[0].name if minutes.present else ""
    note = _("(Đã xác nhận trên phần mềm)") if visit.is_locked else _("(Ký, ghi rõ họ tên)")
    return (
        Signature(lines=(_("ĐẠI DIỆN ĐƠN VỊ"),), name=present, note=note),
        Signature(lines=(_("TRƯỞNG ĐOÀN"),), name=leader, note=note),
    )
