"""Real titles, queries as people type them, and a library of public initiatives to search in."""

import csv
import itertools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sangkien.core import clock
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import deliveries
from sangkien.programmes.models import Programme
from sangkien.search.actions import indexing
from sangkien.search.queries import Found, InitiativeHit, Part, UnitHit
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, content_of, make_cast, make_programme

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, kw_only=True)
class Question:
    """`relevant` was judged by people, `found` is the answer expected of both databases."""

    query: str
    relevant: frozenset[str]
    found: tuple[str, ...]


def real_titles() -> dict[str, str]:
    """Titles by key; where each was published stands in the file."""
    with (DATA / "search_titles.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["title"] for row in csv.DictReader(file)}


def questions() -> list[Question]:
    with (DATA / "search_queries.csv").open(encoding="utf-8", newline="") as file:
        return [
            Question(
                query=row["query"],
                relevant=frozenset(row["relevant"].split()),
                found=tuple(row["found"].split()),
            )
            for row in csv.DictReader(file)
        ]


@dataclass(frozen=True, kw_only=True)
class Library:
    """One programme whose public initiatives are added in bulk, as a data generator does."""

    cast: Cast
    programme: Programme

    def add(
        self,
        *titles: str,
        unit: Unit | None = None,
        programme: Programme | None = None,
        keys: Iterable[int | None] = itertools.repeat(None),
        **changes: object,
    ) -> list[Initiative]:
        """`keys` are primary keys, for those that have to stand far apart."""
        unit, programme = unit or self.cast.factory, programme or self.programme
        values: dict[str, object] = {
            **content_of(programme),
            "programme": programme,
            "phase": programme.periods.get(kind="phase"),
            "unit": unit,
            "unit_path": unit.path,
            "author": self.cast.author,
            "entered_by": self.cast.author,
            "state": State.CONFIRMED,
            "created_at": NOW,
            "changed_at": NOW,
            "received_at": NOW,
            **changes,
        }
        made = Initiative.objects.bulk_create(
            Initiative(**{**values, "title": title, "request_key": uuid.uuid4(), "pk": key})
            for title, key in zip(titles, keys, strict=False)
        )
        indexing.index_many(Initiative.objects.filter(pk__in=[row.pk for row in made]))
        return made


def make_library(*titles: str) -> Library:
    cast = make_cast()
    library = Library(cast=cast, programme=make_programme(cast.province))
    library.add(*titles)
    return library


def deliver() -> None:
    """What the background worker does with the journal."""
    while deliveries.deliver_batch(clock.now()):
        pass


def shown(found: Found[InitiativeHit] | Found[UnitHit]) -> list[str]:
    """The titles or names of the hits, in their order."""
    return [whole(hit.title if isinstance(hit, InitiativeHit) else hit.name) for hit in found.hits]


def whole(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


def lit(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if part.is_hit]
