"""What members elected becomes who leads their cluster."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.periods import local_day
from sangkien.councils.enums import SessionState
from sangkien.councils.errors import InvalidBallot
from sangkien.councils.queries.counting import BallotResult
from sangkien.units import queries as units
from sangkien.units.actions import cluster_leading
from sangkien.units.actions.clusters import ensure_may
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, ClusterLead, Unit

SOMEBODY = "Đại diện đơn vị"  # kept, so never in the language of whoever took it over


@dataclass(frozen=True, kw_only=True)
class Elected:
    """One who was elected: a unit of the cluster, and the person where the list named one."""

    unit: Unit
    person: str
    votes: int


def elected_of(result: BallotResult, members: Mapping[int, Unit]) -> list[Elected]:
    """Those elected who are units of the cluster, most votes first. A candidate stands in the list as
    the name of the unit, or as "unit: person".
    """
    known = {text.fold(name): one for one in members.values() for name in (one.name, one.label)}
    found = []
    for line in result.lines:
        name, _colon, person = line.label.partition(":")
        unit = known.get(text.fold(name))
        if line.number in result.elected.numbers and unit is not None:
            found.append(Elected(unit=unit, person=text.clean_line(person), votes=line.agree))
    return sorted(found, key=lambda one: -one.votes)


@transaction.atomic
def take_over(
    cluster: Cluster, result: BallotResult, *, by: Actor, at: dt.datetime
) -> Sequence[ClusterLead]:
    """ "Ghi kết quả bầu cụm trưởng, cụm phó": who has most votes leads, the others are deputies, until the
    end of the year of the cluster; the same again changes nothing. By whoever manages the cluster, from a
    released election of the unit that organises it.
    """
    ensure_may(cluster, by)
    session, today = result.ballot.session, local_day(at)
    is_own = session.council.unit_id == cluster.organiser_id
    if not is_own or session.state != SessionState.RELEASED:
        raise InvalidBallot(_("Chỉ ghi kết quả bầu đã công bố của đơn vị tổ chức cụm, khối."))
    elected = elected_of(result, units.units_of(units.get_cluster(cluster.pk)))
    if not elected:
        raise InvalidBallot(_("Không có đơn vị nào của cụm, khối trong số trúng cử."))
    if today.year > cluster.year:
        raise InvalidBallot(_("Năm thi đua của cụm, khối này đã qua."))
    standing = [one for one in units.leads_of(cluster) if one.is_in_force_on(today)]
    posts = {one.unit_id: one.post for one in standing}
    wanted = {one.unit.pk: _post(place) for place, one in enumerate(elected)}
    if posts == wanted:
        return standing
    return [
        cluster_leading.appoint(
            cluster,
            one.unit,
            post=_post(place),
            person=one.person or SOMEBODY,
            since_on=today,
            until_on=dt.date(cluster.year, 12, 31),
            by=by,
            at=at,
        )
        for place, one in enumerate(elected)
    ]


def _post(place: int) -> ClusterPost:
    return ClusterPost.DEPUTY if place else ClusterPost.HEAD
