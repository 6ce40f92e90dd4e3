"""What the papers of recognition say: drafts for `papers`, from rows that are at hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.language import in_vietnamese
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import percent_words
from sangkien.papers import printing, rules
from sangkien.papers import queries as papers
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.models import IssuedPaper
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
from sangkien.recognition.enums import Basis, Influence
from sangkien.recognition.models import Recognition, RecognitionDecision
from sangkien.recognition.rules import Terms, lines_of
from sangkien.units.queries import TreePlace, name_then, names_on, names_then

NOTHING: Mapping[int, str] = {}
CERTIFICATE = "recognition_certificate_1"
EARLIER_DECISION = "recognition_decision_1"


@dataclass(frozen=True, kw_only=True)
class Author:
    """One who gets a certificate."""

    user_id: int | None
    name: str
    share_bp: int


def authors_of(initiative: Initiative) -> list[Author]:
    """The leading author first; co-authors are prefetched."""
    leading = Author(
        user_id=initiative.author_id,
        name=initiative.author.full_name,
        share_bp=initiative.author_share_bp,
    )
    others = (
        Author(user_id=row.user_id, name=row.name, share_bp=row.share_bp)
        for row in initiative.coauthors.all()
    )
    return [leading, *others]


def usual_title(year: int) -> str:
    with in_vietnamese():
        return _("Về việc công nhận sáng kiến năm %(year)d") % {"year": year}


def decision_draft(
    decision: RecognitionDecision, rows: Sequence[Recognition], *, terms: Terms
) -> Draft:
    """The decision with its list."""
    with in_vietnamese():
        values = {
            **_letterhead(decision, terms),
            "title": decision.title,
            "signer_post": decision.signer_post,
            "signer_name": decision.signer_name,
            "bases": [*terms.bases, *lines_of(decision.bases), _basis_words(decision)],
            "articles": _articles(decision, len(rows)),
            "recipients": [*terms.recipients] or [_("Như Điều 3"), _("Lưu: VT")],
            "level": str(Influence(decision.influence).label),
            "rows": _lines(rows, on=decision.decided_on),
        }
        return Draft(
            kind=PaperKind.RECOGNITION_DECISION,
            unit=decision.unit,
            title=decision.title,
            holder="",
            issued_on=decision.decided_on,
            signer_name=decision.signer_name,
            signer_post=decision.signer_post,
            template=printing.TEMPLATE,
            symbol=terms.decision_symbol,
            own_number=decision.own_number,
            data=printing.to_data(_with_authority(_described(values), values)),
        )


def decision_docx(paper: IssuedPaper) -> bytes:
    """For Word. One of the first layout is described anew from what was signed."""
    if paper.template != EARLIER_DECISION:
        return papers.docx_of(paper)
    with in_vietnamese():
        return printing.as_docx(_described(paper.data), stamp=printing.stamp_of(paper.data))


def _with_authority(paper: OfficialPaper, values: Mapping[str, Any]) -> OfficialPaper:
    """The first layout did not say it."""
    who = rules.authority(values["signs_for"], values["signer_post"], values["unit"])
    return replace(paper, authority=who, grounds=rules.ground_lines(paper.grounds))


def _described(values: Mapping[str, Any]) -> OfficialPaper:
    """`values` are those of the first layout as well."""
    signs = (values["signs_for"].upper(), values["signer_post"].upper())
    return OfficialPaper(
        letterhead=Letterhead(
            superior=values["parent"], issuer=values["unit"], place=values["place"]
        ),
        kind=_("QUYẾT ĐỊNH"),
        title=values["title"],
        grounds=tuple(values["bases"]),
        body=(
            Paragraph(text=_("QUYẾT ĐỊNH:"), is_bold=True, align="center"),
            *(
                Paragraph(lead=_("Điều %d.") % number, text=words)
                for number, words in enumerate(values["articles"], start=1)
            ),
            NewPage(),
            *_annex(values),
        ),
        signatures=(Signature(lines=tuple(filter(None, signs)), name=values["signer_name"]),),
        recipients=tuple(values["recipients"]),
    )


def _annex(values: Mapping[str, Any]) -> list[Block]:
    count = {"n": len(values["rows"]), "level": values["level"].lower()}
    return [
        Paragraph(text=_("DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN"), is_bold=True, align="center"),
        Annexed(kind=_("Quyết định")),
        Table(
            header=(_("TT"), _("Tên sáng kiến"), _("Tác giả (tỷ lệ đóng góp)"), _("Đơn vị")),
            rows=tuple((str(at), *row) for at, row in enumerate(values["rows"], start=1)),
            widths=(7, 39, 31, 23),
            aligns=("center", "left", "left", "left"),
        ),
        Paragraph(text=_("Danh sách có %(n)d sáng kiến, mức ảnh hưởng: %(level)s./.") % count),
    ]


def _letterhead(decision: RecognitionDecision, terms: Terms) -> dict[str, Any]:
    names = names_then(decision.unit, decision.decided_on)
    return {
        "parent": names.superior,
        "unit": names.unit,
        "place": terms.place,
        "signs_for": terms.signs_for,
    }


def _basis_words(decision: RecognitionDecision) -> str:
    if decision.basis == Basis.COUNCIL:
        return _("Căn cứ kết quả họp của Hội đồng sáng kiến;")
    return _("Xét kết quả thẩm định sáng kiến của đơn vị;")


def _articles(decision: RecognitionDecision, count: int) -> list[str]:
    values = {"n": f"{count:02d}", "level": str(Influence(decision.influence).label).lower()}
    return [
        _(
            "Công nhận %(n)s sáng kiến, mức ảnh hưởng %(level)s, theo danh sách kèm theo Quyết "
            "định này."
        )
        % values,
        _(
            "Cấp Giấy chứng nhận sáng kiến cho các tác giả, đồng tác giả có tên trong danh sách "
            "theo tỷ lệ đóng góp đã xác nhận."
        ),
        _(
            "Các bộ phận liên quan và các tác giả có tên trong danh sách chịu trách nhiệm thi "
            "hành Quyết định này kể từ ngày ký."
        ),
    ]


def _lines(rows: Sequence[Recognition], *, on: dt.date) -> list[list[str]]:
    """With the names that the units had on the day of the decision; one query."""
    then = names_on({row.initiative.unit_id for row in rows}, on)
    return [_line(row.initiative, then) for row in rows]


def _line(initiative: Initiative, then: Mapping[int, TreePlace]) -> list[str]:
    unit = then.get(initiative.unit_id) or initiative.unit
    return [initiative.title, _authors_words(initiative), unit.name]


def _authors_words(initiative: Initiative) -> str:
    authors = authors_of(initiative)
    if len(authors) == 1:
        return authors[0].name
    return "; ".join(f"{one.name} ({percent_words(one.share_bp)} %)" for one in authors)


def certificate_draft(
    recognition: Recognition,
    author: Author,
    *,
    label: str,
    terms: Terms,
    corrected: Mapping[int, str] = NOTHING,
    issued_on: dt.date | None = None,
    raised_by: str = "",
) -> Draft:
    """`label` is the number of the decision. `corrected` are names that are written otherwise than
    in the initiative, by the place of the author; `issued_on` is the day of another issue, and
    `raised_by` the document that gave it its level of influence.
    """
    decision, initiative = recognition.decision, recognition.initiative
    with in_vietnamese():
        return Draft(
            kind=PaperKind.RECOGNITION_CERTIFICATE,
            unit=decision.unit,
            title=initiative.title,
            holder=author.name,
            issued_on=issued_on or decision.decided_on,
            signer_name=decision.signer_name,
            signer_post=decision.signer_post,
            template=CERTIFICATE,
            symbol=terms.certificate_symbol,
            data={
                **_letterhead(decision, terms),
                "holder_unit": name_then(initiative.unit, decision.decided_on),
                "initiative": initiative.title,
                "programme": initiative.programme.title,
                "level": str(Influence(recognition.influence).label),
                "authors": [
                    [corrected.get(place, one.name), percent_words(one.share_bp)]
                    for place, one in enumerate(authors_of(initiative), start=1)
                ],
                "decision": _decision_words(decision, label, raised_by=raised_by),
            },
        )


def _decision_words(decision: RecognitionDecision, label: str, *, raised_by: str) -> str:
    """On what a certificate rests."""
    words = _("Quyết định số %(label)s ngày %(day)s của %(unit)s") % {
        "label": label,
        "day": f"{decision.decided_on:%d/%m/%Y}",
        "unit": name_then(decision.unit, decision.decided_on),
    }
    if not raised_by:
        return words
    return _("%(decision)s; nâng mức ảnh hưởng theo %(document)s") % {
        "decision": words,
        "document": raised_by,
    }
