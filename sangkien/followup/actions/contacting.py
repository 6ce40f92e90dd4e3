"""Where a unit is called: noted by whoever urges it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.followup import permissions
from sangkien.followup.errors import InvalidUrging
from sangkien.followup.events import ContactNoted, ContactRemoved
from sangkien.followup.models import Contact
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

LONGEST = Contact._meta.get_field("whose").max_length or 0


@transaction.atomic
def note_contact(unit: Unit, *, phone: str, whose: str = "", by: Actor, at: dt.datetime) -> Contact:
    """ "Ghi số điện thoại liên hệ": nobody signs in with it and no message goes there by itself, so that
    an office above may note it. The same twice is once; the journal says who, never the number.
    """
    _ensure_may(unit, by=by)
    key, said = text.phone_key(phone), text.clean_line(whose)
    if not key:
        words = _("Số điện thoại chưa đúng, ví dụ 0912 345 678 hoặc 0297 3863 456.")
        raise InvalidUrging(words, field="phone")
    if len(said) > LONGEST or text.has_refused_characters(said):
        words = _("Dài nhất 80 ký tự và chỉ gồm chữ, số, dấu câu.")
        raise InvalidUrging(words, field="whose")
    known = Contact.objects.filter(unit=unit, phone=key, whose=said).first()
    if known is not None:
        return known
    row, __ = Contact.objects.update_or_create(
        unit=unit,
        defaults={"phone": key, "whose": said, "noted_by_id": by.user_id, "noted_at": at},
    )
    record(ContactNoted(unit_id=unit.pk), by=by, at=at)
    return row


@transaction.atomic
def remove_contact(unit: Unit, *, by: Actor, at: dt.datetime) -> None:
    """ "Xóa số điện thoại liên hệ"; twice is once."""
    _ensure_may(unit, by=by)
    gone, __ = Contact.objects.filter(unit=unit).delete()
    if gone:
        record(ContactRemoved(unit_id=unit.pk), by=by, at=at)


def _ensure_may(unit: Unit, *, by: Actor) -> None:
    if not permissions.can_urge(by, unit):
        raise NotAllowed(_("Chỉ cấp trên của đơn vị ghi được số điện thoại này."))
