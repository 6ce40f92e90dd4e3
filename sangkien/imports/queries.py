"""Reading imports and their lines."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sangkien.core.errors import NotFound
from sangkien.imports import rules
from sangkien.imports.enums import WORKING, Outcome, State, Verdict
from sangkien.imports.models import ImportBatch, ImportLine

PAGE = 50
WRONG = Q(verdict=Verdict.ERROR) | Q(outcome__in=[Outcome.REFUSED, Outcome.KEPT])


def of_unit(unit_id: int, *, kinds: Iterable[str], limit: int = PAGE) -> list[ImportBatch]:
    """The imports for a unit, the newest first; the caller has checked that they may be seen."""
    found = ImportBatch.objects.of_unit(unit_id).filter(kind__in=kinds)
    return list(found.select_related("file", "created_by").order_by("-pk")[:limit])


def get_batch(pk: int, *, unit_id: int, kinds: Iterable[str]) -> ImportBatch:
    """One import for a unit, of a kind that the reader may run, or NotFound."""
    found = ImportBatch.objects.of_unit(unit_id).filter(pk=pk, kind__in=kinds)
    batch = found.select_related("file", "created_by", "confirmed_by", "undone_by").first()
    if batch is None:
        raise NotFound(_("Không tìm thấy lần nhập này."))
    return batch


def verdict_counts(batch: ImportBatch) -> dict[str, int]:
    return _counts(batch, "verdict")


def outcome_counts(batch: ImportBatch) -> dict[str, int]:
    return _counts(batch, "outcome")


def _counts(batch: ImportBatch, field: str) -> dict[str, int]:
    found = batch.lines.values_list(field).annotate(lines=Count("pk")).order_by(field)
    return dict(found)


def wrong_count(batch: ImportBatch) -> int:
    return batch.lines.filter(WRONG).count()


def lines_page(
    batch: ImportBatch, *, chosen: Q, after: int | None, limit: int = PAGE
) -> tuple[list[ImportLine], int | None]:
    """Lines in the order of the file, and the position of the last one when more follow."""
    found = list(
        batch.lines.filter(chosen, position__gt=after or 0).order_by("position")[: limit + 1]
    )
    return found[:limit], found[limit - 1].position if len(found) > limit else None


def same_file_before(batch: ImportBatch) -> ImportBatch | None:
    """The latest import of the very same file that was carried out for the same unit."""
    found = ImportBatch.objects.of_unit(batch.unit_id).filter(
        kind=batch.kind, digest=batch.digest, state=State.DONE, pk__lt=batch.pk
    )
    return found.order_by("-pk").first()


def next_waiting(now: dt.datetime) -> ImportBatch | None:
    """The shortest list, so that a long one holds up nobody; what failed just now has to rest."""
    rested = Q(retry_at=None) | Q(retry_at__lte=now)
    return ImportBatch.objects.filter(rested, state__in=WORKING).order_by("total", "pk").first()


def unfinished_count(unit_id: int) -> int:
    """How many files of a unit wait for the worker or for somebody to agree."""
    return (
        ImportBatch.objects.of_unit(unit_id).filter(state__in=[*WORKING, State.PREVIEWED]).count()
    )


def outlived(now: dt.datetime) -> list[int]:
    """Imports whose lines are no longer needed."""
    old = ImportBatch.objects.filter(
        created_at__lt=now - rules.LINES_KEPT_FOR, lines_removed_at=None
    ).exclude(state__in=WORKING)
    return list(old.order_by("pk").values_list("pk", flat=True)[:20])


def wrong_lines(batch: ImportBatch) -> Iterable[ImportLine]:
    """The lines that were not taken, or could not be taken back, in the order of the file."""
    found = batch.lines.filter(WRONG).order_by("position").defer("trace", "difference")
    return found.iterator(chunk_size=1_000)
