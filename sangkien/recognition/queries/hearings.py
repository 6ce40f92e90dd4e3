"""Initiatives before a council."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.councils import queries as councils
from sangkien.councils.enums import CouncilKind, InterestKind
from sangkien.councils.models import AgendaItem, Session
from sangkien.councils.rules.interests import Conflict
from sangkien.initiatives.evidence import given
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.queries import asked_by
from sangkien.programmes.questions import about_files
from sangkien.recognition.enums import HearingOutcome
from sangkien.recognition.models import Hearing
from sangkien.units.models import Grant, Unit

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Heard:
    """An initiative that waits for a session."""

    hearing: Hearing
    standing: councils.Standing | None


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that answers a question of the programme, before a council."""

    asked: str
    evidence: Evidence


def attached(item_id: int) -> list[Attached]:
    """The files of the initiative behind an item of an agenda; nothing where none is asked for, nor
    of a trade secret, which has a way of its own (`secret_before`).
    """
    rows = Hearing.objects.filter(item=item_id, initiative__sealed="")
    rows = rows.select_related("initiative__ruleset")
    hearing = rows.first()
    if hearing is None:
        return []
    asked = about_files(asked_by(hearing.initiative.ruleset))
    if not asked:
        return []
    standing = {row.question: row for row in given(hearing.initiative) if row.replaced_at is None}
    return [
        Attached(asked=one.label, evidence=standing[one.key])
        for one in asked
        if one.key in standing
    ]


def sessions_for(actor: Actor, unit: Unit, *, on: dt.date) -> list[Session]:
    """To which the actor may bring initiatives of the unit."""
    return councils.receiving_sessions(actor, at_path=unit.path, kind=CouncilKind.INITIATIVE, on=on)


def before_council(unit: Unit) -> list[Heard]:
    """What the unit brought before a council and is not decided yet; two queries."""
    rows = Hearing.objects.filter(unit=unit, outcome=HearingOutcome.WAITING)
    found = list(rows.select_related("initiative__author").order_by("pk")[:SHOWN])
    standings = councils.standings([row.item_id for row in found])
    return [Heard(hearing=row, standing=standings.get(row.item_id)) for row in found]


def passed_ones(initiative_ids: Collection[int]) -> set[int]:
    """Those whose last hearing ended well."""
    rows = Hearing.objects.filter(initiative__in=list(initiative_ids)).order_by("pk")
    last = dict(rows.values_list("initiative_id", "outcome"))
    return {pk for pk, outcome in last.items() if outcome == HearingOutcome.PASSED}


def secret_before(item: AgendaItem) -> Initiative | None:
    """The trade secret about which this item is, as long as the council decides on it; closed."""
    rows = Hearing.objects.filter(item=item, outcome=HearingOutcome.WAITING)
    found = rows.exclude(initiative__sealed="").select_related("initiative__ruleset").first()
    return found.initiative if found else None


def conflicts_of(
    initiatives: Sequence[Initiative], *, on: dt.date
) -> dict[int, tuple[Conflict, ...]]:
    """Who neither scores nor votes, by initiative: its authors; one who leads the unit is named
    as such. One query; co-authors are prefetched.
    """
    heads = set(
        Grant.objects.in_force_on(on)
        .filter(unit__in={row.unit_id for row in initiatives}, role=RoleKey.GRASSROOTS_OFFICER)
        .values_list("unit_id", "user_id")
    )
    return {row.pk: _conflicts(row, heads) for row in initiatives}


def _conflicts(initiative: Initiative, heads: set[tuple[int, int]]) -> tuple[Conflict, ...]:
    others = [row.user_id for row in initiative.coauthors.all() if row.user_id is not None]
    return tuple(
        Conflict(
            user_id=pk,
            kind=InterestKind.HEAD if (initiative.unit_id, pk) in heads else InterestKind.AUTHOR,
        )
        for pk in [initiative.author_id, *others]
    )
