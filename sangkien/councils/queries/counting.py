"""Results of ballots that are closed. While one is open, nobody reads its sums."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sangkien.councils.enums import BallotKind, BallotState, Choice, Denominator, Post
from sangkien.councils.models import Ballot, BallotLine, Slip, Voter
from sangkien.councils.rules import voting
from sangkien.councils.rules.voting import Elected, Threshold


@dataclass(frozen=True, kw_only=True)
class LineResult:
    """One line of a counted paper. `base` is the denominator, `least` what was needed of it."""

    line_id: int
    number: int
    label: str
    item_id: int | None
    agree: int
    disagree: int
    voters: int
    base: int
    least: int
    threshold: Threshold
    denominator: Denominator
    is_secret: bool
    is_passed: bool
    findings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BallotResult:
    """ "Kết quả kiểm phiếu". `elected` is empty unless the ballot is an election."""

    ballot: Ballot
    voters: int
    turnout: int
    invalid: int
    lines: tuple[LineResult, ...]
    elected: Elected


def ballot_results(ballots: Sequence[Ballot]) -> dict[int, BallotResult]:
    """By ballot, of those that are closed; three queries."""
    closed = [one for one in ballots if one.state == BallotState.CLOSED]
    lines: dict[int, list[BallotLine]] = defaultdict(list)
    for line in BallotLine.objects.filter(ballot__in=closed).order_by("number"):
        lines[line.ballot_id].append(line)
    turnouts = turnout([one.pk for one in closed])
    agreed = _chair_agreed([one.pk for one in closed if one.needs_chair])
    return {
        one.pk: _result(one, lines[one.pk], turnout=turnouts[one.pk], chair_agreed=agreed)
        for one in closed
    }


def line_results(session_ids: Sequence[int]) -> dict[int, LineResult]:
    """By item: the line of the last closed ballot that put it to the vote."""
    ballots = Ballot.objects.filter(
        session__in=session_ids, kind=BallotKind.ITEMS, state=BallotState.CLOSED
    )
    counted = ballot_results(list(ballots.order_by("number", "pk")))
    return {
        line.item_id: line
        for result in counted.values()
        for line in result.lines
        if line.item_id is not None
    }


def turnout(ballot_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """(may vote, have voted) by ballot: all that is known of a ballot that is open."""
    rows = (
        Voter.objects.filter(ballot__in=ballot_ids)
        .order_by()
        .values("ballot")
        .annotate(all=Count("pk"), voted=Count("pk", filter=Q(has_voted=True)))
    )
    found = {row["ballot"]: (row["all"], row["voted"]) for row in rows}
    return {pk: found.get(pk, (0, 0)) for pk in ballot_ids}


def _result(
    ballot: Ballot,
    lines: Sequence[BallotLine],
    *,
    turnout: tuple[int, int],
    chair_agreed: set[int],
) -> BallotResult:
    elected = Elected(numbers=())
    if ballot.kind == BallotKind.ELECTION:
        base = max((line.base or 0 for line in lines), default=0)
        votes = {line.number: line.agree for line in lines}
        elected = voting.elect(votes, seats=ballot.seats, base=base, threshold=ballot.threshold)
    return BallotResult(
        ballot=ballot,
        voters=turnout[0],
        turnout=ballot.collected if ballot.collected is not None else turnout[1],
        invalid=ballot.invalid,
        lines=tuple(_line(ballot, line, elected, chair_agreed) for line in lines),
        elected=elected,
    )


def _line(ballot: Ballot, line: BallotLine, elected: Elected, chair_agreed: set[int]) -> LineResult:
    base = line.base or 0
    enough = ballot.threshold.is_reached(line.agree, base)
    findings = []
    if not enough:
        findings.append(
            _("%(agree)d phiếu đồng ý, cần ít nhất %(least)d (tính trên %(what)s: %(base)d).")
            % {
                "agree": line.agree,
                "base": base,
                "what": Denominator(ballot.denominator).label,
                "least": ballot.threshold.least(base),
            }
        )
    chair_is_for = not ballot.needs_chair or line.pk in chair_agreed
    if not chair_is_for:
        findings.append(_("Chủ tịch hội đồng không đồng ý."))
    is_election = ballot.kind == BallotKind.ELECTION
    return LineResult(
        line_id=line.pk,
        number=line.number,
        label=line.label,
        item_id=line.item_id,
        agree=line.agree,
        disagree=line.disagree,
        voters=line.voters,
        base=base,
        least=ballot.threshold.least(base),
        threshold=ballot.threshold,
        denominator=Denominator(ballot.denominator),
        is_secret=ballot.is_secret,
        is_passed=line.number in elected.numbers if is_election else enough and chair_is_for,
        findings=tuple(findings),
    )


def _chair_agreed(ballot_ids: Sequence[int]) -> set[int]:
    """Lines on which the chair said yes, in open ballots that need it."""
    if not ballot_ids:
        return set()
    rows = Slip.objects.filter(
        line__ballot__in=ballot_ids, seat__post=Post.CHAIR, choice=Choice.AGREE
    )
    return set(rows.values_list("line_id", flat=True))
