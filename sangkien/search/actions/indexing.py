"""Keep the index in step with what may be found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from sangkien.core import db
from sangkien.initiatives.models import Initiative
from sangkien.search import places, tokens
from sangkien.search.models import InitiativeTokens, UnitTokens
from sangkien.units.models import Unit
from sangkien.units.queries import alias_names

BATCH = 500
LOCK = 7_305_001  # one writer of the index at a time: each first locks, then reads what is true now

Told = Callable[[int], None]


def _initiative_row(  # noqa: PLR0917 - the columns of its source, in their order
    pk: int,
    title: str,
    programme_id: int,
    field_id: int | None,
    unit_path: str,
    kind: str,
    library_field: str | None,
) -> InitiativeTokens:
    """`library_field` is None for what does not stand in the library."""
    filters = tokens.units(unit_path) | {tokens.programme(programme_id)}
    if field_id is not None:
        filters.add(tokens.field(field_id))
    if library_field is not None:
        filters |= {tokens.PROVEN, tokens.kind(kind), tokens.named_field(library_field)}
    held = tokens.of_text(title) | filters | tokens.buckets(pk)
    return InitiativeTokens(pk=pk, tokens=_joined(held), version=tokens.VERSION)


def _unit_row(pk: int, path: str, tier: int, closed_on: object, *names: str) -> UnitTokens:
    place = places.place(pk, tier=tier, is_closed=closed_on is not None)
    held = (tokens.buckets(place) | tokens.units(path)).union(*map(tokens.of_text, names))
    if place >= places.CROWD_BELOW:
        held.add(tokens.ABOVE_THE_CROWD)
    return UnitTokens(pk=pk, place=place, tokens=_joined(held), version=tokens.UNITS_VERSION)


def _joined(held: set[str]) -> str:
    return " ".join(sorted(held))


@dataclass(frozen=True, kw_only=True)
class _Source:
    """What may be found of a model, and how its row in the index is made: of its columns, and of
    the `further` words that stand in another table.
    """

    index: Any  # a model of tokens
    findable: Callable[[], models.QuerySet[Any]]
    columns: tuple[str, ...]
    row: Callable[..., InitiativeTokens | UnitTokens]
    changing: tuple[str, ...]
    version: int
    further: Callable[[Iterable[int]], Mapping[int, Sequence[str]]] | None = None


_SOURCES: dict[type[models.Model], _Source] = {
    Initiative: _Source(
        index=InitiativeTokens,
        findable=Initiative.objects.public,
        columns=(
            *("pk", "title", "programme_id", "field_id", "unit_path"),
            *("kind", "library__field_key"),
        ),
        row=_initiative_row,
        changing=("tokens", "version"),
        version=tokens.VERSION,
    ),
    Unit: _Source(
        index=UnitTokens,
        findable=Unit.objects.all,
        columns=(
            *("pk", "path", "level__tier", "closed_on"),
            *("name", "short_name", "code", "former_names"),
        ),
        row=_unit_row,
        changing=("place", "tokens", "version"),
        version=tokens.UNITS_VERSION,
        further=alias_names,
    ),
}


def index_many(things: models.QuerySet[Any], *, told: Told | None = None) -> int:
    """ "Lập chỉ mục": make the index right for these initiatives or units; returns how many.

    Those that may be found get a row, the others lose theirs. Doing it again changes nothing.
    Each batch is a transaction of its own, so that nobody waits long.
    """
    done, last = 0, 0
    while batch := _index_batch(things, after=last):
        done, last = done + len(batch), batch[-1]
        if told is not None:
            told(done)
        if len(batch) < BATCH:
            break
    return done


@transaction.atomic
def _index_batch(things: models.QuerySet[Any], *, after: int) -> list[int]:
    source = _SOURCES[things.model]
    # Read after the lock: two events of one initiative, handled in any order, end alike.
    db.exclusive(LOCK)
    batch = list(things.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    things_found = source.findable().filter(pk__in=batch).values_list(*source.columns)
    found = _write(source, things_found)
    source.index.objects.filter(pk__in=set(batch) - found).delete()
    return batch


def _write(source: _Source, things: Iterable[tuple[Any, ...]]) -> set[int]:
    found = list(things)
    further = source.further([thing[0] for thing in found]) if source.further else {}
    rows = [source.row(*thing, *further.get(thing[0], ())) for thing in found]
    source.index.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=source.changing
    )
    return {row.pk for row in rows}


def reindex(
    model: type[models.Model], *, everything: bool = False, told: Told | None = None
) -> int:
    """ "Lập lại chỉ mục": whatever is missing, superfluous or of an older edition of the tokens.

    Stopped half-way it goes on from there when it is started again; `everything` does them all.
    """
    source = _SOURCES[model]
    things = model._default_manager.all()
    if not everything:
        held = source.index.objects.filter(pk=OuterRef("pk"))
        findable = source.findable().filter(pk=OuterRef("pk"))
        is_right = Exists(held.filter(version=source.version)) & Exists(findable)
        is_absent = ~Exists(held) & ~Exists(findable)
        things = things.exclude(is_right | is_absent)
    return index_many(things, told=told)
