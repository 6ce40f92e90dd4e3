"""What the decisions say that end an award, or give it back."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from sangkien.commendation.models import AwardDecision, Conferral, Restoration, Revocation
from sangkien.commendation.writing import articles, letterhead, signature, symbols
from sangkien.core import numbers
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.papers import printing, rules
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import OfficialPaper, Paragraph
from sangkien.recognition.rules import Terms

LONGEST_TITLE = 300


def revocation_draft(revocation: Revocation, *, terms: Terms, issued_on: dt.date) -> Draft:
    """The decision that ends an award."""
    row = revocation.conferral
    with in_vietnamese():
        title = _("Thu hồi %(title)s đã tặng %(holder)s") % _named(row)
        grounds = (_("Căn cứ %(document)s") % {"document": revocation.document},)
        return _draft(
            PaperKind.AWARD_REVOCATION,
            revocation,
            _decision(row),
            title=title,
            grounds=grounds,
            said=_ending(revocation),
            terms=terms,
            issued_on=issued_on,
        )


def restoration_draft(restoration: Restoration, *, terms: Terms, issued_on: dt.date) -> Draft:
    """The decision that gives it back and ends the one that revoked it."""
    row = restoration.revocation.conferral
    with in_vietnamese():
        title = _("Khôi phục %(title)s đã tặng %(holder)s") % _named(row)
        grounds = (_("Căn cứ %(document)s") % {"document": restoration.document},)
        return _draft(
            PaperKind.AWARD_RESTORATION,
            restoration,
            _decision(row),
            title=title,
            grounds=grounds,
            said=_giving_back(restoration),
            terms=terms,
            issued_on=issued_on,
        )


def _decision(row: Conferral) -> AwardDecision:
    if row.decision is None:
        raise TypeError
    return row.decision


def _named(row: Conferral) -> dict[str, str]:
    return {"title": row.title, "holder": row.holder_name}


def _draft(
    kind: PaperKind,
    act: Revocation | Restoration,
    decision: AwardDecision,
    *,
    title: str,
    grounds: Sequence[str],
    said: Iterable[str],
    terms: Terms,
    issued_on: dt.date,
) -> Draft:
    head = letterhead(decision.unit, terms, on=issued_on)
    paper = OfficialPaper(
        letterhead=head,
        kind="QUYẾT ĐỊNH",
        title=title,
        authority=rules.authority(terms.signs_for, act.signer_post, head.issuer),
        grounds=rules.ground_lines(grounds),
        body=(Paragraph(text="QUYẾT ĐỊNH:", is_bold=True, align="center"), *articles(said)),
        signatures=(signature(act.signer_name, act.signer_post, terms),),
        recipients=(_("Như Điều 3"), _("Lưu: VT")),
    )
    return Draft(
        kind=kind,
        unit=decision.unit,
        title=title[:LONGEST_TITLE],
        issued_on=issued_on,
        signer_name=act.signer_name,
        signer_post=act.signer_post,
        template=printing.TEMPLATE,
        symbol=symbols(terms)[0],
        data=printing.to_data(paper),
    )


def _ending(revocation: Revocation) -> list[str]:
    row = revocation.conferral
    values = _values(row, revocation)
    money = _("Không có tiền thưởng phải thu hồi.")
    if row.amount_vnd:
        money = _("Thu hồi tiền thưởng kèm theo là %(vnd)s đồng, nếu đã chi.") % values
    return [
        _(
            "Thu hồi %(title)s tặng %(holder)s theo Quyết định số %(label)s ngày %(day)s. Lý do: "
            "%(reason)s. Giấy tờ đã cấp không còn giá trị."
        )
        % values,
        money,
        _carried_out(values),
    ]


def _giving_back(restoration: Restoration) -> list[str]:
    revocation = restoration.revocation
    row, ended = revocation.conferral, revocation.paper
    values = _values(row, restoration)
    values |= {
        "ended": ended.label if ended is not None else "",
        "ended_on": f"{local_day(revocation.signed_at or restoration.prepared_at):%d/%m/%Y}",
    }
    money = _("Không có tiền thưởng kèm theo.")
    if row.amount_vnd:
        money = _(
            "Tiền thưởng kèm theo là %(vnd)s đồng: đã chi mà chưa thu hồi thì người được khen giữ "
            "nguyên; chưa chi hoặc đã thu hồi thì chi một lần theo quy định."
        )
        money %= values
    return [
        _(
            "Khôi phục %(title)s tặng %(holder)s theo Quyết định số %(label)s ngày %(day)s; bãi bỏ "
            "Quyết định thu hồi số %(ended)s ngày %(ended_on)s. Lý do: %(reason)s. Giấy tờ đã cấp tiếp "
            "tục có giá trị."
        )
        % values,
        money,
        _carried_out(values),
    ]


def _values(row: Conferral, act: Revocation | Restoration) -> dict[str, str]:
    return {
        **_named(row),
        "label": row.label,
        "day": f"{row.decided_on:%d/%m/%Y}",
        "reason": act.reason.rstrip(". "),
        "vnd": numbers.thousands(row.amount_vnd),
    }


def _carried_out(values: dict[str, str]) -> str:
    return (
        _(
            "Văn phòng, các ban, đơn vị có liên quan và %(holder)s chịu trách nhiệm thi hành "
            "Quyết định này kể từ ngày ký."
        )
        % values
    )
