"""Reading good practices, and which CĐCS have one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core import paths, text
from sangkien.core.errors import NotFound
from sangkien.practices.enums import PracticeState
from sangkien.practices.models import Effect, Judgement, Practice, Use
from sangkien.units.models import Unit

PAGE = 20
MOST_SHOWN = 50  # uses and effects on one page
MOST_WORDS = 8
MOST_CHOICES = 60
MANY = 10_000  # beyond that, all keys of a branch are read instead of asking for each


@dataclass(frozen=True, kw_only=True)
class Page:
    """`used` beside each row is how many units use it."""

    rows: Sequence[Practice]
    following: int | None


def get_practice(pk: int, *, actor: Actor) -> Practice:
    rows = Practice.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related("unit__parent", "registered_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy mô hình này."))
    return found


def recognised(
    *, words: str = "", unit: Unit | None = None, year: int | None = None, before: int | None = None
) -> Page:
    """Public ones, the newest first; each word must be in title, beneficiaries or unit's name."""
    rows = Practice.objects.public()
    for word in text.fold(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    if unit is not None:
        rows = rows.filter(paths.subtree(unit.path, field="unit__path"))
    if year is not None:
        rows = rows.filter(year=year)
    return _page(rows, before)


def overseen(actor: Actor, states: Sequence[PracticeState], *, before: int | None = None) -> Page:
    """Those of the actor's units and of the units below them."""
    reach = within(actor, Permission.UNIT_VIEW, field="unit__path")
    return _page(Practice.objects.filter(reach, state__in=states), before)


def _page(rows: QuerySet[Practice], before: int | None) -> Page:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    used = Count("uses", filter=Q(uses__left_on=None))
    found = list(
        rows.select_related("unit__parent").annotate(used=used).order_by("-pk")[: PAGE + 1]
    )
    more = len(found) > PAGE
    return Page(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def waiting_for(actor: Actor, *, most: int = PAGE) -> list[Practice]:
    """What the actor's offices have to appraise, and what is ready to be recognised; the oldest
    first, of the units directly below.
    """
    offices = actor.offices(Permission.PRACTICE_APPRAISE)
    told = Effect.objects.filter(use=None).values("practice_id")
    ready = Q(state=PracticeState.REGISTERED) | Q(state=PracticeState.UNDERWAY, pk__in=told)
    rows = Practice.objects.filter(ready, unit__parent__path__in=offices)
    rows = rows.exclude(edited_by_id=actor.user_id).exclude(registered_by_id=actor.user_id)
    oldest = rows.select_related("unit__parent").order_by("pk")[:most]
    return [row for row in oldest if actor.user_id not in row.editors]


def returned_to(actor: Actor) -> list[Practice]:
    """What the actor's units have to complete."""
    offices = actor.offices(Permission.PRACTICE_REGISTER)
    rows = Practice.objects.filter(unit__path__in=offices, state=PracticeState.RETURNED)
    return list(rows.select_related("unit").order_by("pk")[:PAGE])


def registering_units(actor: Actor) -> list[Unit]:
    """Where the actor may register and take over."""
    offices = actor.offices(Permission.PRACTICE_REGISTER)
    return list(
        Unit.objects.filter(path__in=offices, closed_on=None).order_by("path")[:MOST_CHOICES]
    )


def units_without(practice: Practice, units: list[Unit]) -> list[Unit]:
    """Those that do not use it at present."""
    running = practice.uses.filter(left_on=None, unit__in=units)
    using = set(running.values_list("unit_id", flat=True))
    return [unit for unit in units if unit.pk not in using]


def judgements_of(practice: Practice) -> list[Judgement]:
    return list(practice.judgements.select_related("judged_by").order_by("pk"))


def effects_of(practice: Practice) -> list[Effect]:
    """The newest first; those of the unit itself and of units that use it."""
    rows = practice.effects.select_related("use__unit", "file")
    return list(rows.order_by("-until_on", "-pk")[:MOST_SHOWN])


def uses_of(practice: Practice) -> list[Use]:
    """The latest first, those that go on before those that ended."""
    rows = practice.uses.select_related("unit__parent", "practice__unit")
    return list(rows.order_by("-pk")[:MOST_SHOWN])


def get_use(pk: int) -> Use:
    """Of a recognised practice; who may speak for it is asked by the action."""
    rows = Use.objects.filter(pk=pk, practice__state=PracticeState.RECOGNISED)
    found = rows.select_related("unit", "practice__unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy lượt áp dụng này."))
    return found


def get_effect_file(pk: int, *, actor: Actor) -> Effect:
    """With its file, of a practice that the actor may see and whose unit's officers share papers."""
    reach = within(actor, Permission.UNIT_VIEW, field="practice__unit__path")
    taker = within(actor, Permission.UNIT_VIEW, field="use__unit__path")
    rows = Effect.objects.filter(reach | taker, pk=pk, file__isnull=False)
    found = rows.select_related("file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    return found


# Coverage


@dataclass(frozen=True, kw_only=True)
class Covered:
    """Of the CĐCS of one branch: how many there are, have registered, were recognised."""

    unit: Unit
    grassroots: int
    registered: int
    recognised: int

    @property
    def without(self) -> int:
        return self.grassroots - self.registered


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """ "Mỗi CĐCS ít nhất một mô hình": the whole branch and each unit directly below."""

    whole: Covered
    below: list[Covered]


def coverage(unit: Unit, *, year: int, on: dt.date) -> Coverage:
    """A constant number of queries. What a merged unit had covers the CĐCS that took over."""
    totals = _by_step(_standing(unit, on), unit)
    having = _covered_ids(unit, year=year, on=on)
    counted = {False: _steps_of(having[0], unit), True: _steps_of(having[1], unit)}
    units = Unit.objects.filter(pk__in=[pk for pk in totals if pk]).order_by("name_sort", "pk")
    below = [
        Covered(
            unit=one,
            grassroots=totals[one.pk],
            registered=counted[False][one.pk],
            recognised=counted[True][one.pk],
        )
        for one in units
    ]
    whole = Covered(
        unit=unit,
        grassroots=sum(totals.values()),
        registered=len(having[0]),
        recognised=len(having[1]),
    )
    return Coverage(whole=whole, below=below)


def covered_counts(
    unit: Unit, *, year: int, since: int | None = None, on: dt.date
) -> tuple[int, int, int]:
    """CĐCS that stand, have registered, were recognised: for targets of "each at least one".

    Of the years `since` to `year`, or of that one year.
    """
    having = _covered_ids(unit, year=year, since=since, on=on)
    return _standing(unit, on).count(), len(having[0]), len(having[1])


def without(
    unit: Unit, *, year: int, on: dt.date, after: str = "", limit: int = PAGE
) -> tuple[list[Unit], str]:
    """CĐCS that have registered none, in the order of the tree, and the path to go on after."""
    covered = _covered_ids(unit, year=year, on=on)[0]
    rows = _standing(unit, on).filter(path__gt=after) if after else _standing(unit, on)
    found: list[Unit] = []
    for one in rows.select_related("parent").order_by("path").iterator(chunk_size=500):
        if one.pk not in covered:
            found.append(one)
            if len(found) > limit:
                break
    return found[:limit], found[limit - 1].path if len(found) > limit else ""


def _standing(unit: Unit, on: dt.date) -> QuerySet[Unit]:
    return Unit.objects.grassroots().under(unit.path).standing_on(on)


def _by_step(rows: QuerySet[Unit], unit: Unit) -> dict[int, int]:
    """By the unit directly below; 0 is the unit itself."""
    step = Substr("path", len(unit.path) + 1, paths.STEP)
    counted = rows.order_by().values_list(step).annotate(Count("pk"))
    return {int(found, 36) if found else 0: number for found, number in counted}


def _covered_ids(
    unit: Unit, *, year: int, since: int | None = None, on: dt.date
) -> tuple[dict[int, str], dict[int, str]]:
    """Number and path of CĐCS with a registered, with a recognised practice."""
    rows = Practice.objects.counted().filter(
        paths.subtree(unit.path, field="unit__path"), year__range=(since or year, year)
    )
    found = rows.order_by().values_list("unit__path", "state").distinct()
    places: dict[str, bool] = defaultdict(bool)
    for path, state in found:
        places[path] |= state == PracticeState.RECOGNISED
    above = {pk: path for place in places for pk, path in _chain(place, unit)}
    standing = set(
        _standing(unit, on).filter(pk__in=above).values_list("pk", flat=True)
        if len(above) < MANY
        else _standing(unit, on).values_list("pk", flat=True)
    )
    registered: dict[int, str] = {}
    honoured: dict[int, str] = {}
    for place, is_recognised in places.items():
        for pk, path in _chain(place, unit):
            if pk in standing:
                registered[pk] = path
                if is_recognised:
                    honoured[pk] = path
    return registered, honoured


def _chain(place: str, unit: Unit) -> list[tuple[int, str]]:
    """The units from the place up to `unit`: number and path."""
    ends = range(len(place), len(unit.path) - 1, -paths.STEP)
    return [(int(place[end - paths.STEP : end], 36), place[:end]) for end in ends]


def _steps_of(having: dict[int, str], unit: Unit) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for path in having.values():
        step = path[len(unit.path) : len(unit.path) + paths.STEP]
        counted[int(step, 36) if step else 0] += 1
    return counted
