"""Keep the library in step with what is used and where."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Max

from sangkien.access.actor import Actor
from sangkien.adoption import rules
from sangkien.adoption.enums import STILL_USED
from sangkien.adoption.events import LibraryChanged
from sangkien.adoption.models import Adoption, Course, LibraryEntry
from sangkien.core import db, paths
from sangkien.core.text import fold
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

LOCK = 7_306_001  # one writer of the library at a time: each first locks, then counts
REGION_LENGTH = 2 * paths.STEP
BATCH = 500
COLUMNS = ["region", "field_key", "kind", "adopters", "use", "used_day", "changed_at"]


@transaction.atomic
def refresh(initiative_ids: Collection[int], *, at: dt.datetime) -> int:
    """ "Cập nhật thư viện": counted anew, never added up. Returns how many stand in it now."""
    db.exclusive(LOCK)
    ids = sorted(set(initiative_ids))
    made = _entries(ids, at=at)
    before = set(LibraryEntry.objects.filter(pk__in=ids).values_list("pk", flat=True))
    LibraryEntry.objects.bulk_create(
        made.values(), update_conflicts=True, unique_fields=["initiative"], update_fields=COLUMNS
    )
    LibraryEntry.objects.filter(pk__in=before - set(made)).delete()
    changed = before.symmetric_difference(made)
    units = dict(Initiative.objects.filter(pk__in=changed).values_list("pk", "unit_id"))
    for pk in sorted(changed):
        event = LibraryChanged(initiative_id=pk, unit_id=units[pk], is_in=pk in made)
        record(event, by=Actor.system(), at=at)
    return len(made)


def _entries(ids: list[int], *, at: dt.datetime) -> dict[int, LibraryEntry]:
    adopters = _adopters(ids)
    used, own = _used(ids)
    rows = list(
        Initiative.objects.public()
        .filter(pk__in=ids)
        .values_list("pk", "unit__path", "field__name", "kind", "state")
    )
    regions = _regions({path for _pk, path, _field, _kind, _state in rows})
    return {
        pk: LibraryEntry(
            initiative_id=pk,
            region_id=regions[path[:REGION_LENGTH]],
            field_key=fold(field or ""),
            kind=kind,
            adopters=adopters.get(pk, 0),
            use=own.get(pk, ""),
            used_day=used[pk].toordinal() if pk in used else 0,
            changed_at=at,
        )
        for pk, path, field, kind, state in rows
        if rules.is_proven(
            adopters=adopters.get(pk, 0),
            is_used=pk in used,
            is_recognised=state in COUNTED_AS_RECOGNISED,
        )
    }


def _adopters(ids: list[int]) -> dict[int, int]:
    rows = Adoption.objects.standing().filter(initiative_id__in=ids).values("initiative_id")
    return dict(rows.annotate(n=Count("pk")).values_list("initiative_id", "n"))


def _used(ids: list[int]) -> tuple[dict[int, dt.date], dict[int, str]]:
    """The last day on which somebody said "still used", and the last answer of the own unit."""
    courses = Course.objects.filter(initiative_id__in=ids).exclude(use="")
    standing = courses.filter(use__in=STILL_USED).exclude(
        adoption__in=Adoption.objects.filter(initiative_id__in=ids).exclude(
            pk__in=Adoption.objects.standing().filter(initiative_id__in=ids)
        )
    )
    last = standing.values("initiative_id").annotate(day=Max("used_on"))
    own = courses.filter(adoption=None)
    return dict(last.values_list("initiative_id", "day")), dict(
        own.values_list("initiative_id", "use")
    )


def _regions(unit_paths: set[str]) -> dict[str, int]:
    """The unit at the second step of each path, or the root itself."""
    wanted = {path[:REGION_LENGTH] for path in unit_paths}
    return dict(Unit.objects.filter(path__in=wanted).values_list("path", "pk"))


def refresh_branch(path: str, *, at: dt.datetime) -> None:
    """After a branch was moved: a batch at a time."""
    last = 0
    while True:
        rows = LibraryEntry.objects.filter(
            paths.subtree(path, field="initiative__unit__path"), pk__gt=last
        )
        batch = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        refresh(batch, at=at)
        last = batch[-1]
