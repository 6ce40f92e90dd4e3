import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.councils.actions import balloting, counting, leading, minutes, sessions
from sangkien.councils.enums import CouncilKind
from sangkien.councils.errors import InvalidBallot
from sangkien.councils.models import Council
from sangkien.councils.queries.elections import released_elections
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models import Cluster, ClusterLead
from sangkien.units.queries.clusters import get_cluster, units_of
from tests.councils.scene import Body, make_body
from tests.factories import NOW, SYSTEM, actor
from tests.recognition.scene import proven

pytestmark = pytest.mark.django_db


def elected(body: Body, *names: str) -> None:
    """The panel elects two of the list: everybody the first, most of them the third, too."""
    session = body.session(table=None)
    body.item(session, "Bầu cụm trưởng, cụm phó", is_scored=False, is_voted=False)
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    ballot = body.ballot(session, items=(), candidates=names, seats=2)
    for number in range(len(body.seats)):
        balloting.elect(ballot, [1, 3] if number else [1], by=body.by(number), at=body.at)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    told: dict[str, Any] = {"by": body.secretary, "at": NOW}
    sessions.write_minutes(session, discussion="Bàn.", conclusion="Nhất trí.", **told)
    session = sessions.close_session(session, **told)
    assert released_elections(body.cast.factory, since=NOW - dt.timedelta(days=1)) == []
    session = minutes.approve(session, by=proven(body.users[0]), at=NOW)
    minutes.release(session, **told)


def make_cluster(body: Body) -> Cluster:
    """Of the two CĐCS of the superior union."""
    made = clusters.form_cluster(
        organiser=body.cast.superior,
        kind=ClusterKind.CLUSTER,
        year=NOW.year,
        name="Cụm I",
        number=1,
        by=SYSTEM,
        at=NOW,
    )
    for unit in (body.cast.factory, body.cast.sister_factory):
        clusters.join_cluster(made, unit, by=SYSTEM, at=NOW)
    return made


def test_what_members_elected_leads_the_cluster_by_one_press() -> None:
    body = make_body()
    cluster, cast = make_cluster(body), body.cast
    second = f"{cast.sister_factory.name.upper()}: Lê Thị Hoa"
    elected(body, second, "CĐCS ở nơi khác", cast.factory.name)
    Council.objects.update(kind=CouncilKind.PANEL, unit=cast.superior)
    found = released_elections(cast.superior, since=NOW - dt.timedelta(days=1))
    by = actor(cast.superior_officer)
    with pytest.raises(NotAllowed):
        leading.take_over(cluster, found[0], by=actor(cast.sister_officer), at=NOW)
    for _turn in range(2):
        leading.take_over(cluster, found[0], by=by, at=NOW)
    assert {one.unit_id: one.post for one in leading.standing(cluster, at=NOW)} == (
        leading.posts_of(leading.elected_of(found[0], units_of(get_cluster(cluster.pk))))
    )
    rows = ClusterLead.objects.order_by("pk").values_list("unit__name", "post", "person")
    assert list(rows) == [
        (cast.sister_factory.name, ClusterPost.HEAD, "Lê Thị Hoa"),
        (cast.factory.name, ClusterPost.DEPUTY, leading.SOMEBODY),
    ]
    members = units_of(get_cluster(cluster.pk))
    clear = leading.elected_of(found[0], members)
    assert leading.obstacle(clear, members) == ""
    tied = [replace(one, votes=7) for one in clear]
    assert "bằng phiếu nhau" in leading.obstacle(tied, members)
    cast.sister_factory.name = cast.factory.name
    alike = {cast.factory.pk: cast.factory, cast.sister_factory.pk: cast.sister_factory}
    assert "nhiều đơn vị" in leading.obstacle(clear, alike)
    next_year = dt.timedelta(days=366)
    with pytest.raises(InvalidBallot, match="đã qua"):
        leading.take_over(
            cluster, found[0], by=actor(body.cast.superior_officer), at=NOW + next_year
        )

    Cluster.objects.update(year=NOW.year + 1)
    ClusterLead.objects.all().delete()
    for lead in leading.take_over(Cluster.objects.get(pk=cluster.pk), found[0], by=by, at=NOW):
        assert lead.since_on == dt.date(NOW.year + 1, 1, 1)


def cluster_again(cluster: Cluster) -> Cluster:
    return Cluster.objects.get(pk=cluster.pk)
