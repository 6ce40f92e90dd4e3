"""What to ask the index for the words that somebody typed, from exact to near."""

from collections.abc import Sequence

from sangkien.search import tokens
from sangkien.search.matching import Query, Term, Without, all_of, either_of

MOST_LEFT_OUT = 8  # words; leaving each one out in turn grows with their square
MOST_IN_RUNS = 24
SHORTEST_RUN = 3
SHORTEST_BEGINNING = 4


def exact(words: Sequence[str], filters: Sequence[Query] = ()) -> list[Query]:
    """All words in the order typed, then all words anywhere; without words all that is filtered."""
    if not words:
        return [all_of(filters)] if filters else []
    pairs = dict.fromkeys(tokens.pairs(words))
    in_order = [all_of(_spelled(tokens.pair_spellings(pair)) for pair in pairs)] if pairs else []
    return _apart([*in_order, all_of(map(word, dict.fromkeys(words)))], filters)


def near(words: Sequence[str], known: set[str], filters: Sequence[Query] = ()) -> list[Query]:
    """For when nothing is exact; `known` are the words that the index holds at all."""
    found: list[Query] = []
    distinct = list(dict.fromkeys(words))
    unknown = [each for each in distinct if each not in known]
    if unknown and len(unknown) * 2 <= len(distinct) + 1:
        found += _in_spite_of(unknown, [each for each in distinct if each in known])
    if SHORTEST_RUN <= len(distinct) <= MOST_LEFT_OUT:
        found.append(_all_but_one(distinct))
    if SHORTEST_RUN < len(words) <= MOST_IN_RUNS:
        found.append(_half_in_order(words))
    return _apart(found, filters)


def same(words: Sequence[str]) -> Query | None:
    """All that a title says, one word after the other; None for less than two words."""
    pairs = tokens.pairs(words[:MOST_IN_RUNS])
    return all_of(map(Term, dict.fromkeys(pairs))) if pairs else None


def alike(words: Sequence[str]) -> Query | None:
    """Half of it in order; None where that is nothing else than all of it."""
    is_longer = len(words) > SHORTEST_RUN
    return _half_in_order(words[:MOST_IN_RUNS]) if is_longer else None


def word(each: str) -> Query:
    """The word, however it is spelled."""
    return _spelled(tokens.spellings(each))


def _in_spite_of(unknown: list[str], known: list[str]) -> list[Query]:
    """A word that nobody wrote may be unfinished, or, if it is not Vietnamese, mistyped."""
    found: list[Query] = []
    rest = [word(each) for each in known]
    if all(len(each) >= SHORTEST_BEGINNING for each in unknown):
        found.append(all_of([*rest, *(Term(each, beginning=True) for each in unknown)]))
    if len(known) >= len(unknown) and not any(map(tokens.is_syllable, unknown)):
        found.append(all_of(rest))
    return found


def _all_but_one(distinct: list[str]) -> Query:
    return either_of(
        all_of(word(each) for each in distinct if each != left_out) for left_out in distinct
    )


def _half_in_order(words: Sequence[str]) -> Query:
    """At least half of the words, and not fewer than three, one after the other."""
    pairs = tokens.pairs(words)
    length = max(SHORTEST_RUN, len(words) // 2) - 1
    runs = (pairs[first : first + length] for first in range(len(pairs) - length + 1))
    return either_of(all_of(map(Term, dict.fromkeys(run))) for run in runs)


def _spelled(spellings: list[str]) -> Query:
    return either_of(map(Term, spellings))


def _apart(questions: Sequence[Query], filters: Sequence[Query]) -> list[Query]:
    """The same questions within the filters, each without what the ones before it find."""
    found: list[Query] = []
    for number, question in enumerate(questions):
        part = Without(question, either_of(questions[:number])) if number else question
        found.append(all_of([*filters, part]))
    return found
