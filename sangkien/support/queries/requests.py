"""Reading requests for help."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.queries import active_user, open_lock
from sangkien.core import codes, paths
from sangkien.core.errors import NotFound
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import EDITABLE
from sangkien.support.models import HelpNote, HelpRequest
from sangkien.support.rules import MOST_NOTES
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import actor_for

PAGE = 20
MOST_OWN = 50
MOST_UNITS = 30


def queue(
    actor: Actor,
    *,
    on: dt.date,
    unit_id: int | None = None,
    after: tuple[dt.date, int] | None = None,
    limit: int = PAGE,
) -> tuple[list[HelpRequest], bool]:
    """Open requests by their clock, of one unit or of all, keyset; whether more follow."""
    rows = HelpRequest.objects.waiting_for(actor, on=on)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    rows = rows.select_related("asked_by", "unit", "initiative", "helper")
    found = list(rows.order_by("due_on", "pk")[: limit + 1])
    return found[:limit], len(found) > limit


def queue_size(actor: Actor, *, on: dt.date, most: int = 100) -> int:
    """How many wait, counted up to `most`."""
    rows = HelpRequest.objects.waiting_for(actor, on=on)
    return len(rows.values_list("pk", flat=True)[:most])


def queue_by_unit(actor: Actor, *, on: dt.date, limit: int = MOST_UNITS) -> list[tuple[Unit, int]]:
    """The units of the queue with how many requests each has, the one that waits longest first."""
    rows = HelpRequest.objects.waiting_for(actor, on=on).values("unit_id")
    counted = rows.annotate(n=Count("pk"), first=Min("asked_at")).order_by("first", "unit_id")
    found = list(counted[:limit])
    units = Unit.objects.in_bulk([row["unit_id"] for row in found])
    return [(units[row["unit_id"]], row["n"]) for row in found]


def own_requests(actor: Actor) -> list[HelpRequest]:
    """The newest first."""
    rows = HelpRequest.objects.of(actor).select_related("initiative", "helper", "unit")
    return list(rows.order_by("-pk")[:MOST_OWN])


def get_request(pk: int, *, actor: Actor) -> HelpRequest:
    """One of the own ones or of the units in which the actor helps, or NotFound."""
    rows = HelpRequest.objects.visible_to(actor).select_related(
        "asked_by", "unit", "initiative__programme", "initiative__field", "helper", "team__unit"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy yêu cầu hỗ trợ này."))
    return found


def is_left(request: HelpRequest, *, at: dt.datetime) -> bool:
    """Whether who took it may not help there any more."""
    if request.helper_id is None:
        return False
    helper = active_user(request.helper_id)
    if helper is None or open_lock(helper) is not None:
        return True
    return not actor_for(helper, at=at).can(Permission.SUPPORT_GIVE, at=request.unit.path)


def notes_of(request: HelpRequest) -> list[HelpNote]:
    """In the order in which they were written."""
    rows = HelpNote.objects.filter(request=request).select_related("written_by")
    return list(rows.order_by("pk")[:MOST_NOTES])


def own_draft(code: str, *, actor: Actor) -> Initiative:
    """A draft or returned initiative of the actor, or NotFound."""
    rows = Initiative.objects.of_author(actor).filter(code=codes.canonical(code))
    found = rows.filter(state__in=EDITABLE).select_related("unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy bản nháp này."))
    return found


def own_units(actor: Actor, *, on: dt.date) -> list[Unit]:
    """Where the actor is a member."""
    own = [scope.unit_id for scope in actor.scopes if scope.role == RoleKey.AUTHOR]
    return list(Unit.objects.filter(pk__in=own).standing_on(on).order_by("name_sort", "pk"))


def open_about(initiative: Initiative, *, actor: Actor) -> HelpRequest | None:
    """What the actor has asked about this draft and is not settled."""
    return HelpRequest.objects.of(actor).open().filter(initiative=initiative).first()


def has_team(unit: Unit, *, on: dt.date) -> bool:
    """Whether somebody of a support team looks after the unit on a day."""
    above: Sequence[str] = [*paths.ancestors(unit.path), unit.path]
    grants = Grant.objects.in_force_on(on).filter(role=RoleKey.SUPPORT, unit__path__in=above)
    return grants.exists()
