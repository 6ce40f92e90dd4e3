"""What the conditions of an award say about one holder: beside a nomination by hand, too."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from sangkien.accounts.models import User
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Award, Round
from sangkien.commendation.queries.candidates import Candidate, Scene
from sangkien.commendation.queries.facts import facts_of
from sangkien.commendation.rules import eligibility
from sangkien.core import paths
from sangkien.core.language import in_vietnamese
from sangkien.initiatives.enums import COUNTED_AS_RECOGNISED
from sangkien.initiatives.models import CoAuthor
from sangkien.units.models import ClusterMember, Unit

MOST_CLUSTERS = 10  # of one unit in one year


@in_vietnamese()
def findings_for(
    round_: Round, award: Award, *, unit: Unit, user: User | None, at: dt.datetime
) -> list[dict[str, Any]]:
    """As a dossier keeps them; none where holder and award do not go together, which is refused."""
    if (award.holder_kind == HolderKind.PERSON) != (user is not None):
        return []
    scene = Scene(
        award=award,
        unit=_office(round_, unit) if user is None else round_.unit,
        since_on=round_.since_on,
        until_on=round_.until_on,
        period=round_.period,
    )
    one = _candidate(scene, unit, user)
    facts, _as_of = facts_of(scene, [one], at=at)
    answer = eligibility.answer(award.read, facts[one.key])
    return [found.plain() for found in answer.findings]


def _office(round_: Round, unit: Unit) -> Unit:
    """In whose clusters the unit is compared: those of the round, else of the nearest above it."""
    rows = ClusterMember.objects.filter(
        unit=unit,
        cluster__year=round_.until_on.year,
        cluster__organiser__path__in=(unit.path, *paths.ancestors(unit.path)),
    ).select_related("cluster__organiser")
    found = [row.cluster.organiser for row in rows.order_by("pk")[:MOST_CLUSTERS]]
    if not found or round_.unit in found:
        return round_.unit
    return max(found, key=lambda office: len(office.path))


def _candidate(scene: Scene, unit: Unit, user: User | None) -> Candidate:
    """A person with what was led or shared in the branch of the round."""
    if user is None:
        return Candidate(key=f"tt-{unit.pk}", unit=unit)
    shared = CoAuthor.objects.filter(initiative=OuterRef("pk"), user=user)
    done = Count("pk", filter=Q(state__in=COUNTED_AS_RECOGNISED))
    rows = scene.received().filter(Q(author=user) | Exists(shared))
    counts = rows.aggregate(valid=Count("pk"), recognised=done)
    return Candidate(key=f"cn-{user.pk}", unit=unit, user=user, **counts)
