"""Lists of cards and of openings, a page at a time."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.scoring.enums import CardState
from sangkien.scoring.models import Card, Opening
from sangkien.scoring.models.cards import CardQuerySet
from sangkien.scoring.queries.tables import PAGE

CARDS = 50  # of one opening on a page


@dataclass(frozen=True, kw_only=True)
class CardPage:
    rows: list[Card]
    following: int | None


@dataclass(frozen=True, kw_only=True)
class OpeningPage:
    rows: list[Opening]
    following: int | None


def _published(rows: CardQuerySet, actor: Actor) -> CardQuerySet:
    return rows.visible_to(actor).filter(state=CardState.FINAL)


def _own(rows: CardQuerySet, actor: Actor) -> CardQuerySet:
    return rows.filter(unit__path__in=actor.offices(Permission.SCORECARD_SEND))


LISTS: dict[str, Callable[[CardQuerySet, Actor], CardQuerySet]] = {
    "fill": CardQuerySet.to_fill,
    "check": CardQuerySet.to_check,
    "judge": CardQuerySet.to_judge,
    "own": _own,
    "published": _published,
}


def cards_page(actor: Actor, name: str, *, before: int | None = None) -> CardPage:
    """One of `LISTS`, the newest first."""
    rows = LISTS[name](Card.objects.all(), actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(_shown(rows).order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return CardPage(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def waiting(actor: Actor) -> dict[str, int]:
    """How many wait for the actor in each list, up to a page full."""
    return {
        name: LISTS[name](Card.objects.all(), actor).order_by()[: PAGE + 1].count()
        for name in ("fill", "check", "judge")
    }


def _shown(rows: CardQuerySet) -> CardQuerySet:
    return rows.select_related(
        "opening__table", "opening__unit", "opening__cluster", "unit", "cluster", "checker"
    )


def openings_page(actor: Actor, *, before: int | None = None) -> OpeningPage:
    """What the actor's offices opened, the newest first."""
    rows = Opening.objects.visible_to(actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("table", "unit", "cluster").order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return OpeningPage(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def states_of(opening: Opening) -> dict[str, int]:
    """How many cards stand where, in the order of the stages."""
    counted = Card.objects.filter(opening=opening).values("state").annotate(number=Count("pk"))
    found = {row["state"]: row["number"] for row in counted.order_by()}
    return {state: found.get(state, 0) for state in CardState.values}


def decided(opening: Opening) -> dict[int, int]:
    """The versions of the cards that wait for publication."""
    rows = Card.objects.filter(opening=opening, state=CardState.DECIDED)
    return dict(rows.order_by("pk").values_list("pk", "version"))


def stamp(versions: Mapping[int, int]) -> str:
    """Another one as soon as one of the cards changes, comes or goes."""
    words = ";".join(f"{pk}:{version}" for pk, version in sorted(versions.items()))
    return hashlib.sha256(words.encode()).hexdigest()


def cards_of(opening: Opening, *, after: int | None = None) -> CardPage:
    """In the order of the tree, as they were made."""
    rows = Card.objects.filter(opening=opening)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(_shown(rows).order_by("pk")[: CARDS + 1])
    more = len(found) > CARDS
    return CardPage(rows=found[:CARDS], following=found[CARDS - 1].pk if more else None)
