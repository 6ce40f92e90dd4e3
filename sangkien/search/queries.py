"""Finding initiatives and units by what people type."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.initiatives.models import Initiative
from sangkien.search import places, tokens
from sangkien.search.ladder import MOST_COUNTED, Ladder, Reached
from sangkien.search.matching import Query, Term, either_of
from sangkien.search.models import InitiativeTokens, UnitTokens
from sangkien.units.models import Unit
from sangkien.units.queries import alias_names, find_visible, is_visible

PAGE = 20
LONGEST_TYPED = 200
WORD = re.compile(r"[^\W_]+")

H = TypeVar("H")


@dataclass(frozen=True)
class Part:
    """A piece of a text; `is_hit` when the reader typed it."""

    text: str
    is_hit: bool


@dataclass(frozen=True, kw_only=True)
class InitiativeHit:
    pk: int
    code: str
    title: tuple[Part, ...]
    unit_name: str
    field_name: str
    author_name: str  # empty without consent
    received_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class UnitHit:
    """`also` is another name, when that is what was typed."""

    name: tuple[Part, ...]
    also: tuple[Part, ...]
    code: str
    path: str
    level_name: str
    parent_name: str
    closed_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Found(Generic[H]):
    """One page of hits, and the cursor of the `following` one or None.

    `is_near`: nothing holds all that was typed, these come near. `counted` is known on the first
    page of exact fits, up to a limit: all, or with `counts_best` those with the words in order.
    """

    hits: tuple[H, ...] = ()
    following: str | None = None
    is_near: bool = False
    counted: int | None = None
    counts_best: bool = False

    @property
    def is_more_than_counted(self) -> bool:
        return self.counted is not None and self.counted > MOST_COUNTED


@dataclass(frozen=True, kw_only=True)
class Within:
    """Where to look for initiatives: everywhere by default."""

    programme_id: int | None = None
    field_id: int | None = None
    unit_path: str = ""
    is_proven: bool = False
    kind: str = ""  # this and the next only together with `is_proven`
    field_key: str = ""

    def filters(self) -> list[Query]:
        chosen = []
        if self.programme_id is not None:
            chosen.append(tokens.programme(self.programme_id))
        if self.field_id is not None:
            chosen.append(tokens.field(self.field_id))
        if self.unit_path:
            chosen.append(tokens.unit(self.unit_path))
        if self.is_proven:
            chosen.append(tokens.PROVEN)
        if self.kind:
            chosen.append(tokens.kind(self.kind))
        if self.field_key:
            chosen.append(tokens.named_field(self.field_key))
        return [Term(token) for token in chosen]


EVERYWHERE = Within()


def find_initiatives(
    typed: str, *, within: Within = EVERYWHERE, cursor: str = "", limit: int = PAGE
) -> Found[InitiativeHit]:
    """Public initiatives whose title fits: the best kind of fit first, in it the newest first.

    Without words, all within the filters. The index may lag behind a withdrawal by a moment, so
    the initiatives themselves are asked whether they are public.
    """
    words, filters = tokens.words(typed[:LONGEST_TYPED]), within.filters()
    if typed.strip() and not words:
        return Found()
    ladder = Ladder(index=InitiativeTokens, words=words, filters=filters)
    reached = ladder.walk(cursor=cursor, limit=limit)
    public = Initiative.objects.public().select_related("unit", "author", "field")
    shown = public.only(
        *("code", "title", "received_at", "unit__name", "unit__short_name", "field__name"),
        *("author__full_name", "author__name_public_since"),
    ).in_bulk(reached.keys)
    lit = _lit(typed)
    hits = tuple(_initiative_hit(shown[pk], lit) for pk in reached.keys if pk in shown)
    return _found(reached, hits)


def find_units(typed: str, *, cursor: str = "", limit: int = PAGE) -> Found[UnitHit]:
    """Units by any of their names or by code: the best kind of fit first, in it the upper levels
    first, the closed ones last.
    """
    reached = _units(typed, cursor=cursor, limit=limit)
    lit = _lit(typed)
    shown = _at(reached.keys)
    also = alias_names(unit.pk for unit in shown)
    hits = tuple(_unit_hit(unit, lit, also.get(unit.pk, [])) for unit in shown)
    return _found(reached, hits)


def search_units(typed: str, *, limit: int = 10) -> list[Unit]:
    """The units themselves, for those who choose one."""
    return _at(_units(typed, limit=limit, counts=False).keys)


def search_visible_units(typed: str, *, actor: Actor, limit: int = PAGE) -> list[Unit]:
    """The same among the units that the actor may look into. What the index does not hold word by
    word, as a beginning or a unit opened a moment ago, the register itself is asked for. Below a
    root stands nearly everything: asking the index for that as well would only cost time.
    """
    reach = {tokens.unit(scope.path) for scope in actor.scopes}
    if not reach and not actor.is_system:
        return []
    is_whole = any(paths.depth(scope.path) == 1 for scope in actor.scopes)
    filters = [either_of(map(Term, sorted(reach)))] if reach and not is_whole else []
    reached = _units(typed, limit=limit, filters=filters, counts=False, comes_near=False)
    shown = [unit for unit in _at(reached.keys) if is_visible(unit, actor=actor)]
    return shown or find_visible(typed, actor=actor, limit=limit)


def _units(typed: str, *, limit: int, cursor: str = "", **options: Any) -> Reached:
    words = tokens.words(typed[:LONGEST_TYPED])
    if not words:
        return Reached()
    return Ladder(index=UnitTokens, words=words, **options).walk(cursor=cursor, limit=limit)


def _at(keys: Iterable[int]) -> list[Unit]:
    """The units in these places of the index, in this order."""
    ids = [places.unit_at(key) for key in keys]
    shown = Unit.objects.select_related("level", "parent").in_bulk(ids)
    return [shown[pk] for pk in ids if pk in shown]


def _found(reached: Reached, hits: tuple[H, ...]) -> Found[H]:
    return Found(
        hits=hits,
        following=reached.following,
        is_near=reached.is_near,
        counted=reached.counted,
        counts_best=reached.counts_best,
    )


def _initiative_hit(initiative: Initiative, lit: set[str]) -> InitiativeHit:
    return InitiativeHit(
        pk=initiative.pk,
        code=initiative.code,
        title=_parts(initiative.title, lit),
        unit_name=initiative.unit.label,
        field_name=initiative.field.name if initiative.field else "",
        author_name=initiative.author.public_name,
        received_at=initiative.received_at,
    )


def _unit_hit(unit: Unit, lit: set[str], aliases: Sequence[str]) -> UnitHit:
    return UnitHit(
        name=_parts(unit.name, lit),
        also=_parts(_other_name(unit, lit, aliases), lit),
        code=unit.code,
        path=unit.path,
        level_name=unit.level.name,
        parent_name=unit.parent.name if unit.parent else "",
        closed_on=unit.closed_on,
    )


def _other_name(unit: Unit, lit: set[str], aliases: Sequence[str]) -> str:
    """The further name by which the unit was found: it holds words that the name does not."""
    missing = lit.difference(tokens.words(unit.name))
    fitting = [(len(missing.intersection(tokens.words(name))), name) for name in aliases]
    best = max(fitting, key=lambda fit: fit[0], default=(0, ""))
    return best[1] if best[0] else ""


def _lit(typed: str) -> set[str]:
    """The words to light up: those typed, and their abbreviations."""
    words = tokens.words(typed[:LONGEST_TYPED])
    return {*words, *tokens.shortened(words)}


@lru_cache(maxsize=4_096)
def _folded(word: str) -> tuple[str, ...]:
    """Titles are made of the same few thousand words."""
    return tuple(tokens.words(word))


def _parts(shown: str, lit: set[str]) -> tuple[Part, ...]:
    """The text cut where hits begin and end."""
    parts: list[Part] = []
    end = 0
    for word in WORD.finditer(shown):
        if lit.isdisjoint(_folded(word[0])):
            continue
        parts += [Part(shown[end : word.start()], False), Part(word[0], True)]
        end = word.end()
    return tuple(part for part in (*parts, Part(shown[end:], False)) if part.text)
