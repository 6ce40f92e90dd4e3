"""Notices are made from the journal, marked as read, and forgotten."""

import datetime as dt

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import bus
from sangkien.journal.models import Entry
from sangkien.notices.concerning import Concern
from sangkien.notices.models import Notice
from sangkien.notices.queries import get_notice

KEPT = dt.timedelta(days=365)
BATCH = 5_000


def tell(event: bus.Event, entry: Entry, concern: Concern) -> int:
    """ "Báo cho người liên quan": everybody but the one who did it, once per entry."""
    told = concern.user_ids - {entry.actor_id}
    present = User.objects.filter(pk__in=told, is_active=True).values_list("pk", flat=True)
    made = Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=pk,
                entry_id=entry.pk,
                kind=event.name,
                subject_kind=event.subject_kind,
                key=concern.key,
                title=concern.title[:300],
                words=concern.words[:1000],
                happened_at=entry.occurred_at,
            )
            for pk in present
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return len(made)


@transaction.atomic
def mark_read(pk: int, *, by: Actor, at: dt.datetime) -> Notice:
    """ "Đã đọc"."""
    notice = get_notice(pk, actor=by)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, by: Actor, at: dt.datetime) -> int:
    """ "Đánh dấu đã đọc tất cả"."""
    return Notice.objects.of(by.user_id).unread().update(read_at=at)


def erase(user_id: int, at: dt.datetime) -> None:
    """ "Xóa thông báo" of a person who asked to be erased."""
    Notice.objects.of(user_id).delete()


def forget_old(now: dt.datetime) -> int:
    """A year later the journal alone knows it."""
    old = Notice.objects.filter(happened_at__lt=now - KEPT).order_by("happened_at")
    deleted, _rows = Notice.objects.filter(
        pk__in=list(old.values_list("pk", flat=True)[:BATCH])
    ).delete()
    return deleted
