"""Ask the inverted index of either database for keys, the highest first. Both answer alike.

FTS5 walks its rows in the order of the key and stops when the page is full. GIN has no order: it
would first collect every row that matches. So rows also hold the buckets of their key as tokens:
PostgreSQL is asked for the newest buckets first, where frequent words fill the page at once, and
the words that do not are rare enough to be collected as a whole.
"""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Max

from sangkien.search import matching, tokens
from sangkien.search.models import Index

HIGHEST = 2**63 - 1

Window = tuple[matching.Query, int, int]  # query, lowest key, key above the highest

# MATERIALIZED is a fence: without it the planner, hoping for an early end, walks the rows by key
# and compares the tokens of each.
_MATCHING = {
    "postgresql": (
        "WITH matching AS MATERIALIZED"
        " (SELECT {key} AS key FROM {table} WHERE tokens @@ %s::tsquery)"
        " SELECT key FROM matching WHERE key >= %s AND key < %s"
    ),
    "sqlite": (
        "SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s AND rowid >= %s AND rowid < %s"
    ),
}
_PAGE = "{matching} ORDER BY 1 DESC LIMIT %s"
_PART = "SELECT %s AS asked, part.* FROM ({matching}) AS part"
_COUNT = "SELECT count(*) FROM ({matching} LIMIT %s) AS found"


def newest(index: Index, query: matching.Query, *, below: int = HIGHEST, limit: int) -> list[int]:
    """The highest keys below a key, falling."""
    keys: list[int] = []
    for window in _windows(index, query, below, tokens.BUCKETS):
        keys += _asked(index, _PAGE, window, limit - len(keys))
        if len(keys) == limit:
            break
    return keys


def newest_of_each(
    index: Index, questions: Sequence[tuple[int, matching.Query]], *, limit: int
) -> dict[int, set[int]]:
    """The highest keys that the questions about each thing find, so many of each question, in one
    statement.
    """
    if not questions:
        return {}
    matching_rows = _MATCHING[connection.vendor].format(table=index._meta.db_table, key=index.ORDER)
    part = _PART.format(matching=_PAGE.format(matching=matching_rows))
    render = matching.tsquery if connection.vendor == "postgresql" else matching.fts5
    values: list[int | str] = []
    for asked, query in questions:
        values += [asked, render(query), 0, HIGHEST, limit]
    found: dict[int, set[int]] = {asked: set() for asked, _query in questions}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([part] * len(questions)), values)
        for asked, key in cursor.fetchall():
            found[asked].add(key)
    return found


def the_newest(index: Index) -> list[matching.Query]:
    """What narrows a question that may find very many down to the newest hundred thousand. FTS5
    stops early by itself, because it walks its rows in the order of the key.
    """
    if connection.vendor != "postgresql":
        return []
    highest = index.objects.aggregate(highest=Max(index.ORDER))["highest"] or 0
    size = tokens.BUCKETS[-1]
    both = (tokens.bucket(highest, size), tokens.bucket(max(highest - size, 0), size))
    return [matching.either_of(map(matching.Term, dict.fromkeys(both)))]


def count(index: Index, query: matching.Query, *, most: int) -> int:
    """How many, counted up to `most`: nobody reads further, and counting all costs the more."""
    found = 0
    for window in _windows(index, query, HIGHEST, tokens.BUCKETS[-1:]):
        found += _asked(index, _COUNT, window, most - found)[0]
        if found == most:
            break
    return found


def _windows(
    index: Index, query: matching.Query, below: int, sizes: Sequence[int]
) -> Iterator[Window]:
    """The two newest buckets of each size, then the rest; what was asked is not asked again."""
    if connection.vendor == "postgresql":
        if below > index.CROWD_BELOW:
            above_the_crowd = matching.Term(tokens.ABOVE_THE_CROWD)
            yield matching.all_of([above_the_crowd, query]), index.CROWD_BELOW, below
            below = index.CROWD_BELOW
        in_reach = index.objects.filter(**{f"{index.ORDER}__lt": below})
        highest = in_reach.aggregate(highest=Max(index.ORDER))["highest"] or 0
        for size in sizes:
            lowest = (highest // size - 1) * size
            if lowest > 0:
                both = (tokens.bucket(highest, size), tokens.bucket(lowest, size))
                newest_two = matching.either_of(map(matching.Term, both))
                yield matching.all_of([newest_two, query]), lowest, below
                below = lowest
    yield query, 0, below


def _asked(index: Index, pattern: str, window: Window, limit: int) -> list[int]:
    """The first column of the answer."""
    query, lowest, below = window
    matching_rows = _MATCHING[connection.vendor].format(table=index._meta.db_table, key=index.ORDER)
    render = matching.tsquery if connection.vendor == "postgresql" else matching.fts5
    with connection.cursor() as cursor:
        cursor.execute(
            pattern.format(matching=matching_rows), [render(query), lowest, below, limit]
        )
        return [number for (number,) in cursor.fetchall()]
