"""Put a message into the outbox, and deliver what is there."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core import db
from sangkien.core.text import clean_line
from sangkien.messages import gateways, queries, quiet
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import NotDelivered, TooManyMessages
from sangkien.messages.models import Message
from sangkien.messages.rules import DAY, MOST_OF_UNIT, MOST_TO_PERSON, pause_seconds

log = logging.getLogger(__name__)

LOCK = 7_306_031  # one message after the other, so that none is one too many
BATCH = 20
LEASE = dt.timedelta(minutes=5)
KEPT = dt.timedelta(days=30)


def send(
    user: User,
    key: TextKey,
    *,
    values: dict[str, str],
    expires_at: dt.datetime,
    at: dt.datetime,
    counted_for: str = "",
) -> Message | None:
    """Queue a message to the phone of a person, in the transaction of the caller.

    Nothing happens where no gateway is configured or the person has no phone. Raises TooManyMessages
    where a limit is reached: that of all, and with `counted_for` its own and that of the person. The
    limit of a person says nothing to strangers who ask for a code to sign in: `sign_in_codes` has
    its own, which is the same for people who do not exist.
    """
    if not queries.can_reach(user):
        return None
    db.exclusive(LOCK)  # of two that fit only singly one is refused
    ensure_room(at=at)
    if counted_for:
        _ensure_own_room(user, counted_for, at=at)
    text = queries.get_wording(key).filled({"ho_ten": user.full_name, **values})
    return Message.objects.create(
        recipient=user,
        kind=key,
        counted_for=counted_for,
        text=clean_line(text),
        made_at=at,
        run_at=at,
        expires_at=expires_at,
    )


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One person, and the words that were filled in for this person already."""

    user: User
    text: str


def send_ready(
    key: TextKey,
    ready: Sequence[Ready],
    *,
    counted_for: str,
    lasts: dt.timedelta,
    at: dt.datetime,
) -> frozenset[int]:
    """Queue what an officer wrote to several people; who is sent one. In the quiet hours it waits
    until they end. However many there are, the same number of queries.

    Nothing happens without a gateway; people without a phone, and those who have had their share
    of the day, are left out. Raises TooManyMessages where a limit is reached: that of the unit, and
    half of that of all, so that codes to sign in still find their way.
    """
    reached = [one for one in ready if queries.can_reach(one.user)]
    if not reached:
        return frozenset()
    db.exclusive(LOCK)
    _ensure_patient_room(at=at)
    had = queries.counted_to([one.user.pk for one in reached], at=at)
    chosen = [one for one in reached if had.get(one.user.pk, 0) < MOST_TO_PERSON]
    _ensure_left(len(chosen), MOST_OF_UNIT - queries.counted_of(counted_for, at=at))
    run_at = quiet.allowed_from(at)
    Message.objects.bulk_create(
        Message(
            recipient=one.user,
            kind=key,
            counted_for=counted_for,
            text=clean_line(one.text),
            made_at=at,
            run_at=run_at,
            expires_at=run_at + lasts,
        )
        for one in chosen
    )
    return frozenset(one.user.pk for one in chosen)


def _ensure_left(wanted: int, left: int) -> None:
    if wanted > left:
        raise TooManyMessages(
            _("Hôm nay đơn vị còn nhắn được %(left)d tin. Hãy chọn ít đơn vị hơn hoặc gọi điện.")
            % {"left": max(left, 0)}
        )


def _ensure_patient_room(*, at: dt.datetime) -> None:
    spent = queries.spent(at=at)
    if spent is not None and spent.is_past_half:
        raise TooManyMessages(
            _("Số tin nhắn còn lại phải để dành cho mã đăng nhập. Hãy đôn đốc bằng cách khác.")
        )


def ensure_room(*, at: dt.datetime) -> None:
    """Refuse in the words of whoever waits for the message; the same for known and unknown."""
    if queries.is_stopped(at=at):
        raise TooManyMessages(
            _(
                "Hệ thống tạm ngừng nhắn tin vì đã hết số tin cho phép. Hãy hỏi cán bộ công đoàn để "
                "lấy mã."
            )
        )


def _ensure_own_room(user: User, counted_for: str, *, at: dt.datetime) -> None:
    lately = Message.objects.filter(made_at__gt=at - DAY)
    if lately.filter(recipient=user).exclude(counted_for="").count() >= MOST_TO_PERSON:
        raise TooManyMessages(
            _("Hôm nay đã nhắn cho người này %(most)d lần. Hãy đọc mã cho họ nghe.")
            % {"most": MOST_TO_PERSON}
        )
    if lately.filter(counted_for=counted_for).count() >= MOST_OF_UNIT:
        raise TooManyMessages(
            _("Hôm nay đơn vị đã nhắn đủ %(most)d tin. Hãy đọc mã hoặc in phiếu kích hoạt.")
            % {"most": MOST_OF_UNIT}
        )


def deliver_batch(now: dt.datetime) -> int:
    """Claim what is due and hand it to the gateway; the claim is a lease, as in the journal.

    A gateway that hangs or is away ends the round: the worker has other things to do.
    """
    if not queries.can_send():
        return 0
    with transaction.atomic():
        due = Message.objects.waiting().filter(run_at__lte=now)
        claimed = list(
            db.locked(due, skip=True).order_by("run_at", "id").values_list("pk", flat=True)[:BATCH]
        )
        Message.objects.filter(pk__in=claimed).update(
            run_at=now + LEASE, attempts=F("attempts") + 1
        )
    rows = Message.objects.waiting().filter(pk__in=claimed).select_related("recipient")
    messages = list(rows.order_by("pk"))
    for position, message in enumerate(messages):
        if not _deliver(message, now=now):
            _give_back([m.pk for m in messages[position + 1 :]], now=now)
            break
    return len(messages)


def _deliver(message: Message, *, now: dt.datetime) -> bool:
    """Whether the gateway can be given the next one."""
    own = Message.objects.waiting().filter(pk=message.pk)
    if message.is_over(now):
        own.update(given_up_at=now, text="")
        return True
    try:
        gateways.deliver(message.recipient.phone or "", message.text, key=str(message.key))
    except NotDelivered as refusal:
        later = now + dt.timedelta(seconds=pause_seconds(message.attempts))
        own.update(run_at=later, error=str(refusal)[:80])
        log.warning("message not delivered", extra={"count": message.attempts})
        return False
    own.update(sent_at=now, text="", error="")
    return True


def _give_back(numbers: list[int], *, now: dt.datetime) -> None:
    """Claimed and not tried: as if nothing had been."""
    Message.objects.filter(pk__in=numbers).update(run_at=now, attempts=F("attempts") - 1)


def forget_old(now: dt.datetime) -> int:
    """Throw away what was sent or given up a month ago."""
    deleted, _rows = Message.objects.filter(made_at__lte=now - KEPT, text="").delete()
    return deleted
