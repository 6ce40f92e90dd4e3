"""Notices are made from the journal, marked as read, and forgotten."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import bus
from sangkien.journal.models import Entry
from sangkien.notices import concerning
from sangkien.notices.concerning import Concern
from sangkien.notices.models import Notice
from sangkien.notices.queries import get_notice

KEPT = dt.timedelta(days=365)
BATCH = 5_000
INSERTED = 500
LONGEST_TITLE, LONGEST_WORDS = 300, 1000


def tell(event: bus.Event, entry: Entry, concern: Concern) -> int:
    """ "Báo cho người liên quan": everybody but the one who did it, once per entry."""
    told = sorted(concern.user_ids - {entry.actor_id})
    if not told:
        return 0
    return _insert(
        Notice(
            recipient_id=pk,
            entry_id=entry.pk,
            kind=concerning.kind_of(event.name, concern.variant),
            subject_kind=concern.about or event.subject_kind,
            key=concern.key,
            title=concern.title[:LONGEST_TITLE],
            words=concern.words[:LONGEST_WORDS],
            happened_at=entry.occurred_at,
        )
        for pk in _present(told)
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody is asked by the program itself, in a notice that stands for no entry."""

    user_id: int
    title: str
    key: str


def ask(kind: str, questions: Iterable[Question], *, about: str, at: dt.datetime) -> int:
    """ "Hỏi": each person once about the same thing."""
    asked = list(questions)
    present = set(_present([one.user_id for one in asked]))
    return _insert(
        Notice(
            recipient_id=one.user_id,
            kind=kind,
            subject_kind=about,
            key=one.key,
            title=one.title[:LONGEST_TITLE],
            happened_at=at,
        )
        for one in asked
        if one.user_id in present
    )


def _present(user_ids: list[int]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(user_ids), INSERTED):
        part = User.objects.filter(pk__in=user_ids[start : start + INSERTED], is_active=True)
        found += part.values_list("pk", flat=True)
    return found


def _insert(notices: Iterable[Notice]) -> int:
    return len(
        Notice.objects.bulk_create(list(notices), ignore_conflicts=True, batch_size=INSERTED)
    )


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
