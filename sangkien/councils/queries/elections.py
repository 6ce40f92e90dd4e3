"""Elections whose results are released, for those who write down who leads a cluster."""

import datetime as dt

from sangkien.councils.enums import BallotKind, BallotState, SessionState
from sangkien.councils.models import Ballot
from sangkien.councils.queries.counting import BallotResult, ballot_results
from sangkien.units.models import Unit

MOST = 20


def released_elections(unit: Unit, *, since: dt.datetime) -> list[BallotResult]:
    """Of the councils and panels of a unit, the newest first."""
    rows = Ballot.objects.filter(
        kind=BallotKind.ELECTION,
        state=BallotState.CLOSED,
        session__state=SessionState.RELEASED,
        session__released_at__gte=since,
        session__council__unit=unit,
    )
    found = list(rows.select_related("session__council__unit").order_by("-pk")[:MOST])
    results = ballot_results(found)
    return [results[one.pk] for one in found if results[one.pk].elected.numbers]
