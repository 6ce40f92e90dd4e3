"""Signs that an officer should look closer; none of them decides anything.

Reckoned for the rows of one page only, in a number of queries that does not grow with them.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Avg, Count
from django.db.models.functions import TruncDate

from sangkien.core.periods import VIETNAM, local_day, start_of
from sangkien.core.text import fold
from sangkien.initiatives.enums import COUNTED_AS_SENT, COUNTED_AS_VALID, Risk
from sangkien.initiatives.models import Initiative

KNOWN_BENEFITS = 5  # fewer say nothing about what is usual in a unit
FAR_ABOVE = 10  # times the usual benefit
MANY_A_DAY = 5  # of one author
BULK_A_DAY = 20  # entered by one person for others
FEWEST_WORDS = 20  # of before, solution and effect together
TITLES_READ = 500
ALIKE = 0.8  # of the words of two titles
DAY = dt.timedelta(days=1)


def risks_of(rows: Sequence[Initiative]) -> dict[int, list[Risk]]:
    """The signs of each, by initiative; four queries."""
    found: dict[int, list[Risk]] = defaultdict(list)
    if not rows:
        return found
    usual, days, others = _usual_benefits(rows), _day_counts(rows), _titles(rows)
    for row in rows:
        signs = {
            Risk.BENEFIT: _is_far_above(row, usual),
            Risk.MANY: days["author", row.author_id, _day(row)] >= MANY_A_DAY,
            Risk.BULK: row.entered_by_id != row.author_id
            and days["enterer", row.entered_by_id, _day(row)] >= BULK_A_DAY,
            Risk.THIN: not row.is_closed and is_thin(row.before, row.solution, row.effect),
            Risk.TWIN: _has_twin(row, others[row.unit_id]),
        }
        found[row.pk] = [risk for risk, is_so in signs.items() if is_so]
    return found


def is_thin(*texts: str) -> bool:
    """Hardly any words, or the same ones again and again."""
    said = [fold(text) for text in texts]
    return sum(len(text.split()) for text in said) < FEWEST_WORDS or len(set(said)) < len(said)


def words_of(title: str) -> frozenset[str]:
    """What titles are compared by. Tone marks stay: taking them off five hundred titles would cost
    more than the rest of the page.
    """
    return frozenset(title.casefold().split())


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles say nearly the same words."""
    shared = len(one & other)
    return shared > 0 and shared >= ALIKE * (len(one) + len(other) - shared)


def _has_twin(row: Initiative, others: Sequence[tuple[int, frozenset[str]]]) -> bool:
    own = words_of(row.title)
    return any(are_alike(own, words) and pk != row.pk for pk, words in others)


def _is_far_above(row: Initiative, usual: dict[int, float]) -> bool:
    known = usual.get(row.unit_id)
    return bool(known and row.benefit_vnd and row.benefit_vnd > FAR_ABOVE * known)


def _usual_benefits(rows: Sequence[Initiative]) -> dict[int, float]:
    """The mean benefit of the valid ones of each unit in its programmes, from one index."""
    valid = Initiative.objects.filter(
        unit_id__in={row.unit_id for row in rows},
        programme_id__in={row.programme_id for row in rows},
        state__in=COUNTED_AS_VALID,
        benefit_vnd__gt=0,
    )
    means = valid.order_by().values("unit_id").annotate(mean=Avg("benefit_vnd"), known=Count("pk"))
    return {row["unit_id"]: float(row["mean"]) for row in means if row["known"] >= KNOWN_BENEFITS}


def _day_counts(rows: Sequence[Initiative]) -> Counter[tuple[str, int, dt.date]]:
    """How many were sent on the days of these rows, by author and by who entered them."""
    days = [_day(row) for row in rows]
    sent = Initiative.objects.filter(
        received_at__gte=start_of(min(days)), received_at__lt=start_of(max(days) + DAY)
    )
    on = TruncDate("received_at", tzinfo=VIETNAM)
    counted: Counter[tuple[str, int, dt.date]] = Counter()
    for kind, name in (("author", "author_id"), ("enterer", "entered_by_id")):
        people = {getattr(row, name) for row in rows}
        by_day = sent.filter(**{f"{name}__in": people}).order_by().annotate(on=on)
        for who, day, many in (
            by_day.values(name, "on").annotate(n=Count("pk")).values_list(name, "on", "n")
        ):
            counted[kind, who, day] = many
    return counted


def _titles(rows: Sequence[Initiative]) -> dict[int, list[tuple[int, frozenset[str]]]]:
    """The words of the newest titles of the same units."""
    found: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    near = Initiative.objects.filter(
        unit_path__in={row.unit_path for row in rows}, state__in=COUNTED_AS_SENT
    )
    newest = near.order_by("-pk").values_list("unit_id", "pk", "title")[:TITLES_READ]
    for unit_id, pk, title in newest:
        found[unit_id].append((pk, words_of(title)))
    return found


def _day(row: Initiative) -> dt.date:
    return local_day(row.received_at or row.changed_at)
