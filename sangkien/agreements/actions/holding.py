"""What all acts of an agreement share: hold its row, write down what happened."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements.errors import Tampered, WrongStep
from sangkien.agreements.events import AgreementEvent
from sangkien.agreements.models import Agreement, Edition, Party
from sangkien.agreements.permissions import can_draft
from sangkien.agreements.queries.pacts import open_edition
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit


def held(agreement: Agreement) -> Agreement:
    """The row as it stands now; others wait until this transaction ends."""
    rows = Agreement.objects.select_related("unit", "period__programme", "period__unit")
    return db.locked(rows.filter(pk=agreement.pk)).get()


def note(
    event: type[AgreementEvent],
    agreement: Agreement,
    edition: Edition,
    *,
    by: Actor,
    at: dt.datetime,
    **details: Any,
) -> None:
    happened = event(
        agreement_id=agreement.pk,
        unit_id=agreement.unit_id,
        edition=edition.number,
        on=local_day(at),
        **details,
    )
    record(happened, by=by, at=at)


def ensure_drafts(by: Actor, unit: Unit) -> None:
    if not can_draft(by, unit):
        raise NotAllowed(_("Bạn không soạn giao ước của đơn vị này."))


def the_open_one(agreement: Agreement) -> Edition:
    edition = open_edition(agreement)
    if edition is None:
        raise WrongStep(_("Không có bản nào đang lấy ý kiến hay chờ ký. Hãy tải lại trang."))
    return edition


def party_in(agreement: Agreement, party: Party) -> Party:
    """The party as it stands now; its unit comes along."""
    rows = Party.objects.filter(agreement=agreement, pk=party.pk)
    found = rows.select_related("unit", "agreement__unit").first()
    if found is None:
        raise WrongStep(_("Bên này không còn trong giao ước. Hãy tải lại trang."))
    return found


def ensure_untouched(edition: Edition) -> None:
    """Nobody agrees to or signs what was changed behind the application's back."""
    if not edition.is_untouched:
        raise Tampered(
            _("Nội dung không còn khớp với bản đã gửi các bên. Hãy báo người quản trị phần mềm.")
        )
