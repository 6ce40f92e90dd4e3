"""What a unit has to reach in a year: in programmes and outside of them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.agreements import places
from sangkien.agreements.enums import TargetOrigin
from sangkien.agreements.models import Agreement, Target
from sangkien.agreements.queries.targets import order_of
from sangkien.core.errors import NotFound
from sangkien.core.periods import end_of, start_of
from sangkien.units.models import Unit

MOST_TARGETS = 300
SHOWN_WITH = (
    "period__programme",
    "period__unit",
    "unit__parent",
    "unit__level",
    "cluster__organiser",
    "set_by",
)


def place_of(actor: Actor, *, code: str = "") -> Unit:
    """The unit whose targets the actor looks at, the highest of theirs by default."""
    reach = Unit.objects.filter(within(actor, Permission.PROGRESS_VIEW))
    if code:
        reach = reach.filter(code=code)
    unit = reach.select_related("level", "parent").order_by("path").first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này."))
    return unit


def held_in(
    year: int, *, unit_ids: Iterable[int] = (), cluster_ids: Iterable[int] = ()
) -> list[Target]:
    """The targets in force of these holders whose time touches a year; one query.

    In the order of their time, assigned before self-set.
    """
    mine = Q(unit_id__in=list(unit_ids)) | Q(cluster_id__in=list(cluster_ids))
    rows = _touching(year).filter(mine, replaced_at=None).select_related(*SHOWN_WITH)
    found = list(rows.order_by("pk")[:MOST_TARGETS])
    return sorted(found, key=lambda target: (target.opens_at, *order_of(target)))


def _touching(year: int) -> QuerySet[Target]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    in_programmes = Q(period__opens_at__lte=end_of(last), period__closes_at__gt=start_of(first))
    return Target.objects.filter(in_programmes | Q(since__lte=last, until__gte=first))


def find(pk: int, *, actor: Actor) -> Target:
    """A target of a holder that the actor oversees, past ones included."""
    rows = Target.objects.visible_to(actor).filter(pk=pk)
    target = rows.select_related(*SHOWN_WITH).first()
    if target is None:
        raise NotFound(_("Không tìm thấy chỉ tiêu này."))
    return target


def chain(target: Target) -> list[Target]:
    """The target with all that stood in its place before and after, the newest first."""
    origin = TargetOrigin(target.origin)
    rows = places.alike(target.runs, target.held_by, target.aim, origin)
    return list(rows.select_related("set_by").order_by("-pk")[:MOST_TARGETS])


def pact_of(target: Target) -> Agreement | None:
    """The agreement that says so."""
    row = target.pledges.select_related("edition__agreement").order_by("-pk").first()
    return row.edition.agreement if row else None
