"""Results of ballots that are closed. While one is open, nobody reads its sums."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sangkien.councils.enums import BallotKind, BallotState, Choice, Denominator, Post
from sangkien.councils.models import Ballot, BallotLine, Interest, Seat, Slip, Voter
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

    @property
    def is_full(self) -> bool:
        """An election that filled every place: there is no next round of it."""
        return len(self.elected.numbers) >= self.ballot.seats


def ballot_results(ballots: Sequence[Ballot]) -> dict[int, BallotResult]:
    """By ballot, of those that are closed; a fixed number of queries."""
    closed = [one for one in ballots if one.state == BallotState.CLOSED]
    lines: dict[int, list[BallotLine]] = defaultdict(list)
    for line in BallotLine.objects.filter(ballot__in=closed).order_by("number"):
        lines[line.ballot_id].append(line)
    turnouts = turnout([one.pk for one in closed])
    chair = _chair([one.pk for one in closed if one.needs_chair])
    return {
        one.pk: _result(one, lines[one.pk], turnout=turnouts[one.pk], chair=chair) for one in closed
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


@dataclass(frozen=True, kw_only=True)
class _Chair:
    """Lines on which the chair said yes, and items in which the chair has an interest."""

    agreed: Collection[int] = ()
    aside: Collection[int] = ()

    def findings(self, ballot: Ballot, line: BallotLine) -> list[str]:
        """Nothing where the chair is not asked, or agreed."""
        if not ballot.needs_chair or line.pk in self.agreed:
            return []
        if line.item_id in self.aside:
            return [
                _(
                    "Chủ tịch hội đồng có liên quan nên không bỏ phiếu nội dung này; "
                    "không xét điều kiện Chủ tịch đồng ý."
                )
            ]
        return [_("Chủ tịch hội đồng không đồng ý.")]

    def is_for(self, ballot: Ballot, line: BallotLine) -> bool:
        is_asked = ballot.needs_chair and line.item_id not in self.aside
        return not is_asked or line.pk in self.agreed


def _result(
    ballot: Ballot, lines: Sequence[BallotLine], *, turnout: tuple[int, int], chair: _Chair
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
        lines=tuple(_line(ballot, line, elected, chair) for line in lines),
        elected=elected,
    )


def _line(ballot: Ballot, line: BallotLine, elected: Elected, chair: _Chair) -> LineResult:
    base = line.base or 0
    is_election = ballot.kind == BallotKind.ELECTION
    enough = ballot.threshold.is_reached(line.agree, base)
    findings = [] if enough else [_missing(ballot, line, is_election=is_election)]
    if line.number in elected.tied:
        findings.append(_("Bằng phiếu với người khác ở vị trí cuối."))
    findings += chair.findings(ballot, line)
    is_agreed = enough and chair.is_for(ballot, line)
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
        is_passed=line.number in elected.numbers if is_election else is_agreed,
        findings=tuple(findings),
    )


def _missing(ballot: Ballot, line: BallotLine, *, is_election: bool) -> str:
    """How many votes it has, and how many it needs of what."""
    words = (
        _("%(agree)d phiếu bầu, cần ít nhất %(least)d (tính trên %(what)s: %(base)d).")
        if is_election
        else _("%(agree)d phiếu đồng ý, cần ít nhất %(least)d (tính trên %(what)s: %(base)d).")
    )
    return words % {
        "agree": line.agree,
        "base": line.base or 0,
        "what": Denominator(ballot.denominator).label,
        "least": ballot.threshold.least(line.base or 0),
    }


def _chair(ballot_ids: Sequence[int]) -> _Chair:
    """Of open ballots that need the chair: what the chair chose, and where the chair may not vote."""
    if not ballot_ids:
        return _Chair()
    agreed = Slip.objects.filter(
        line__ballot__in=ballot_ids, seat__post=Post.CHAIR, choice=Choice.AGREE
    )
    held_on = OuterRef("item__session__meets_at__date")
    presiding = Seat.objects.filter(
        Q(until_on=None) | Q(until_on__gte=held_on),
        since_on__lte=held_on,
        post=Post.CHAIR,
        council=OuterRef("item__session__council"),
        user=OuterRef("user"),
    )
    aside = Interest.objects.filter(
        Exists(presiding),
        item__session__in=Ballot.objects.filter(pk__in=ballot_ids).values("session"),
    )
    return _Chair(
        agreed=set(agreed.values_list("line_id", flat=True)),
        aside=set(aside.values_list("item_id", flat=True)),
    )
