"""Who is looked at for an award: units below whoever looks, or the authors in its branch."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from sangkien.accounts.models import User
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Award
from sangkien.core import paths, periods
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED, COUNTED_AS_VALID
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.programmes.models import Period
from sangkien.units.models import ClusterMember, Membership, Unit
from sangkien.units.models.people import in_force

MOST = 500  # looked at together; of persons those with the most valid initiatives


@dataclass(frozen=True, kw_only=True)
class Scene:
    """For which award, among whom, for what was achieved from `since_on` to `until_on`: in a programme
    (`period`), or whatever was received in that time. `year` is the one of the award.
    """

    award: Award
    unit: Unit
    since_on: dt.date
    until_on: dt.date
    period: Period | None = None

    @property
    def year(self) -> int:
        return self.until_on.year

    @property
    def closes_at(self) -> dt.datetime:
        return self.period.closes_at if self.period else periods.end_of(self.until_on)

    def received(self) -> "QuerySet[Initiative]":
        """Valid initiatives of the branch that count."""
        rows = Initiative.objects.filter(
            paths.subtree(self.unit.path, field="unit_path"), state__in=COUNTED_AS_VALID
        )
        if self.period is None:
            first = periods.start_of(self.since_on)
            return rows.filter(received_at__gte=first, received_at__lt=self.closes_at)
        return rows.filter(
            programme_id=self.period.programme_id,
            received_at__gte=self.period.opens_at,
            received_at__lt=self.period.closes_at,
        )


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A collective is its unit; a person comes with the unit in which they are, `key` tells both apart."""

    key: str
    unit: Unit
    user: User | None = None
    valid: int | None = None  # of persons: counted with them
    recognised: int | None = None

    @property
    def name(self) -> str:
        return self.user.full_name if self.user else self.unit.name

    @property
    def holder_id(self) -> int:
        return self.user.pk if self.user else self.unit.pk


def candidates(scene: Scene) -> list[Candidate]:
    """At most `MOST`; two queries for collectives, four for persons."""
    if scene.award.holder_kind == HolderKind.COLLECTIVE:
        units = _units(scene).select_related("level").order_by("name_sort", "pk")[:MOST]
        return [Candidate(key=f"tt-{unit.pk}", unit=unit) for unit in units]
    return _persons(scene)


def pool_size(scene: Scene) -> int:
    """How many there are, however many are looked at; counted in the database."""
    if scene.award.holder_kind == HolderKind.COLLECTIVE:
        return _units(scene).count()
    rows = scene.received().order_by()
    helped = CoAuthor.objects.filter(initiative__in=rows.values("pk"), user__isnull=False)
    authors = Q(user__in=rows.values("author_id")) | Q(user__in=helped.order_by().values("user_id"))
    here = paths.subtree(scene.unit.path, field="unit__path")
    belonging = Membership.objects.filter(here, in_force(scene.until_on), authors)
    return belonging.order_by().values("user_id").distinct().count()


def _units(scene: Scene) -> "QuerySet[Unit]":
    """Directly below, and the members of its clusters of that year, as far as they stood then."""
    members = ClusterMember.objects.filter(
        cluster__organiser=scene.unit, cluster__year=scene.year
    ).values_list("unit_id", flat=True)
    rows = Unit.objects.filter(Q(parent=scene.unit) | Q(pk__in=list(members)))
    return rows.standing_between(scene.since_on, scene.until_on)


def _persons(scene: Scene) -> list[Candidate]:
    """Leading authors and co-authors of what counts; a person is counted once per initiative."""
    valid, recognised = Counter[int](), Counter[int]()
    rows = scene.received()
    done = Count("pk", filter=Q(state__in=COUNTED_AS_RECOGNISED))
    led = rows.order_by().values_list("author_id").annotate(n=Count("pk"), done=done)
    for user_id, number, good in led.order_by("-n", "author_id")[:MOST]:
        valid[user_id] += number
        recognised[user_id] += good
    helped = CoAuthor.objects.filter(initiative__in=rows, user__isnull=False).order_by()
    good_ones = Count("pk", filter=Q(initiative__state__in=COUNTED_AS_RECOGNISED))
    with_them = helped.values_list("user_id").annotate(n=Count("pk"), done=good_ones)
    for user_id, number, good in with_them.order_by("-n", "user_id")[:MOST]:
        valid[user_id] += number
        recognised[user_id] += good
    chosen = [pk for pk, _n in valid.most_common(MOST)]
    return _with_units(chosen, valid, recognised, scene)


def _with_units(
    chosen: list[int], valid: Counter[int], recognised: Counter[int], scene: Scene
) -> list[Candidate]:
    """Only who belongs to a unit of the branch on the last day."""
    here = paths.subtree(scene.unit.path, field="unit__path")
    belonging = Membership.objects.filter(here, in_force(scene.until_on), user_id__in=chosen)
    rows = belonging.select_related("unit__level", "user").order_by("pk")
    found = {row.user_id: row for row in rows}
    return [
        Candidate(
            key=f"cn-{pk}",
            unit=found[pk].unit,
            user=found[pk].user,
            valid=valid[pk],
            recognised=recognised[pk],
        )
        for pk in chosen
        if pk in found
    ]
