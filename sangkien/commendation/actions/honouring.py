"""Whether a person's name may stand on the public page of honour."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.commendation import permissions
from sangkien.commendation.decision_events import HonourAgreed, HonourWithdrawn
from sangkien.commendation.models import Conferral
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.privacy.actions import consents
from sangkien.privacy.actions.consents import About
from sangkien.privacy.enums import Channel, Purpose

LONGEST_WORDS = 300


@transaction.atomic
def agree(conferral: Conferral, *, by: Actor, at: dt.datetime) -> Conferral:
    """ "Đồng ý nêu tên trên trang vinh danh": the person alone, for one award; the ledger of consents keeps it
    with the words that were shown.
    """
    user = _own(conferral, by=by)
    rows = Conferral.objects.in_force().filter(pk=conferral.pk, consented_at=None)
    rows = rows.exclude(decision=None)  # what a file alone says is shown to nobody
    if rows.update(consented_at=at):
        consents.give(
            user, purpose=Purpose.HONOUR, channel=Channel.WEB, about=_about(conferral), by=by, at=at
        )
        event = HonourAgreed(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)
    conferral.refresh_from_db()
    return conferral


@transaction.atomic
def withdraw(conferral: Conferral, *, by: Actor, at: dt.datetime) -> Conferral:
    """ "Rút tên khỏi trang vinh danh": takes effect at once."""
    user = _own(conferral, by=by)
    rows = Conferral.objects.filter(pk=conferral.pk, consented_at__isnull=False)
    if rows.update(consented_at=None):
        consents.withdraw(user, purpose=Purpose.HONOUR, about=_about(conferral), by=by, at=at)
        event = HonourWithdrawn(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)
    conferral.refresh_from_db()
    return conferral


def end(conferral: Conferral, *, at: dt.datetime) -> None:
    """ "Chấm dứt đồng ý nêu tên" with the award, inside the transaction that ends it."""
    Conferral.objects.filter(pk=conferral.pk).update(consented_at=None)
    if conferral.user_id is not None:
        about = _about(conferral)
        consents.end(conferral.user_id, purpose=Purpose.HONOUR, about=about, at=at)


def _about(row: Conferral) -> About:
    words = " ".join(filter(None, (row.title, row.label and f"({row.label})")))
    return About(subject=row.pk, words=words[:LONGEST_WORDS])


def _own(conferral: Conferral, *, by: Actor) -> User:
    if conferral.user is None or not permissions.can_answer_honour(by, conferral):
        raise NotAllowed(_("Chỉ chính người được khen trả lời được."))
    return conferral.user
