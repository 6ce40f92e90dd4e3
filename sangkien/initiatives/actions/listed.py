"""Initiatives from a list: each line by the action that a form would call, and taken back."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.imports.enums import Outcome
from sangkien.imports.kinds import Done
from sangkien.initiatives import permissions, rules
from sangkien.initiatives.actions import authors, drafting, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit

NAMESPACE = uuid.UUID("5f3cf0f1-6a3b-4c55-9d0e-6b2a2f0c8e11")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """ "Dòng sáng kiến": `credits` None leaves the co-authors as they are."""

    programme: Programme
    unit: Unit
    author: User
    content: Mapping[str, Any]
    credits: Sequence[Credit] | None
    will_send: bool


def write(
    entry: Entry, code: str, *, key: uuid.UUID, by: Actor, received_at: dt.datetime, at: dt.datetime
) -> Done:
    """ "Nhập một dòng": a new one, or a correction of the one with this code; all of it or nothing."""
    try:
        with transaction.atomic():
            if code:
                return _corrected(entry, code, by=by, received_at=received_at, at=at)
            return _made(entry, key=key, by=by, received_at=received_at, at=at)
    except DomainError as refusal:
        return Done(outcome=Outcome.REFUSED, reasons=(str(refusal),))


def _made(
    entry: Entry, *, key: uuid.UUID, by: Actor, received_at: dt.datetime, at: dt.datetime
) -> Done:
    credited = list(entry.credits or ())
    if entry.will_send:
        made = submission.register(
            entry.programme,
            entry.unit,
            author=entry.author,
            content=dict(entry.content),
            author_share_bp=rules.remaining_share([credit.share_bp for credit in credited]),
            credits=credited,
            request_key=key,
            by=by,
            received_at=received_at,
            at=at,
        )
    else:
        made = drafting.start_draft(
            entry.programme,
            entry.unit,
            author=entry.author,
            request_key=key,
            changes=dict(entry.content),
            by=by,
            at=at,
        )
        authors.note_authors(made, credits=credited, by=by, at=at)
    return Done(outcome=Outcome.APPLIED, trace={"initiative": made.pk, "is_new": True})


def _corrected(
    entry: Entry, code: str, *, by: Actor, received_at: dt.datetime, at: dt.datetime
) -> Done:
    initiative = Initiative.objects.select_related("programme", "unit").get(code=code)
    if initiative.is_secret:
        raise NotAllowed(_("Sáng kiến giữ bí mật kinh doanh chỉ sửa được trên trang của nó."))
    if entry.content:
        drafting.save_draft(initiative, changes=dict(entry.content), by=by, at=at)
    if entry.credits is not None:
        authors.note_authors(initiative, credits=list(entry.credits), by=by, at=at)
    if entry.will_send:
        submission.submit(initiative, by=by, received_at=received_at, at=at)
    return Done(outcome=Outcome.APPLIED, trace={"initiative": initiative.pk, "is_new": False})


def take_back(trace: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> Done:
    """ "Hoàn tác một dòng": what the list made and nobody has looked at yet."""
    why_kept = _taken_back(trace, by=by, at=at)
    if why_kept:
        return Done(outcome=Outcome.KEPT, reasons=(why_kept,), trace=dict(trace))
    return Done(outcome=Outcome.UNDONE, trace=dict(trace))


def _taken_back(trace: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> str:
    """Why a line stays as it is; empty when it was taken back."""
    if not trace["is_new"]:
        return _("Dòng này sửa một sáng kiến đã có: hãy sửa tiếp trên trang của sáng kiến.")
    initiative = Initiative.objects.filter(pk=trace["initiative"]).first()
    return _withdrawn(initiative, by=by, at=at) if initiative else ""


def _withdrawn(initiative: Initiative, *, by: Actor, at: dt.datetime) -> str:
    if not permissions.is_own(by, initiative):
        return _("Chỉ tác giả hoặc người nhập mới rút được sáng kiến này.")
    if initiative.state_enum == State.DRAFT:
        drafting.discard_draft(initiative, by=by, at=at)
        return ""
    if not rules.may_move(initiative.state_enum, State.WITHDRAWN) or initiative.is_valid:
        return _("Sáng kiến này đã được xét.")
    submission.withdraw(initiative, reason=_("Hoàn tác lần nhập từ Excel."), by=by, at=at)
    return ""
