"""Find people who may stand twice in the register. Set-based: groups, never pairs of everybody."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Right

from sangkien.accounts.models import User
from sangkien.units.enums import Likeness
from sangkien.units.models import Lookalike, Membership

CODE_TAIL: Final = 5  # "DV001234" and "1234" of the old card book
PHONE_TAIL: Final = 6
MOST_ALIKE = 8  # so many of one name are a village, not one person
CHUNK = 200

Keyed = tuple[Any, ...]


@transaction.atomic
def note_person(user: User, *, at: dt.datetime) -> int:
    """ "Soát trùng" for somebody who was just written down: one query by name."""
    fellows = User.objects.filter(folded_name=user.folded_name, is_active=True).exclude(pk=user.pk)
    own = set(Membership.objects.filter(user=user, until_on=None).values_list("unit", flat=True))
    mates = set(
        Membership.objects.filter(unit__in=own, until_on=None, user__in=fellows).values_list(
            "user", flat=True
        )
    )
    found = {}
    for other in fellows.order_by("-pk")[:CHUNK]:
        why = Likeness.UNIT if other.pk in mates else _alike(user, other)
        if why is not None:
            found[_ordered(user.pk, other.pk)] = why
    return _write(found, at=at)


def _alike(user: User, other: User) -> Likeness | None:
    if user.member_code[-CODE_TAIL:] == other.member_code[-CODE_TAIL:]:
        return Likeness.CODE
    if user.phone and other.phone and user.phone[-PHONE_TAIL:] == other.phone[-PHONE_TAIL:]:
        return Likeness.PHONE
    return None


def find_all(at: dt.datetime) -> int:
    """ "Soát trùng toàn bộ": every group of equal names with one more thing in common."""
    active = User.objects.filter(is_active=True)
    sources: tuple[tuple[Likeness, QuerySet[Any], tuple[str, ...], str], ...] = (
        (
            Likeness.UNIT,
            Membership.objects.filter(until_on=None, user__is_active=True),
            ("user__folded_name", "unit_id"),
            "user_id",
        ),
        (
            Likeness.CODE,
            active.annotate(tail=Right("member_code", CODE_TAIL)),
            ("folded_name", "tail"),
            "pk",
        ),
        (
            Likeness.PHONE,
            active.exclude(phone=None).annotate(tail=Right("phone", PHONE_TAIL)),
            ("folded_name", "tail"),
            "pk",
        ),
    )
    return sum(
        _write(dict.fromkeys(pairs, why), at=at)
        for why, rows, keys, person in sources
        for pairs in _pairs(rows, keys, person)
    )


def _pairs(
    rows: QuerySet[Any], keys: tuple[str, ...], person: str
) -> Iterator[set[tuple[int, int]]]:
    """Chunk by chunk, the pairs inside the groups that share all the keys."""
    groups = rows.values_list(*keys).annotate(n=Count(person, distinct=True)).order_by()
    alike = groups.filter(n__gt=1, n__lte=MOST_ALIKE).iterator(chunk_size=CHUNK)
    for chunk in _chunks([tuple(row[:-1]) for row in alike]):
        wanted = set(chunk)
        members: dict[Keyed, set[int]] = defaultdict(set)
        narrowed = rows.filter(**{f"{keys[0]}__in": {key[0] for key in chunk}})
        for *key, pk in narrowed.values_list(*keys, person):
            if tuple(key) in wanted:
                members[tuple(key)].add(pk)
        yield {
            _ordered(*pair)
            for people in members.values()
            for pair in itertools.combinations(people, 2)
        }


def _chunks(keys: Sequence[Keyed]) -> Iterable[Sequence[Keyed]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _write(found: dict[tuple[int, int], Likeness], *, at: dt.datetime) -> int:
    """What was decided before stays decided."""
    known = set(
        Lookalike.objects.filter(first__in={pair[0] for pair in found}).values_list(
            "first_id", "second_id"
        )
    )
    new = [
        Lookalike(first_id=first, second_id=second, why=why, found_at=at)
        for (first, second), why in sorted(found.items())
        if (first, second) not in known
    ]
    Lookalike.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
