""" "Sổ văn bản đi": everything that a unit issued with a number, whatever its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sangkien.papers.models import IssuedPaper
from sangkien.units.models import Unit

PAGE = 50
MOST_YEARS = 12
MOST_WRITTEN = 20_000  # rows of an Excel file that is made while somebody waits
BATCH = 1_000
COLUMNS = (
    *("id", "kind", "label", "title", "holder", "issued_on", "signer_name", "signer_post"),
    *("code", "revoked_at", "replaced_by_id", "forgotten_at"),
)


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """Newest first; `following` is the number behind which the next page begins."""

    rows: Sequence[IssuedPaper]
    following: int | None


def register_page(
    unit: Unit, *, year: int, kind: str = "", before: int | None = None
) -> RegisterPage:
    rows = _rows(unit, year, kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return RegisterPage(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def _rows(unit: Unit, year: int, kind: str) -> QuerySet[IssuedPaper]:
    """Without what they say."""
    rows = IssuedPaper.objects.filter(unit=unit, year=year).only(*COLUMNS)
    return rows.filter(kind=kind) if kind else rows


def register_rows(unit: Unit, *, year: int, kind: str = "") -> Iterator[IssuedPaper]:
    """In the order in which they were issued, a batch at a time; `MOST_WRITTEN` of them."""
    rows = _rows(unit, year, kind).order_by("pk")[:MOST_WRITTEN]
    yield from rows.iterator(chunk_size=BATCH)


def is_longer(unit: Unit, *, year: int, kind: str = "") -> bool:
    return _rows(unit, year, kind).order_by("pk")[MOST_WRITTEN : MOST_WRITTEN + 1].exists()


def register_years(unit: Unit) -> list[int]:
    """In which the unit issued anything, the newest first."""
    years = IssuedPaper.objects.filter(unit=unit).order_by("-year").values_list("year", flat=True)
    return list(years.distinct()[:MOST_YEARS])
