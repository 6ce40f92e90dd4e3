"""What the papers of commendation say: drafts for `papers`, from rows that are at hand."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from sangkien.commendation.enums import AwardForm
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.commendation.rules import articles as sentences
from sangkien.commendation.rules import register
from sangkien.commendation.rules.money import lacks_base
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese
from sangkien.papers import printing, rules
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import (
    Annexed,
    Block,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.recognition.rules import Terms, lines_of
from sangkien.units.models import Unit
from sangkien.units.queries import name_then, names_then

DIPLOMA, TESTIMONIAL = "award_diploma_1", "award_testimonial_1"
# Giấy khen, bằng khen and the like say "TẶNG"; what comes with a title or a medal testifies it.
HEADINGS = {
    AwardForm.COMMENDATION: "BẰNG KHEN",
    AwardForm.CREATIVE: "BẰNG LAO ĐỘNG SÁNG TẠO",
    AwardForm.CERTIFICATE: "GIẤY KHEN",
    AwardForm.SPOT: "GIẤY KHEN",
}
ARTICLE = "Điều %d."


def has_paper(row: Conferral) -> bool:
    """A flag is its own certificate."""
    return row.form != AwardForm.FLAG


def symbols(terms: Terms) -> tuple[str, str]:
    """ "QĐ-LĐLĐ" of decisions, "KT-LĐLĐ" of what comes with them."""
    office = terms.decision_symbol.partition("-")[2] or terms.decision_symbol
    return f"QĐ-{office}", f"KT-{office}"


def decision_draft(decision: AwardDecision, rows: Sequence[Conferral], *, terms: Terms) -> Draft:
    """The decision with its list."""
    with in_vietnamese():
        return Draft(
            kind=PaperKind.AWARD_DECISION,
            unit=decision.unit,
            title=decision.title,
            issued_on=decision.decided_on,
            signer_name=decision.signer_name,
            signer_post=decision.signer_post,
            template=printing.TEMPLATE,
            symbol=symbols(terms)[0],
            own_number=decision.own_number,
            data=printing.to_data(_official(decision, rows, terms)),
        )


def _official(decision: AwardDecision, rows: Sequence[Conferral], terms: Terms) -> OfficialPaper:
    bases = [*terms.bases, *lines_of(decision.bases)]
    head = letterhead(decision.unit, terms, on=decision.decided_on)
    said = _rewarding(head.issuer, rows)
    return OfficialPaper(
        letterhead=head,
        kind="QUYẾT ĐỊNH",
        title=decision.title,
        authority=rules.authority(terms.signs_for, decision.signer_post, head.issuer),
        grounds=rules.ground_lines(bases or [_("Căn cứ Điều lệ Công đoàn Việt Nam")]),
        body=(
            Paragraph(text="QUYẾT ĐỊNH:", is_bold=True, align="center"),
            *articles(said),
            NewPage(),
            *_annex(head.issuer, rows),
        ),
        signatures=(signature(decision.signer_name, decision.signer_post, terms),),
        recipients=sentences.recipients(
            terms.recipients or (_("Như Điều 3"), _("Lưu: VT")), last=len(said)
        ),
    )


def letterhead(unit: Unit, terms: Terms, *, on: dt.date) -> Letterhead:
    """With the names that the unit and its superior had on the day of the paper."""
    names = names_then(unit, on)
    return Letterhead(superior=names.superior, issuer=names.unit, place=terms.place)


def signature(name: str, post: str, terms: Terms) -> Signature:
    return Signature(lines=tuple(filter(None, (terms.signs_for.upper(), post.upper()))), name=name)


def articles(articles: Iterable[str]) -> list[Block]:
    return [
        Paragraph(lead=ARTICLE % place, text=words) for place, words in enumerate(articles, start=1)
    ]


def _rewarding(name: str, rows: Sequence[Conferral]) -> list[str]:
    """`name` is that of the unit on the day of the decision. One article for what is given, one for the money, one for who carries it out."""
    given = "; ".join(
        _("%(title)s cho %(holders)s")
        % {
            "title": title,
            "holders": sentences.holders([one.holder_kind for one in group], group[0].holder_name),
        }
        for title, group in _by_title(name, rows)
    )
    return list(
        filter(
            None,
            (
                _("Tặng %(given)s đã có thành tích ghi trong danh sách kèm theo.")
                % {"given": given},
                _money(rows),
                _(
                    "Văn phòng, các ban, đơn vị có liên quan của %(unit)s và tập thể, cá nhân có tên "
                    "trong danh sách chịu trách nhiệm thi hành Quyết định này kể từ ngày ký."
                )
                % {"unit": name},
            ),
        )
    )


def _money(rows: Sequence[Conferral]) -> str:
    """What goes with it; nothing is said where nobody has said it."""
    total = sum(row.amount_vnd for row in rows)
    if any(row.award and lacks_base(row.award.read.money, row.amount_words) for row in rows):
        return _("Tiền thưởng chưa tính được vì chưa có mức lương cơ sở của ngày quyết định.")
    if total:
        return _("Tiền thưởng kèm theo là %(vnd)s đồng (%(words)s đồng), chi theo quy định.") % {
            "vnd": numbers.thousands(total),
            "words": numbers.spoken(total),
        }
    if all(row.amount_words or (row.award and row.award.is_verified) for row in rows):
        return _("Khen thưởng bằng hình thức động viên, không kèm tiền thưởng.")
    return ""


def _by_title(name: str, rows: Sequence[Conferral]) -> list[tuple[str, list[Conferral]]]:
    groups: dict[str, list[Conferral]] = {}
    for row in rows:
        groups.setdefault(sentences.given(row.form, row.title, name), []).append(row)
    return list(groups.items())


def _annex(name: str, rows: Sequence[Conferral]) -> list[Block]:
    has_money = any(row.amount_vnd for row in rows)
    header = (*("STT", "Tập thể, cá nhân", "Chức vụ, đơn vị", "Thành tích"),)
    lines: list[tuple[str, ...]] = []
    groups = []
    for title, group in _by_title(name, rows):
        groups.append(len(lines))
        lines.append((title, *[""] * (len(header) - 1 + has_money)))
        lines += [
            _line(place, row, has_money=has_money) for place, row in enumerate(group, start=1)
        ]
    if has_money:
        total = numbers.thousands(sum(row.amount_vnd for row in rows))
        lines.append(("", "Cộng", "", "", total))
    return [
        Paragraph(text="DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC KHEN THƯỞNG", is_bold=True, align="center"),
        Annexed(kind="Quyết định"),
        Table(
            header=(*header, "Tiền thưởng (đồng)") if has_money else header,
            rows=tuple(lines),
            widths=(7, 25, 26, 27, 15) if has_money else (7, 28, 30, 35),
            aligns=("center", "left", "left", "left", *(("right",) if has_money else ())),
            last_is_total=has_money,
            group_rows=tuple(groups),
        ),
    ]


def _line(place: int, row: Conferral, *, has_money: bool) -> tuple[str, ...]:
    money = (numbers.thousands(row.amount_vnd),) if has_money else ()
    return (str(place), row.holder_name, row.holder_about, row.achievement, *money)


def certificate_draft(row: Conferral, *, terms: Terms) -> Draft:
    """ "Giấy khen, bằng khen, giấy chứng nhận danh hiệu" of one line."""
    decision = row.decision
    if decision is None:
        raise TypeError
    heading = HEADINGS.get(AwardForm(row.form))
    names = names_then(decision.unit, decision.decided_on)
    with in_vietnamese():
        return Draft(
            kind=PaperKind.AWARD_CERTIFICATE,
            unit=decision.unit,
            title=row.title,
            holder=row.holder_name,
            issued_on=decision.decided_on,
            signer_name=decision.signer_name,
            signer_post=decision.signer_post,
            template=DIPLOMA if heading else TESTIMONIAL,
            symbol=symbols(terms)[1],
            data={
                "parent": names.superior,
                "unit": names.unit,
                "place": terms.place,
                "signs_for": terms.signs_for,
                "heading": heading or row.title.upper(),
                "about": row.holder_about,
                "achievement": _achieved(row),
                "decision": _("Quyết định số %(label)s ngày %(day)s")
                % {"label": row.label or "......", "day": f"{decision.decided_on:%d/%m/%Y}"},
            },
        )


def _achieved(row: Conferral) -> str:
    wording = row.award.read.wording if row.award is not None else ""
    round_ = row.decision.round if row.decision is not None else None
    return register.sentence(
        wording,
        {
            "thanh_tich": row.achievement,
            "nam": str(row.year),
            "ten": row.holder_name,
            "chuc_vu": row.holder_about,
            "don_vi": name_then(row.unit, row.decided_on),
            "hinh_thuc": row.title,
            "dot": round_.title if round_ is not None else "",
        },
    )
