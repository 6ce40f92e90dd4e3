"""Write an initiative step by step; nothing typed is ever lost."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import db, shown
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import permissions
from sangkien.initiatives.actions import sealing
from sangkien.initiatives.actions.moving import recorded
from sangkien.initiatives.errors import ClosedForEntry, DraftChanged, WrongState
from sangkien.initiatives.events import (
    DraftDiscarded,
    InitiativeDrafted,
    InitiativeEvent,
    SecretKept,
)
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import is_open_to
from sangkien.units.models import Unit

CONTENT_FIELDS = frozenset(
    {
        "title",
        "before",
        "solution",
        "effect",
        "kind",
        "field_id",
        "submitter",
        "first_applied_on",
        "benefit_vnd",
        "benefit_basis",
        "benefit_inputs",
        "recognised_by",
        "decision_number",
        "decided_on",
        "answers",
        "is_secret",  # no column: True closes it, nothing else is typed
    }
)


def start_draft(
    programme: Programme,
    unit: Unit,
    *,
    author: User,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
    changes: dict[str, object] | None = None,
) -> Initiative:
    """ "Bắt đầu đăng ký": a draft of the member's own, or on behalf of a member.

    The same `request_key` again gives the same draft, with what was typed last. `changes` may
    hold any of CONTENT_FIELDS.
    """
    ensure_known(changes or {})
    ensure_may_register(programme, unit, author, by)
    draft = new_initiative(
        programme,
        unit,
        author=author,
        request_key=request_key,
        by=by,
        at=at,
        values=changes or {},
    )
    kept, is_new = insert_once(draft, event=InitiativeDrafted, by=by, at=at)
    if not is_new and changes and kept.is_editable:
        return save_draft(kept, changes=changes, by=by, at=at)
    return kept


def new_initiative(
    programme: Programme,
    unit: Unit,
    *,
    author: User,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
    values: dict[str, object],
) -> Initiative:
    """Not saved yet; without an account of its own (the system) the author entered it."""
    return Initiative(
        request_key=request_key,
        programme=programme,
        unit=unit,
        unit_path=unit.path,
        author=author,
        entered_by_id=by.user_id or author.pk,
        created_at=at,
        changed_at=at,
        **sealing.closed_from_the_start(values),
    )


def insert_once(
    initiative: Initiative,
    *,
    event: type[InitiativeEvent],
    by: Actor,
    at: dt.datetime,
    coauthors: Sequence[CoAuthor] = (),
) -> tuple[Initiative, bool]:
    """Insert and record, or find the one that the same form sent before; the flag says whether
    it is new.

    The database decides, so that two identical requests at once make one initiative. What it
    refuses is rolled back as a whole: no savepoint for the ordinary case.
    """
    try:
        with transaction.atomic():
            initiative.save(force_insert=True)
            if coauthors:
                CoAuthor.objects.bulk_create(coauthors)
            recorded(initiative, event, by=by, at=at)
            if initiative.is_secret:
                recorded(initiative, SecretKept, by=by, at=at)
    except IntegrityError:
        earlier = Initiative.objects.filter(request_key=initiative.request_key).first()
        if earlier is None:
            raise
        if not permissions.is_own(by, earlier):
            raise NotAllowed(_("Biểu mẫu này đã được người khác gửi.")) from None
        return earlier, False
    return initiative, True


def ensure_may_register(programme: Programme, unit: Unit, author: User, by: Actor) -> None:
    """A member in the own unit, or an officer for members of the units in scope."""
    own = author.pk == by.user_id and any(
        scope.role == RoleKey.AUTHOR and scope.unit_id == unit.pk for scope in by.scopes
    )
    if not own and not by.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=unit.path):
        raise NotAllowed(_("Bạn không đăng ký được sáng kiến cho đơn vị này."))
    if not programme.is_published or not is_open_to(programme, unit):
        raise ClosedForEntry(_("Chương trình này không dành cho đơn vị của bạn."))


def ensure_known(changes: dict[str, object]) -> None:
    if not set(changes) <= CONTENT_FIELDS:
        raise ValueError(f"unknown fields: {sorted(set(changes) - CONTENT_FIELDS)}")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """On which words a screen stands: their columns, and `core.shown.digest` of what was in them."""

    names: tuple[str, ...]
    digest: str


def seen_of(initiative: Initiative, names: Iterable[str]) -> Seen | None:
    """For a screen that is shown now; None where nobody else writes: of a trade secret."""
    kept = tuple(names)
    if initiative.is_secret or not kept:
        return None
    values = {name: getattr(initiative, name) for name in kept}
    return Seen(names=kept, digest=shown.digest(values))


@transaction.atomic
def save_draft(
    initiative: Initiative,
    *,
    changes: dict[str, object],
    by: Actor,
    at: dt.datetime,
    seen: Seen | None = None,
) -> Initiative:
    """ "Lưu nháp": whatever is there so far, complete or not.

    `changes` may hold any of CONTENT_FIELDS; anything else is a programming error. With `seen`
    nothing is written over that came into the same words from elsewhere since they were shown.
    """
    ensure_known(changes)
    ensure_editable(initiative, by)
    if seen is not None:
        _ensure_as_seen(initiative, changes, seen)
    if changes.get("is_secret"):
        sealing.keep_secret(initiative, by=by, at=at)
    typed = {name: value for name, value in changes.items() if name != "is_secret"}
    # Filtered by state: from another phone it may have been sent a moment ago.
    if not sealing.write(initiative, typed, at=at):
        raise WrongState(_("Sáng kiến vừa được gửi từ nơi khác, hãy tải lại trang."))
    return initiative


def _ensure_as_seen(initiative: Initiative, changes: dict[str, object], seen: Seen) -> None:
    """The row is held until the end of the transaction: of two screens at once one is told."""
    fresh = db.locked(Initiative.objects.filter(pk=initiative.pk, sealed="")).first()
    if fresh is None:  # closed meanwhile: only the author writes there
        return
    present = {name: getattr(fresh, name) for name in seen.names}
    typed = {name: changes.get(name, value) for name, value in present.items()}
    if present != typed and shown.digest(present) != seen.digest:
        initiative.refresh_from_db(fields=[*seen.names, "changed_at"])
        raise DraftChanged(
            _("Bản nháp vừa được sửa từ nơi khác. Cả hai bản đều còn: hãy xem từng mục rồi lưu.")
        )


def ensure_editable(initiative: Initiative, by: Actor) -> None:
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới sửa được sáng kiến này."))
    if not initiative.is_editable:
        raise WrongState(_("Sáng kiến đã gửi nên không sửa được."))


@transaction.atomic
def discard_draft(initiative: Initiative, *, by: Actor, at: dt.datetime) -> None:
    """ "Xóa bản nháp": only a draft that was never sent disappears; the journal keeps the fact."""
    if not permissions.can_discard(by, initiative):
        raise NotAllowed(_("Chỉ xóa được bản nháp của chính mình."))
    drafts = Initiative.objects.filter(pk=initiative.pk, state=initiative.state)
    held = db.locked(drafts).first()  # what hangs on it goes first: nobody may send it meanwhile
    if held is not None:
        held.delete()
        recorded(initiative, DraftDiscarded, by=by, at=at)
