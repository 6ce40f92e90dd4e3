"""Decide whether two people in the register are one. Only a person decides, with a reason."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions import closing
from sangkien.accounts.models import User
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import permissions
from sangkien.units.enums import TransferState, Verdict, WorkplaceState
from sangkien.units.errors import DecidedBefore, InvalidMove
from sangkien.units.events import PeopleJoined, PeopleToldApart
from sangkien.units.models import (
    ClusterLead,
    Departure,
    Grant,
    Lookalike,
    Membership,
    Transfer,
    UnmatchedWorkplace,
)


@transaction.atomic
def tell_apart(pair: Lookalike, *, reason: str, by: Actor, at: dt.datetime) -> Lookalike:
    """ "Là hai người": remembered, the pair never comes back."""
    _decide(pair, Verdict.TWO, reason=reason, by=by, at=at)
    event = PeopleToldApart(
        unit_id=_unit_of(pair.first_id),
        user_id=pair.first_id,
        other_id=pair.second_id,
        reason=pair.reason,
    )
    record(event, by=by, at=at)
    return pair


@transaction.atomic
def join(pair: Lookalike, *, keep: int, reason: str, by: Actor, at: dt.datetime) -> User:
    """ "Là một người": everything of one account goes to the other, which alone remains.

    Cannot be undone: afterwards nobody can tell any more what came from where.
    """
    if keep not in (pair.first_id, pair.second_id):
        raise InvalidMove(_("Hãy chọn tài khoản được giữ lại."), field="keep")
    _decide(pair, Verdict.ONE, reason=reason, by=by, at=at)
    kept, closed = pair.first, pair.second
    if keep == pair.second_id:
        kept, closed = closed, kept
    if not kept.is_active:
        raise InvalidMove(
            _("Tài khoản được giữ lại đang khóa. Hãy mở khóa, hoặc giữ tài khoản kia."),
            field="keep",
        )
    unit_id = _unit_of(kept.pk)
    _move_memberships(kept, closed)
    _move_grants(kept, closed, at=at)
    _move_transfers(kept, closed, at=at)
    ClusterLead.objects.filter(user=closed).update(user=kept)
    _move_workplaces(kept, closed)
    closing.close_into(kept, closed, at=at)
    others = Lookalike.objects.filter(Q(first=closed) | Q(second=closed)).undecided()
    others.delete()
    event = PeopleJoined(
        unit_id=unit_id,
        user_id=kept.pk,
        closed_id=closed.pk,
        reason=pair.reason,
        joined_at=at,
        joined_by=by.user_id,
    )
    record(event, by=by, at=at)
    return kept


def _decide(pair: Lookalike, verdict: Verdict, *, reason: str, by: Actor, at: dt.datetime) -> None:
    held = User.objects.filter(pk__in=[pair.first_id, pair.second_id]).order_by("pk")
    list(db.locked(held))  # of two pairs with one person in both, one waits for the other
    if not Lookalike.objects.undecided().filter(pk=pair.pk).exists():
        raise DecidedBefore(_("Cặp này đã có người kết luận."))
    if not permissions.can_join(by, pair.first, pair.second, on=local_day(at)):
        raise NotAllowed(_("Bạn chưa phụ trách đủ các đơn vị và vai trò của cả hai người."))
    if not text.has_words(reason):
        raise InvalidMove(_("Hãy ghi căn cứ để kết luận."), field="reason")
    decided = Lookalike.objects.filter(pk=pair.pk, verdict="").update(
        verdict=verdict,
        reason=text.clean_line(reason),
        decided_by_id=by.user_id,
        decided_at=at,
    )
    if not decided:
        raise DecidedBefore(_("Cặp này đã có người kết luận."))
    pair.refresh_from_db()


def _unit_of(user_id: int) -> int:
    """Where it is written into the journal: the unit of the person, ended ones last."""
    rows = Membership.objects.filter(user_id=user_id).order_by("-pk")
    row = rows.filter(until_on=None).first() or rows.first()
    if row is None:
        raise InvalidMove(_("Người này chưa thuộc đơn vị nào."))
    return row.unit_id


def _move_memberships(kept: User, closed: User) -> None:
    """Two open memberships in one unit become one, from the earlier day."""
    own = {row.unit_id: row for row in Membership.objects.filter(user=kept, until_on=None)}
    for row in Membership.objects.filter(user=closed):
        same = own.get(row.unit_id) if row.until_on is None else None
        if same is None:
            Membership.objects.filter(pk=row.pk).update(user=kept)
            continue
        since = min(same.since_on, row.since_on)
        Membership.objects.filter(pk=same.pk).update(since_on=since)
        Departure.objects.filter(membership=row).update(membership=same)
        row.delete()


def _move_grants(kept: User, closed: User, *, at: dt.datetime) -> None:
    """A role that both hold in one unit is held once."""
    held = set(Grant.objects.filter(user=kept, revoked_at=None).values_list("unit_id", "role"))
    for grant in Grant.objects.filter(user=closed):
        double = grant.revoked_at is None and (grant.unit_id, grant.role) in held
        revoked_at = at if double else grant.revoked_at
        Grant.objects.filter(pk=grant.pk).update(user=kept, revoked_at=revoked_at)
    Grant.objects.filter(drafts_from=closed).update(drafts_from=kept)


def _move_workplaces(kept: User, closed: User) -> None:
    """What both asked waits once."""
    own = UnmatchedWorkplace.objects.waiting().filter(asked_by=kept)
    asked = set(own.values_list("near_id", "folded"))
    for row in UnmatchedWorkplace.objects.filter(asked_by=closed):
        if row.state == WorkplaceState.WAITING and (row.near_id, row.folded) in asked:
            row.delete()
        else:
            UnmatchedWorkplace.objects.filter(pk=row.pk).update(asked_by=kept)


def _move_transfers(kept: User, closed: User, *, at: dt.datetime) -> None:
    """Nobody moves under a closed name: what is still open has to be sent again."""
    Transfer.objects.filter(user=closed, state=TransferState.SENT).update(
        state=TransferState.CANCELLED, decided_at=at
    )
    Transfer.objects.filter(user=closed).update(user=kept)
