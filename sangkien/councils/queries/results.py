"""What a council decided, for the apps that brought the items, and for its own pages and papers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.councils.enums import CouncilKind, Denominator, SessionState
from sangkien.councils.models import AgendaItem, Session
from sangkien.councils.queries.counting import LineResult, line_results
from sangkien.councils.queries.offices import offices
from sangkien.councils.queries.summaries import summaries
from sangkien.councils.queries.taking_part import sitting
from sangkien.councils.rules.marking import Summary
from sangkien.councils.rules.voting import Bases, Threshold

MOST_RECEIVING = 50


@dataclass(frozen=True, kw_only=True)
class VoteResult:
    """ "Kết quả biểu quyết" of an item: `agree` of `base`, reckoned as `denominator` says, and the
    least that was needed.
    """

    agree: int
    disagree: int
    base: int
    least: int
    threshold: Threshold
    denominator: Denominator
    is_secret: bool
    is_passed: bool


@dataclass(frozen=True, kw_only=True)
class ItemResult:
    """ "Kết quả của một nội dung".

    `is_passed` is true when the item passed everything that it was put to: its score table, its
    vote, or both; False when it failed one; None when it was put to nothing or never voted on.
    `total` is the mean in hundredths of a point. `grade` is empty where no grade is reached, and
    `findings` say why in Vietnamese. `decided_at` is the end of the session.
    """

    item_id: int
    session_id: int
    council_id: int
    unit_id: int
    title: str
    is_passed: bool | None
    total: Fraction | None
    grade: str
    findings: tuple[str, ...]
    vote: VoteResult | None
    decided_at: dt.datetime
    released_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an item is; `result` stays empty until the results are released."""

    item_id: int
    session_id: int
    council_name: str
    session_label: str
    meets_at: dt.datetime
    state: SessionState


def receiving_sessions(
    actor: Actor, *, at_path: str, kind: CouncilKind | None = None, on: dt.date
) -> list[Session]:
    """Sessions in preparation to which the actor may bring something of the unit with the path
    `at_path`: those of councils of this unit and of the units above it, the next one first.
    """
    ancestors = [at_path[:end] for end in range(paths.STEP, len(at_path) + 1, paths.STEP)]
    rows = Session.objects.filter(
        state=SessionState.PREPARING, council__unit__path__in=ancestors
    ).select_related("council__unit")
    if kind is not None:
        rows = rows.filter(council__kind=kind)
    found = rows.order_by("meets_at", "pk")[:MOST_RECEIVING]
    held = offices(actor, [row.council for row in found], on=on)
    return [row for row in found if held[row.council_id].may_prepare]


def results(item_ids: Collection[int]) -> dict[int, ItemResult]:
    """Released results by item, in a fixed number of queries; items of other sessions are absent."""
    items = list(
        AgendaItem.objects.filter(
            pk__in=list(item_ids), session__state=SessionState.RELEASED
        ).select_related("session__council", "session__table")
    )
    return {row.item_id: row for row in decided(items)}


def bases_of(session_id: int, found: Collection[ItemResult]) -> dict[int, Bases]:
    """All denominators of the items of a session that were voted on, whichever its ballots used."""
    session = Session.objects.filter(pk=session_id).first()
    if session is None:
        return {}
    who = sitting(session)
    return {
        one.item_id: who.bases(one.item_id, valid=_valid(one.vote))
        for one in found
        if one.vote is not None
    }


def _valid(vote: VoteResult) -> int:
    """Blank slips are valid; where the ballot did not count by them they are not known any more."""
    is_counted = vote.denominator == Denominator.VALID
    return vote.base if is_counted else vote.agree + vote.disagree


def decided(items: Sequence[AgendaItem]) -> list[ItemResult]:
    """Results of items whose session is over, released or not: for the council itself."""
    by_session: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in items:
        by_session[item.session_id].append(item)
    scores = summaries(items)
    votes = line_results(list(by_session))
    return [_result(item, summary=scores.get(item.pk), line=votes.get(item.pk)) for item in items]


def standings(item_ids: Collection[int]) -> dict[int, Standing]:
    """Where items are, whatever the state of their session; one query."""
    rows = AgendaItem.objects.filter(pk__in=list(item_ids)).select_related("session__council")
    return {
        row.pk: Standing(
            item_id=row.pk,
            session_id=row.session_id,
            council_name=row.session.council.name,
            session_label=str(row.session),
            meets_at=row.session.meets_at,
            state=row.session.state_enum,
        )
        for row in rows
    }


def _result(item: AgendaItem, *, summary: Summary | None, line: LineResult | None) -> ItemResult:
    session = item.session
    vote = _vote(line) if line is not None else None
    put_to = [
        *([summary.is_passing if summary else None] if item.is_scored else []),
        *([vote.is_passed if vote else None] if item.is_voted else []),
    ]
    return ItemResult(
        item_id=item.pk,
        session_id=session.pk,
        council_id=session.council_id,
        unit_id=session.council.unit_id,
        title=item.title,
        is_passed=_all_passed(put_to),
        total=summary.total if summary else None,
        grade=summary.grade if summary else "",
        findings=(*(summary.findings if summary else ()), *(line.findings if line else ())),
        vote=vote,
        decided_at=session.closed_at or session.meets_at,
        released_at=session.released_at,
    )


def _vote(line: LineResult) -> VoteResult:
    return VoteResult(
        agree=line.agree,
        disagree=line.disagree,
        base=line.base,
        least=line.least,
        threshold=line.threshold,
        denominator=line.denominator,
        is_secret=line.is_secret,
        is_passed=line.is_passed,
    )


def _all_passed(put_to: Sequence[bool | None]) -> bool | None:
    if False in put_to:
        return False
    return None if not put_to or None in put_to else True
