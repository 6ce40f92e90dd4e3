"""What members elected becomes who leads their cluster."""

import datetime as dt
from collections import defaultdict
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
    known, found = _known(members), []
    for line in result.lines:
        name, _colon, person = line.label.partition(":")
        units_called = known.get(text.fold(name), [])
        if line.number in result.elected.numbers and units_called:
            unit = units_called[0]
            found.append(Elected(unit=unit, person=text.clean_line(person), votes=line.agree))
    return sorted(found, key=lambda one: -one.votes)


def _known(members: Mapping[int, Unit]) -> dict[str, list[Unit]]:
    """Units by each of their names."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in members.values():
        for name in {text.fold(unit.name), text.fold(unit.label)}:
            found[name].append(unit)
    return found


def obstacle(elected: Sequence[Elected], members: Mapping[int, Unit]) -> str:
    """Why it is not clear who leads, in words; empty where it is. Never decided by the order of a list."""
    if len(elected) > 1 and elected[0].votes == elected[1].votes:
        tied = ", ".join(one.unit.label for one in elected if one.votes == elected[0].votes)
        return _(
            "%(who)s bằng phiếu nhau ở vị trí đầu nên chưa biết ai đứng đầu. Hãy bầu lại, hoặc phân công "
            "theo biên bản ở trang cụm, khối."
        ) % {"who": tied}
    known, seen = _known(members), set()
    for unit in (one.unit for one in elected):
        alike = known[text.fold(unit.name)] + known[text.fold(unit.label)]
        if unit.pk in seen or any(other.pk != unit.pk for other in alike):
            return _(
                "“%(name)s” là tên của nhiều đơn vị trong cụm, khối, hoặc có mặt nhiều lần trong danh sách "
                "trúng cử. Hãy phân công theo biên bản ở trang cụm, khối."
            ) % {"name": unit.label}
        seen.add(unit.pk)
    return ""


@transaction.atomic
def take_over(
    cluster: Cluster, result: BallotResult, *, by: Actor, at: dt.datetime
) -> Sequence[ClusterLead]:
    """ "Ghi kết quả bầu cụm trưởng, cụm phó": who has most votes leads, the others are deputies, in what
    is left of the year of the cluster; the same again changes nothing. By whoever manages the cluster, from a
    released election of the unit that organises it.
    """
    ensure_may(cluster, by)
    session, today = result.ballot.session, local_day(at)
    is_own = session.council.unit_id == cluster.organiser_id
    if not is_own or session.state != SessionState.RELEASED:
        raise InvalidBallot(_("Chỉ ghi kết quả bầu đã công bố của đơn vị tổ chức cụm, khối."))
    elected = _elected(cluster, result)
    if today.year > cluster.year:
        raise InvalidBallot(_("Năm thi đua của cụm, khối này đã qua."))
    leading = standing(cluster, at=at)
    if {one.unit_id: one.post for one in leading} == posts_of(elected):
        return leading
    return [
        cluster_leading.appoint(
            cluster,
            one.unit,
            post=_post(place),
            person=one.person or SOMEBODY,
            since_on=_since(cluster, today),
            until_on=dt.date(cluster.year, 12, 31),
            by=by,
            at=at,
        )
        for place, one in enumerate(elected)
    ]


def _elected(cluster: Cluster, result: BallotResult) -> list[Elected]:
    members = units.units_of(units.get_cluster(cluster.pk))
    elected = elected_of(result, members)
    if not elected:
        raise InvalidBallot(_("Không có đơn vị nào của cụm, khối trong số trúng cử."))
    why = obstacle(elected, members)
    if why:
        raise InvalidBallot(why)
    return elected


def _post(place: int) -> ClusterPost:
    return ClusterPost.DEPUTY if place else ClusterPost.HEAD


def posts_of(elected: Sequence[Elected]) -> dict[int, ClusterPost]:
    """By unit: who has most votes leads, the others are deputies."""
    return {one.unit.pk: _post(place) for place, one in enumerate(elected)}


def standing(cluster: Cluster, *, at: dt.datetime) -> list[ClusterLead]:
    """Who leads on the day from which those elected now would."""
    day = _since(cluster, local_day(at))
    return [one for one in units.leads_of(cluster) if one.is_in_force_on(day)]


def _since(cluster: Cluster, today: dt.date) -> dt.date:
    """Elected ahead of the year of the cluster, they lead from its first day on."""
    return max(today, dt.date(cluster.year, 1, 1))
