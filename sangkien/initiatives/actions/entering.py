"""Enter an initiative on behalf of a member on one page: kept while it is typed, then sent."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.initiatives import conditions
from sangkien.initiatives.actions import authors, drafting, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import ruleset_at
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Entry:
    """ "Phiếu nhập thay": one page about what a member did; `request_key` names the page."""

    programme: Programme
    unit: Unit
    author: User
    content: dict[str, object]
    author_share_bp: int
    credits: list[Credit]
    request_key: uuid.UUID


@transaction.atomic
def keep_entry(entry: Entry, *, by: Actor, at: dt.datetime) -> Initiative:
    """ "Lưu nháp phiếu nhập thay": as far as it was typed; the same page is one draft.

    One that was sent meanwhile stays as it was sent.
    """
    draft = drafting.start_draft(
        entry.programme,
        entry.unit,
        author=entry.author,
        request_key=entry.request_key,
        changes=entry.content,
        by=by,
        at=at,
    )
    if not draft.is_editable:
        return draft
    return authors.note_authors(draft, credits=entry.credits, by=by, at=at)


def send_entry(entry: Entry, *, by: Actor, received_at: dt.datetime, at: dt.datetime) -> Initiative:
    """ "Gửi thay đoàn viên": what was typed, whether a draft of it was kept before or not.

    What is refused stays a draft where there is one. The same page again gives the same
    initiative. Files that the programme asks for stand beside a draft, so there it is one first.
    """
    if conditions.asks_files(ruleset_at(entry.programme, received_at)):
        return _send_draft(entry, by=by, received_at=received_at, at=at)
    sent = submission.register(
        entry.programme,
        entry.unit,
        author=entry.author,
        content=entry.content,
        author_share_bp=entry.author_share_bp,
        credits=entry.credits,
        request_key=entry.request_key,
        by=by,
        received_at=received_at,
        at=at,
    )
    if sent.state_enum != State.DRAFT:
        return sent
    return _send_draft(entry, by=by, received_at=received_at, at=at)


def _send_draft(
    entry: Entry, *, by: Actor, received_at: dt.datetime, at: dt.datetime
) -> Initiative:
    """One that was kept while it was typed: what it says now counts."""
    kept = keep_entry(entry, by=by, at=at)
    if not kept.is_editable:
        return kept
    draft = Initiative.objects.get(pk=kept.pk)
    return submission.submit(draft, by=by, received_at=received_at, at=at)
