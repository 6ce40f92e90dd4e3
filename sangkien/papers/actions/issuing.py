"""Issue papers, replace and revoke them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.journal.actions.recording import record
from sangkien.papers import printing, qr, rendering, rules
from sangkien.papers.actions import numbering
from sangkien.papers.enums import PaperKind
from sangkien.papers.errors import InvalidNumber, NotInForce
from sangkien.papers.events import (
    PaperForgotten,
    PaperIssued,
    PaperReplaced,
    PaperRestored,
    PaperRevoked,
)
from sangkien.papers.models import IssuedPaper
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A paper before it is issued. `own_number` is one that the unit gave by itself; otherwise
    the next number of the unit's series is taken and written with `symbol`.
    """

    kind: PaperKind
    unit: Unit
    title: str
    holder: str = ""
    issued_on: dt.date
    signer_name: str
    signer_post: str
    template: str
    symbol: str
    own_number: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def issue(draft: Draft, *, by: Actor, at: dt.datetime) -> IssuedPaper:
    """ "Ban hành": number, code and PDF. The caller has made sure that `by` may."""
    year, number, label = draft.issued_on.year, None, _own_number(draft)
    series = numbering.hold(draft.unit, rules.symbol_of(label, draft.symbol), year=year)
    if not label:
        number = numbering.next_number(series, symbol=draft.symbol)
        label = rules.label(number, draft.symbol)
    code = rules.new_code()
    data = _printed(draft, label=label, code=code)
    pdf = rendering.render(draft.template, data)
    try:
        with transaction.atomic():
            paper = IssuedPaper.objects.create(
                kind=draft.kind,
                unit=draft.unit,
                year=year,
                number=number,
                label=label,
                key=rules.key(label, draft.symbol),
                title=draft.title,
                holder=draft.holder,
                issued_on=draft.issued_on,
                signer_name=draft.signer_name,
                signer_post=draft.signer_post,
                code=code,
                template=draft.template,
                data=data,
                digest=rules.digest(pdf),
                issued_by_id=by.user_id,
                issued_at=at,
            )
    except IntegrityError:
        raise numbering.taken(label, year=year) from None
    event = PaperIssued(paper_id=paper.pk, seal=rules.seal(paper), digest=rules.content(paper))
    record(event, by=by, at=at)
    return paper


def _own_number(draft: Draft) -> str:
    """As it was kept; drafts from before own numbers were checked may hold another form."""
    label = rules.own_number(draft.own_number)
    if label != draft.own_number:
        raise InvalidNumber(
            _("Số %(typed)s phải ghi là %(label)s: hãy mở dự thảo, lưu lại rồi ký.")
            % {"typed": draft.own_number, "label": label},
            field="own_number",
        )
    return label


def preview(draft: Draft) -> bytes:
    """ "Bản xem trước": marked all over, without a number of ours and without a code."""
    return rendering.render(draft.template, _previewed(draft))


def preview_docx(draft: Draft) -> bytes:
    """The same for Word."""
    return printing.docx_of(draft.template, _previewed(draft))


def _previewed(draft: Draft) -> dict[str, Any]:
    label = draft.own_number or rules.number_words(f"/{draft.symbol}")
    return _printed(draft, label=label)


def _printed(draft: Draft, *, label: str, code: str = "") -> dict[str, Any]:
    """The values with what every template finds. Without a code it prints the mark of a draft."""
    address = rules.address(settings.BASE_URL, code) if code else ""
    data = {
        **draft.data,
        "label": label,
        "title": draft.title,
        "holder": draft.holder,
        "issued_on": [draft.issued_on.day, draft.issued_on.month, draft.issued_on.year],
        "signer_name": draft.signer_name,
        "signer_post": draft.signer_post,
        "code": rules.display(code),
        "address": address,
        "qr": qr.svg(address) if address else "",
    }
    return printing.numbered(data) if draft.template in printing.LAYOUTS else data


@transaction.atomic
def reissue(
    paper: IssuedPaper, draft: Draft, *, reason: str, by: Actor, at: dt.datetime
) -> IssuedPaper:
    """ "Cấp lại": a new number and code; the old one says by which it was replaced."""
    new = issue(draft, by=by, at=at)
    done = IssuedPaper.objects.in_force().filter(pk=paper.pk).update(replaced_by=new)
    if done != 1:
        raise NotInForce(_("Văn bản này đã được thu hồi hoặc cấp lại, hãy xem lại."))
    paper.replaced_by = new
    event = PaperReplaced(
        paper_id=paper.pk,
        unit_id=paper.unit_id,
        kind=paper.kind,
        label=paper.label,
        reason=reason,
        new_paper_id=new.pk,
        new_label=new.label,
    )
    record(event, by=by, at=at)
    return new


@transaction.atomic
def revoke(
    paper: IssuedPaper, *, reason: str, document: str, by: Actor, at: dt.datetime
) -> IssuedPaper:
    """ "Thu hồi": the page of verification says so from now on."""
    changes: dict[str, Any] = {
        "revoked_at": at,
        "revoked_by_id": by.user_id,
        "revoke_reason": reason,
        "revoke_document": document,
    }
    if IssuedPaper.objects.filter(pk=paper.pk, revoked_at=None).update(**changes) != 1:
        raise NotInForce(_("Văn bản này đã được thu hồi trước đó."))
    return _told(paper, changes, PaperRevoked, reason=reason, document=document, by=by, at=at)


@transaction.atomic
def restore(
    paper: IssuedPaper, *, reason: str, document: str, by: Actor, at: dt.datetime
) -> IssuedPaper:
    """ "Khôi phục" what was revoked wrongly: the same paper with its old number and code is in force again,
    because people hold it in their hands; the page of verification tells both days.
    """
    changes: dict[str, Any] = {
        "revoked_at": None,
        "revoked_by_id": None,
        "revoke_reason": "",
        "revoke_document": "",
    }
    if IssuedPaper.objects.filter(pk=paper.pk, revoked_at__isnull=False).update(**changes) != 1:
        raise NotInForce(_("Văn bản này không ở tình trạng thu hồi."))
    return _told(paper, changes, PaperRestored, reason=reason, document=document, by=by, at=at)


def _told(
    paper: IssuedPaper,
    changes: dict[str, Any],
    event: type[PaperRevoked | PaperRestored],
    *,
    reason: str,
    document: str,
    by: Actor,
    at: dt.datetime,
) -> IssuedPaper:
    """What was just written stands in memory and in the journal too."""
    for name, value in changes.items():
        setattr(paper, name, value)
    happened = event(
        paper_id=paper.pk,
        unit_id=paper.unit_id,
        kind=paper.kind,
        label=paper.label,
        document=document,
        digest=rules.turn(paper, reason),
    )
    record(happened, by=by, at=at)
    return paper


@transaction.atomic
def forget(papers: list[int], *, title: str = "", at: dt.datetime) -> None:
    """Take the person out of papers and of those that they replaced: number, day and state stay, why they
    were revoked goes, the paper itself can no longer be printed. `title` stands where the old one says the name.
    """
    named = {"title": title} if title else {}
    found = set(papers)
    while found:
        rows = IssuedPaper.objects.filter(pk__in=found)
        rows.update(holder=ERASED_NAME, data={}, forgotten_at=at, **named)
        rows.exclude(revoke_reason="").update(revoke_reason=ERASED_NAME)
        for row in rows.order_by("pk"):
            left = PaperForgotten(paper_id=row.pk, digest=rules.content(row))
            record(left, by=Actor.system(), at=at)
        earlier = IssuedPaper.objects.filter(replaced_by__in=found)
        found = set(earlier.values_list("pk", flat=True))
