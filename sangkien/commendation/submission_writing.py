""" "Tờ trình đề nghị khen thưởng" with its list: a draft for `papers`, from rows that are at hand."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Dossier, Submission
from sangkien.commendation.rules import terms as digests
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese
from sangkien.papers import printing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import (
    Annexed,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
    standing_in,
)
from sangkien.recognition.rules import Terms
from sangkien.units import letterheads
from sangkien.units.models import Unit
from sangkien.units.queries import TreePlace, names_on, names_then


@in_vietnamese()
def submission_draft(
    submission: Submission, dossiers: Sequence[Dossier], *, terms: Terms, issued_on: dt.date
) -> Draft:
    """Names are those of the day of the paper."""
    unit = submission.unit
    names = names_then(unit, issued_on)
    paper = OfficialPaper(
        letterhead=Letterhead(superior=names.superior, issuer=names.unit, place=terms.place),
        kind=_("TỜ TRÌNH"),
        title=_("Về việc đề nghị khen thưởng"),
        addressed_to=(submission.addressed_to,),
        body=(
            Paragraph(text=_asks(submission, names.unit, dossiers)),
            Paragraph(
                text=_("Kính trình %(to)s xem xét, quyết định./.") % {"to": submission.addressed_to}
            ),
            NewPage(),
            Paragraph(text=_("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"), is_bold=True, align="center"),
            Annexed(kind=_("Tờ trình")),
            _listed(dossiers, names_on({one.unit_id for one in dossiers}, issued_on)),
        ),
        signatures=(Signature(lines=_signs(submission, unit, terms), name=submission.signer_name),),
        recipients=(_("Như trên"), _("Lưu: VT")),
    )
    return Draft(
        kind=PaperKind.SUBMISSION,
        unit=unit,
        title=_("Tờ trình đề nghị khen thưởng: %(round)s") % {"round": submission.round.title},
        issued_on=issued_on,
        signer_name=submission.signer_name,
        signer_post=submission.signer_post,
        template=printing.TEMPLATE,
        symbol=f"TTr-{letterheads.office(names.unit)}",
        data=printing.to_data(paper),
    )


def stamp(draft: Draft) -> str:
    """What was read, as one hash: whoever signs names it."""
    return digests.digest(draft.data)


def _signs(submission: Submission, unit: Unit, terms: Terms) -> tuple[str, ...]:
    usual = _("TM. BAN CHẤP HÀNH") if unit.level.is_grassroots else _("TM. BAN THƯỜNG VỤ")
    return standing_in(terms.signs_for.upper() or usual, submission.signer_post.upper())


def _asks(submission: Submission, name: str, dossiers: Sequence[Dossier]) -> str:
    round_ = submission.round
    people = sum(one.holder_kind == HolderKind.PERSON for one in dossiers)
    groups = len(dossiers) - people
    parts = [
        (people, _("%(n)s cá nhân")),
        (groups, _("%(n)s tập thể")),
    ]
    whom = [words % {"n": numbers.thousands(count)} for count, words in parts if count]
    return _(
        "%(unit)s đề nghị xét khen thưởng %(whom)s trong đợt “%(round)s” (thành tích từ %(since)s đến "
        "%(until)s), có danh sách kèm theo."
    ) % {
        "unit": name,
        "whom": _(" và ").join(whom),
        "round": round_.title,
        "since": f"{round_.since_on:%d/%m/%Y}",
        "until": f"{round_.until_on:%d/%m/%Y}",
    }


def _listed(dossiers: Sequence[Dossier], then: Mapping[int, TreePlace]) -> Table:
    rows = tuple(
        (
            numbers.thousands(number),
            one.holder_name,
            _place(one, then),
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
    )


def _place(dossier: Dossier, then: Mapping[int, TreePlace]) -> str:
    if dossier.user_id is None:
        return _("Tập thể")
    known = then.get(dossier.unit_id)
    return known.name if known else dossier.unit.name
