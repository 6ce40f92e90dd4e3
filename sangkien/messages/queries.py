"""Reading texts and the outbox."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.core.text import without_marks
from sangkien.messages.enums import TextKey
from sangkien.messages.gateways import Sms
from sangkien.messages.models import Message, Text
from sangkien.messages.rules import (
    DAY,
    HOUR,
    KINDS,
    MEANINGS,
    PATIENT_PART,
    SAMPLES,
    filled,
    messages_needed,
)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One text as the page shows it."""

    key: TextKey
    text: str
    is_own: bool
    changed_at: dt.datetime | None
    placeholders: list[tuple[str, str]]

    def filled(self, values: dict[str, str]) -> str:
        """A message whose own words have no marks gets names without them: one letter with a mark
        makes it cost twice. Slips are printed and keep them.
        """
        if self.key != TextKey.SHEET and self.text.isascii():
            values = {name: without_marks(value) for name, value in values.items()}
        return filled(self.key, self.text, values)

    @property
    def sample(self) -> str:
        """As somebody made up would read it."""
        return self.filled(SAMPLES)

    @property
    def messages_needed(self) -> int:
        """0 for what is printed."""
        return 0 if self.key == TextKey.SHEET else messages_needed(self.sample)


def can_send() -> bool:
    """Whether a gateway is configured; everything works without one."""
    return settings.SMS is not None


def can_reach(user: User) -> bool:
    return can_send() and bool(user.phone)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """ "Số tin đã nhắn" of the last hour and the last day, and how many may be."""

    hour: int
    day: int
    most_hour: int
    most_day: int

    @property
    def is_over(self) -> bool:
        return self.hour >= self.most_hour or self.day >= self.most_day

    @property
    def is_past_half(self) -> bool:
        part = PATIENT_PART
        return self.hour * part >= self.most_hour or self.day * part >= self.most_day


def spent(*, at: dt.datetime) -> Spent | None:
    """None without a gateway; one query."""
    sms: Sms | None = settings.SMS
    if sms is None:
        return None
    found = Message.objects.filter(made_at__gt=at - DAY).aggregate(
        day=Count("pk"), hour=Count("pk", filter=Q(made_at__gt=at - HOUR))
    )
    return Spent(**found, most_hour=sms.per_hour, most_day=sms.per_day)


def counted_to(user_ids: Sequence[int], *, at: dt.datetime) -> dict[int, int]:
    """How many messages officers have sent to each of these people within a day."""
    lately = Message.objects.filter(made_at__gt=at - DAY, recipient__in=user_ids)
    counted = lately.exclude(counted_for="").values("recipient").annotate(sent=Count("pk"))
    return dict(counted.values_list("recipient", "sent"))


def counted_of(counted_for: str, *, at: dt.datetime) -> int:
    """How many messages were sent within a day that use up this limit."""
    return Message.objects.filter(made_at__gt=at - DAY, counted_for=counted_for).count()


def is_stopped(*, at: dt.datetime) -> bool:
    """Whether the limit of all is reached: nobody gets a message for a while."""
    found = spent(at=at)
    return found is not None and found.is_over


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
