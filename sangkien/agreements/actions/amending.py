"""After the signature: annexes, and the end."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import contents, steps
from sangkien.agreements.actions.holding import ensure_drafts, held, note
from sangkien.agreements.actions.pledging import VIETNAMESE
from sangkien.agreements.contents import Content
from sangkien.agreements.enums import AgreementState, EditionState, Outcome
from sangkien.agreements.errors import Incomplete
from sangkien.agreements.events import AgreementClosed, AnnexBegun, AnnexWithdrawn
from sangkien.agreements.models import Agreement, Edition
from sangkien.agreements.queries.pacts import open_edition
from sangkien.core import text
from sangkien.core.periods import local_day


@transaction.atomic
def begin_annex(agreement: Agreement, *, by: Actor, at: dt.datetime) -> Edition:
    """ "Soạn phụ lục", from the pledges in force; one at a time."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    steps.ensure_in_force(row.state_enum)
    begun = open_edition(row)
    if begun is not None:
        return begun
    signed = Edition.objects.filter(agreement=row, state=EditionState.SIGNED)
    last = signed.order_by("-number")[0]
    numbers = signed.aggregate(last=Max("number"))
    with translation.override(VIETNAMESE):
        ground = _("Căn cứ %(title)s ký ngày %(day)s;") % {
            "title": row.title,
            "day": f"{local_day(row.signed_at or at):%d/%m/%Y}",
        }
    content = Content(grounds=(ground,), pledges=last.words.pledges)
    edition = Edition.objects.create(
        agreement=row, number=numbers["last"] + 1, content=contents.dump(content), begun_at=at
    )
    note(AnnexBegun, row, edition, by=by, at=at)
    return edition


@transaction.atomic
def withdraw_annex(agreement: Agreement, *, by: Actor, at: dt.datetime) -> Agreement:
    """ "Bỏ phụ lục" that was not signed by all; the agreement stays as it was signed."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    edition = open_edition(row)
    if edition is None or not edition.is_annex:
        return row
    if edition.signatures.exists():
        raise Incomplete(_("Đã có bên ký phụ lục này nên không bỏ được nữa."))
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.WITHDRAWN, digest="")
    note(AnnexWithdrawn, row, edition, by=by, at=at)
    return row


@transaction.atomic
def close(
    agreement: Agreement, *, outcome: Outcome, words: str, by: Actor, at: dt.datetime
) -> Agreement:
    """ "Tổng kết giao ước" with what came of it; nothing changes afterwards."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    said = text.clean_prose(words)
    if row.state == AgreementState.CLOSED and (row.outcome, row.ending_words) == (outcome, said):
        return row
    steps.ensure_in_force(row.state_enum)
    if open_edition(row) is not None:
        raise Incomplete(_("Đang có phụ lục chưa ký xong. Hãy ký hoặc bỏ phụ lục đó trước."))
    if not text.has_words(said):
        raise Incomplete(_("Hãy ghi kết quả, nhận xét."), field="words")
    if outcome != Outcome.ENDED_EARLY and local_day(at) < row.ends_on:
        raise Incomplete(
            _("Giao ước còn hạn đến hết ngày %(day)s. Kết thúc sớm thì chọn “Kết thúc trước hạn”.")
            % {"day": f"{row.ends_on:%d/%m/%Y}"},
            field="outcome",
        )
    Agreement.objects.filter(pk=row.pk).update(
        state=AgreementState.CLOSED, ended_at=at, outcome=outcome, ending_words=said
    )
    row.refresh_from_db()
    edition = row.editions.filter(state=EditionState.SIGNED).order_by("-number")[0]
    note(AgreementClosed, row, edition, by=by, at=at, outcome=outcome.value)
    return row
