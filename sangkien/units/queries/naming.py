"""Reading what units are called besides their names, and the workplaces that match none."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units.models import Alias, Unit, UnmatchedWorkplace

WORKPLACES = 30  # on a page of the queue
MOST_BRANCHES = 300
ANSWERED_FOR = dt.timedelta(days=30)  # how long an answer stays on the desk
MOST_OWN = 10
MOST_OF_BATCH = 200


def aliases_of(unit: Unit) -> list[Alias]:
    return list(Alias.objects.filter(unit=unit).order_by("name", "pk"))


def get_alias(unit: Unit, pk: int) -> Alias | None:
    """None when it is gone: removing twice is no mistake."""
    return Alias.objects.filter(unit=unit, pk=pk).select_related("unit").first()


def alias_names(unit_ids: Iterable[int]) -> dict[int, list[str]]:
    """The further names of units; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Alias.objects.filter(unit_id__in=list(unit_ids)).order_by("name", "pk")
    for unit_id, name in rows.values_list("unit_id", "name"):
        found[unit_id].append(name)
    return dict(found)


def branches(*, on: dt.date) -> list[Unit]:
    """Provinces and sectors: the units right below the top, whose officers answer questions."""
    standing = Unit.objects.standing_on(on).filter(level__is_grassroots=False)
    below = standing.filter(parent__isnull=False, parent__parent=None)
    found = below.select_related("level").order_by("name_sort", "pk")[:MOST_BRANCHES]
    return list(found) or list(standing.filter(parent=None).select_related("level"))


def branch_code(path: str, *, on: dt.date) -> str:
    """The code of the one of them in which a path lies, or ""."""
    around = Unit.objects.standing_on(on).filter(path__in=[*paths.ancestors(path), path])
    found = around.filter(parent__isnull=False, parent__parent=None, level__is_grassroots=False)
    return found.values_list("code", flat=True).first() or ""


def waiting_workplaces(
    actor: Actor, *, after: int | None = None, limit: int = WORKPLACES
) -> list[UnmatchedWorkplace]:
    """The queue of the actor's branches, the oldest first."""
    rows = _waiting(actor).select_related("near", "asked_by", "batch", "proposed").order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows[:limit])


def proposed_workplaces(
    actor: Actor, *, on: dt.date, unit_ids: Iterable[int] | None = None
) -> list[UnmatchedWorkplace]:
    """Those of the queue whose name a unit got since they were asked, the oldest first."""
    standing = Unit.objects.standing_on(on)
    if unit_ids is not None:
        standing = standing.filter(pk__in=list(unit_ids))
    rows = _waiting(actor).filter(proposed__in=standing)
    return list(rows.select_related("near", "asked_by", "proposed").order_by("pk")[:WORKPLACES])


def waiting_workplace_count(actor: Actor, *, most: int) -> int:
    """Counted up to `most`."""
    return len(_waiting(actor).values_list("pk", flat=True)[:most])


def _waiting(actor: Actor) -> QuerySet[UnmatchedWorkplace]:
    return UnmatchedWorkplace.objects.visible_to(actor).waiting()


def get_workplace(pk: int, *, actor: Actor) -> UnmatchedWorkplace:
    """One in a branch that the actor manages, or NotFound."""
    rows = UnmatchedWorkplace.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "near", "asked_by", "batch", "unit", "decided_by", "proposed__parent"
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy nơi làm việc này trong hàng chờ."))
    return found


def own_workplaces(user_id: int | None, *, at: dt.datetime) -> list[UnmatchedWorkplace]:
    """What somebody asked by hand: what waits, and what was answered lately."""
    if user_id is None:
        return []
    rows = UnmatchedWorkplace.objects.filter(asked_by_id=user_id, batch=None)
    recent = rows.filter(asked_at__gt=at - 12 * ANSWERED_FOR).select_related("unit", "near")
    return [
        row
        for row in recent.order_by("-pk")[:MOST_OWN]
        if row.decided_at is None or row.decided_at > at - ANSWERED_FOR
    ]


def workplaces_of_batch(batch_id: int) -> list[UnmatchedWorkplace]:
    """The names of an import that were sent to the queue, with what was answered."""
    rows = UnmatchedWorkplace.objects.filter(batch_id=batch_id).select_related("unit", "near")
    return list(rows.order_by("pk")[:MOST_OF_BATCH])


def may_answer(actor: Actor) -> bool:
    return actor.can_somewhere(Permission.UNIT_MANAGE)
