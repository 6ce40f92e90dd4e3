"""What happened to what somebody follows: public facts only, read and never kept.

Four sources, each newest first by its own number and each answered thing by thing from an index, so
that a famous initiative or a large unit costs no more than another. A page takes from them whatever
happened last; the cursor says how far each of them was read.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from sangkien.access.actor import Actor
from sangkien.discussions.models import Comment, Follow
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.models import Extension
from sangkien.units.models import Unit

PAGE = 20
MOST_INITIATIVES, MOST_UNITS, MOST_PROGRAMMES = 100, 50, 50  # the latest that were followed
ENDLESS = 2**62
CURSOR = re.compile(r"([0-9]{1,19})\.([0-9]{1,19})\.([0-9]{1,19})\.([0-9]{1,19})")
# What everybody may read about a valid initiative.
TOLD = (
    "adoption.recorded",
    "adoption.use_answered",
    "initiative.recognised",
    "recognition.influence_raised",
)
CONFIRMED, COMMENT, QUESTION, ANSWER = "confirmed", "comment", "question", "answer"
EXTENDED = "extended"


@dataclass(frozen=True, kw_only=True)
class News:
    """ "Tin": one thing that happened. `kind` is the name of an event of `TOLD` or one of the words
    above; `number` is its place in its source.
    """

    kind: str
    number: int
    at: dt.datetime
    initiative: Initiative | None = None
    extension: Extension | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One page; `following` is where the next one begins, or None. `is_partial` when more is
    followed than is looked at.
    """

    rows: list[News]
    following: str | None
    follows: bool
    is_partial: bool


Source = Callable[[int, int], list[News]]  # below which number, how many


def feed_of(actor: Actor, *, cursor: str = "", limit: int = PAGE) -> Feed:
    """A fixed number of queries, whatever is followed and however much happened."""
    chosen = _chosen(actor)
    reached = CURSOR.fullmatch(cursor)
    below = [int(part) for part in reached.groups()] if reached else [ENDLESS] * 4
    below = [min(number, ENDLESS) for number in below]
    found = [
        source(number, limit + 1)
        for source, number in zip(chosen.sources(actor), below, strict=True)
    ]
    rows: list[News] = []
    while len(rows) < limit and any(found):
        latest = max((place for place in range(len(found)) if found[place]), key=_head(found))
        row = found[latest].pop(0)
        below[latest] = row.number
        rows.append(row)
    following = ".".join(str(number) for number in below) if any(found) else None
    return Feed(rows=rows, following=following, follows=chosen.any, is_partial=chosen.is_partial)


def _head(found: list[list[News]]) -> Callable[[int], tuple[dt.datetime, int]]:
    return lambda place: (found[place][0].at, -place)


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """What is followed and looked at."""

    initiatives: dict[int, Initiative]
    units: list[str]
    programmes: list[int]
    any: bool
    is_partial: bool

    def sources(self, actor: Actor) -> list[Source]:
        return [
            lambda below, most: _happened(self.initiatives, below=below, most=most),
            lambda below, most: _said(self.initiatives, actor, below=below, most=most),
            lambda below, most: _confirmed(self.units, below=below, most=most),
            lambda below, most: _extended(self.programmes, below=below, most=most),
        ]


def _chosen(actor: Actor) -> _Chosen:
    if actor.user_id is None:
        return _Chosen(initiatives={}, units=[], programmes=[], any=False, is_partial=False)
    mine = Follow.objects.filter(user_id=actor.user_id).order_by("-pk")
    limits = (
        ("initiative_id", MOST_INITIATIVES),
        ("unit_id", MOST_UNITS),
        ("programme_id", MOST_PROGRAMMES),
    )
    initiatives, units, programmes = (
        list(mine.exclude(**{field: None}).values_list(field, flat=True)[: most + 1])
        for field, most in limits
    )
    public = Initiative.objects.public().filter(pk__in=initiatives[:MOST_INITIATIVES])
    paths = Unit.objects.filter(pk__in=units[:MOST_UNITS]).values_list("path", flat=True)
    return _Chosen(
        initiatives=public.select_related("unit").in_bulk(),
        units=list(paths),
        programmes=programmes[:MOST_PROGRAMMES],
        any=bool(initiatives or units or programmes),
        is_partial=len(initiatives) > MOST_INITIATIVES
        or len(units) > MOST_UNITS
        or len(programmes) > MOST_PROGRAMMES,
    )


def _happened(followed: dict[int, Initiative], *, below: int, most: int) -> list[News]:
    """From the journal of each initiative."""
    names = ", ".join(f"'{name}'" for name in TOLD)
    where = f"subject_kind = 'initiative' AND subject_id = %s AND name IN ({names})"
    ids = _newest("journal_entry", where, list(followed), below=below, most=most)
    entries = Entry.objects.filter(pk__in=ids).order_by("-pk") if ids else []
    return [
        News(
            kind=entry.name,
            number=entry.pk,
            at=entry.occurred_at,
            initiative=followed[entry.subject_id],
        )
        for entry in entries
    ]


def _said(followed: dict[int, Initiative], actor: Actor, *, below: int, most: int) -> list[News]:
    """What others wrote and is still shown."""
    where = (
        "initiative_id = %s AND hidden_at IS NULL AND removed_at IS NULL"
        f" AND written_by_id <> {int(actor.user_id or 0)}"
    )
    ids = _newest("discussions_comment", where, list(followed), below=below, most=most)
    comments = Comment.objects.filter(pk__in=ids).order_by("-pk") if ids else []
    return [
        News(
            kind=ANSWER if row.is_answer else QUESTION if row.is_question else COMMENT,
            number=row.pk,
            at=row.written_at,
            initiative=followed[row.initiative_id],
        )
        for row in comments
    ]


def _confirmed(unit_paths: Sequence[str], *, below: int, most: int) -> list[News]:
    """Valid initiatives of each unit itself, from the index of its path."""
    states = ", ".join(f"'{state.value}'" for state in sorted(COUNTED_AS_VALID))
    where = f"unit_path = %s AND state IN ({states})"
    ids = _newest("initiatives_initiative", where, unit_paths, below=below, most=most)
    rows = Initiative.objects.public().filter(pk__in=ids) if ids else Initiative.objects.none()
    return [
        News(kind=CONFIRMED, number=row.pk, at=row.received_at or row.changed_at, initiative=row)
        for row in rows.select_related("unit").order_by("-pk")
    ]


def _extended(programme_ids: Sequence[int], *, below: int, most: int) -> list[News]:
    if not programme_ids:
        return []
    rows = Extension.objects.filter(period__programme__in=programme_ids, pk__lt=below)
    rows = rows.select_related("period__programme").order_by("-pk")
    return [
        News(kind=EXTENDED, number=row.pk, at=row.signed_at, extension=row) for row in rows[:most]
    ]


def _newest(
    table: str, where: str, things: Sequence[int | str], *, below: int, most: int
) -> list[int]:
    """The highest numbers over all things, each thing read no further than needed."""
    if not things:
        return []
    one = f"SELECT id FROM {table} WHERE {where} AND id < %s ORDER BY id DESC LIMIT %s"  # noqa: S608 - constants
    parts = " UNION ALL ".join(f"SELECT id FROM ({one}) AS part" for _thing in things)  # noqa: S608 - constants
    params = [value for thing in things for value in (thing, below, most)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({parts}) AS found ORDER BY id DESC LIMIT %s",  # noqa: S608 - constants
            [*params, most],
        )
        return [pk for (pk,) in cursor.fetchall()]
