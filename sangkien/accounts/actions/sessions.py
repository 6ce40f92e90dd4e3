"""End sessions from afar. A session is a row: without it the next request is nobody's."""

import datetime as dt

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.events import SessionsEnded
from sangkien.accounts.models import Session, User
from sangkien.journal.actions.recording import record


@transaction.atomic
def end(user: User, handle: str, *, by: Actor, at: dt.datetime) -> int:
    """ "Đăng xuất một thiết bị" of the own; one that is gone already is no error."""
    own = Session.objects.filter(user=user).defer("session_data")
    found = [session.pk for session in own if session.handle == handle]
    return _end(user, found, by=by, at=at)


@transaction.atomic
def end_others(user: User, *, but: str | None, by: Actor, at: dt.datetime) -> int:
    """ "Đăng xuất mọi thiết bị khác"; `but` is the key of the session that stays, if any."""
    others = Session.objects.filter(user=user).exclude(pk=but or "")
    return _end(user, list(others.values_list("pk", flat=True)), by=by, at=at)


def _end(user: User, keys: list[str], *, by: Actor, at: dt.datetime) -> int:
    ended, _rows = Session.objects.filter(pk__in=keys).delete()
    if ended:
        record(SessionsEnded(user_id=user.pk, count=ended), by=by, at=at)
    return ended


def forget_ended(now: dt.datetime) -> int:
    """Throw away sessions that ran out."""
    deleted, _rows = Session.objects.filter(expire_date__lte=now).delete()
    return deleted
