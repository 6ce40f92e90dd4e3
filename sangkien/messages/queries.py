"""Reading texts and the outbox."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.messages.enums import TextKey
from sangkien.messages.models import Message, Text
from sangkien.messages.rules import KINDS, MEANINGS, filled


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One text as the page shows it."""

    key: TextKey
    text: str
    is_own: bool
    changed_at: dt.datetime | None
    placeholders: list[tuple[str, str]]

    def filled(self, values: dict[str, str]) -> str:
        return filled(self.key, self.text, values)


def can_send() -> bool:
    """Whether a gateway is configured; everything works without one."""
    return settings.SMS is not None


def can_reach(user: User) -> bool:
    return can_send() and bool(user.phone)


def wordings() -> list[Wording]:
    """Every text, in the order of the kinds."""
    own = {row.key: row for row in Text.objects.filter(is_own=True)}
    return [_wording(key, own.get(key)) for key in TextKey]


def get_wording(key: str) -> Wording:
    if key not in TextKey.values:
        raise NotFound(_("Không có mẫu tin này."))
    row = Text.objects.filter(key=key, is_own=True).first()
    return _wording(TextKey(key), row)


def _wording(key: TextKey, row: Text | None) -> Wording:
    return Wording(
        key=key,
        text=row.text if row else KINDS[key].default,
        is_own=row is not None,
        changed_at=row.changed_at if row else None,
        placeholders=[(f"{{{name}}}", MEANINGS[name]) for name in KINDS[key].allowed],
    )


def waiting(*, at: dt.datetime) -> tuple[int, dt.datetime | None]:
    """How many messages are due and not sent, and since when the oldest waits."""
    due = Message.objects.waiting().filter(made_at__lte=at)
    return due.count(), due.order_by("made_at").values_list("made_at", flat=True).first()
