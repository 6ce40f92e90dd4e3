"""Enter an initiative on behalf of a member on one page: kept while it is typed, then sent."""

import datetime as dt
import uuid

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.initiatives.actions import authors, drafting, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


@transaction.atomic
def keep_entry(
    programme: Programme,
    unit: Unit,
    *,
    author: User,
    content: dict[str, object],
    credits: list[Credit],
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> Initiative:
    """ "Lưu nháp phiếu nhập thay": as far as it was typed; the same `request_key` is one draft.

    One that was sent meanwhile stays as it was sent.
    """
    draft = drafting.start_draft(
        programme, unit, author=author, request_key=request_key, changes=content, by=by, at=at
    )
    if not draft.is_editable:
        return draft
    return authors.note_authors(draft, credits=credits, by=by, at=at)


def send_entry(
    programme: Programme,
    unit: Unit,
    *,
    author: User,
    content: dict[str, object],
    author_share_bp: int,
    credits: list[Credit],
    request_key: uuid.UUID,
    by: Actor,
    received_at: dt.datetime,
    at: dt.datetime,
) -> Initiative:
    """ "Gửi thay đoàn viên": what was typed, whether a draft of it was kept before or not.

    What is refused stays a draft where there is one. The same `request_key` again gives the same
    initiative.
    """
    sent = submission.register(
        programme,
        unit,
        author=author,
        content=content,
        author_share_bp=author_share_bp,
        credits=credits,
        request_key=request_key,
        by=by,
        received_at=received_at,
        at=at,
    )
    if sent.state_enum != State.DRAFT:
        return sent
    keep_entry(  # the form was kept while it was typed: what it says now counts
        programme,
        unit,
        author=author,
        content=content,
        credits=credits,
        request_key=request_key,
        by=by,
        at=at,
    )
    draft = Initiative.objects.get(pk=sent.pk)
    return submission.submit(draft, by=by, received_at=received_at, at=at)
