"""Which tokens must be held: one way to say it, in the languages of both databases."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """Holds the token, or with `beginning` any token that starts so."""

    token: str
    beginning: bool = False


@dataclass(frozen=True)
class All:
    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Either:
    parts: tuple["Query", ...]


@dataclass(frozen=True)
class Without:
    wanted: "Query"
    unwanted: "Query"


Query = Term | All | Either | Without


def all_of(parts: Iterable[Query]) -> Query:
    """At least one part is needed."""
    return _joined(All, tuple(parts))


def either_of(parts: Iterable[Query]) -> Query:
    """At least one part is needed."""
    return _joined(Either, tuple(parts))


def _joined(kind: type[All] | type[Either], parts: tuple[Query, ...]) -> Query:
    if not parts:
        raise ValueError("nothing to look for")
    return parts[0] if len(parts) == 1 else kind(parts)


def tsquery(query: Query) -> str:
    """For PostgreSQL. Tokens hold nothing that would need escaping."""
    match query:
        case Term(token, beginning):
            return f"'{token}'" + ":*" * beginning
        case All(parts):
            return f"({' & '.join(map(tsquery, parts))})"
        case Either(parts):
            return f"({' | '.join(map(tsquery, parts))})"
        case Without(wanted, unwanted):
            return f"({tsquery(wanted)} & !{tsquery(unwanted)})"


def fts5(query: Query) -> str:
    """For SQLite."""
    match query:
        case Term(token, beginning):
            return f'"{token}"' + "*" * beginning
        case All(parts):
            return f"({' AND '.join(map(fts5, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(fts5, parts))})"
        case Without(wanted, unwanted):
            return f"({fts5(wanted)} NOT {fts5(unwanted)})"
