"""Officers write the texts of messages."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text as letters
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.messages.enums import TextKey
from sangkien.messages.events import MessageTextChanged, MessageTextRestored
from sangkien.messages.models import Text
from sangkien.messages.permissions import can_write
from sangkien.messages.rules import ensure_text


@transaction.atomic
def change(key: TextKey, text: str, *, by: Actor, at: dt.datetime) -> None:
    """ "Sửa mẫu tin"."""
    _ensure_may_write(by)
    text = letters.clean_line(text)
    ensure_text(key, text)
    row, __ = Text.objects.update_or_create(
        key=key, defaults={"text": text, "is_own": True, "changed_at": at}
    )
    record(MessageTextChanged(text_id=row.pk, key=key), by=by, at=at)


@transaction.atomic
def restore(key: TextKey, *, by: Actor, at: dt.datetime) -> None:
    """ "Dùng lại mẫu gốc"."""
    _ensure_may_write(by)
    own = Text.objects.filter(key=key, is_own=True)
    row = own.first()
    if row is not None and own.update(is_own=False, changed_at=at):
        record(MessageTextRestored(text_id=row.pk, key=key), by=by, at=at)


def _ensure_may_write(by: Actor) -> None:
    if not can_write(by):
        raise NotAllowed(_("Bạn không được sửa mẫu tin."))
