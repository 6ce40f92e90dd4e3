"""The end of a ballot: counted by the program, or typed by one and confirmed by another."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.councils.actions.recording import note
from sangkien.councils.actions.sessions import office_in
from sangkien.councils.enums import BallotKind, BallotState, BallotWay, Choice, Denominator
from sangkien.councils.errors import InvalidBallot, MovedMeanwhile
from sangkien.councils.events import BallotAnnulled, BallotClosed, BallotCounted, CountReturned
from sangkien.councils.models import Ballot, BallotLine, Slip
from sangkien.councils.queries import sealing
from sangkien.councils.rules import moving, tables, teams, voting
from sangkien.councils.rules.voting import Count as PaperCount


@transaction.atomic
def close_ballot(ballot: Ballot, *, by: Actor, at: dt.datetime) -> Ballot:
    """ "Kết thúc bỏ phiếu" on the program: from now on the sums are known."""
    ballot = _held(ballot, by, at=at)
    _ensure(ballot, BallotState.OPEN, BallotWay.ONLINE)
    votes = ballot.voters.filter(has_voted=True).count()
    lines = list(ballot.lines.order_by("number"))
    if ballot.is_secret:
        _ensure_tellable(ballot, lines, papers=votes)
    if ballot.is_secret:
        # One statement for all: no row tells any more when it was written.
        ballot.voters.update(has_voted=F("has_voted"))
    else:
        _recount(lines)
    _settle(ballot, lines, papers=votes)
    return _closed(ballot, lines, by=by, at=at)


@transaction.atomic
def record_count(ballot: Ballot, count: PaperCount, *, by: Actor, at: dt.datetime) -> Ballot:
    """ "Nhập kết quả kiểm phiếu" of paper slips or raised hands, with who counted; the chair confirms."""
    ballot = _held(ballot, by, at=at)
    _ensure(ballot, BallotState.OPEN, BallotWay.PAPER)
    lines = list(ballot.lines.order_by("number"))
    voters = {line.number: line.voters for line in lines}
    if set(count.lines) != set(voters):
        raise InvalidBallot(_("Hãy nhập kết quả của từng dòng."))
    voting.ensure_count(count, people=ballot.voters.count(), voters=voters, seats=ballot.seats)
    standing = [line.label for line in lines] if ballot.kind == BallotKind.ELECTION else []
    team = teams.cleaned(count.team, candidates=standing, is_required=True)
    for line in lines:
        line.agree, line.disagree = count.lines[line.number]
    if ballot.is_secret:
        _ensure_tellable(ballot, lines, papers=count.collected)
    _settle(ballot, lines, papers=count.collected - count.invalid)
    ballot.move_to(
        BallotState.COUNTED,
        issued=count.issued,
        collected=count.collected,
        invalid=count.invalid,
        team_head=team.head,
        team_members=list(team.members),
        counted_by_id=by.user_id,
    )
    note(BallotCounted, ballot.session, by=by, at=at, ballot_id=ballot.pk, digest=_digest(lines))
    return ballot


@transaction.atomic
def confirm_count(ballot: Ballot, *, by: Actor, at: dt.datetime) -> Ballot:
    """ "Xác nhận kiểm phiếu" by the chair, never by who typed it."""
    ballot = _held(ballot, by, at=at)
    _ensure(ballot, BallotState.COUNTED, BallotWay.PAPER)
    _ensure_second_person(ballot, by, at=at)
    Ballot.objects.filter(pk=ballot.pk).update(confirmed_by_id=by.user_id)
    return _closed(ballot, list(ballot.lines.order_by("number")), by=by, at=at)


@transaction.atomic
def return_count(ballot: Ballot, *, reason: str, by: Actor, at: dt.datetime) -> Ballot:
    """ "Đề nghị kiểm lại", with the reason."""
    ballot = _held(ballot, by, at=at)
    _ensure(ballot, BallotState.COUNTED, BallotWay.PAPER)
    _ensure_second_person(ballot, by, at=at)
    why = _reason(reason)
    ballot.move_to(BallotState.OPEN, issued=None, collected=None, invalid=0, counted_by_id=None)
    note(CountReturned, ballot.session, by=by, at=at, ballot_id=ballot.pk, reason=why)
    return ballot


@transaction.atomic
def annul(ballot: Ballot, *, reason: str, by: Actor, at: dt.datetime) -> Ballot:
    """ "Hủy lần bỏ phiếu": votes that nobody has counted are gone for good.

    Once the sums are typed they are known: only who presides drops them, and they stay on record.
    """
    ballot = _held(ballot, by, at=at)
    if ballot.state not in {BallotState.OPEN, BallotState.COUNTED}:
        raise MovedMeanwhile(moving.moved_words())
    counted = _dropped_sums(ballot, by, at=at) if ballot.state == BallotState.COUNTED else {}
    why = _reason(reason)
    if not counted:
        Slip.objects.filter(line__ballot=ballot).delete()
        ballot.lines.update(agree=0, disagree=0)
    ballot.move_to(BallotState.ANNULLED, annul_reason=why)
    note(
        BallotAnnulled,
        ballot.session,
        by=by,
        at=at,
        ballot_id=ballot.pk,
        reason=why,
        counted=counted,
    )
    return ballot


def sums(lines: list[BallotLine]) -> dict[str, list[int]]:
    """What the digest of a ballot is made of."""
    return {str(one.number): [one.agree, one.disagree, one.base or 0] for one in lines}


def voted(ballot: Ballot) -> list[int]:
    """The seats whose vote was taken here; never when, nor what they chose."""
    seats = ballot.voters.filter(has_voted=True).order_by("seat_id")
    return list(seats.values_list("seat_id", flat=True))


def _closed(ballot: Ballot, lines: list[BallotLine], *, by: Actor, at: dt.datetime) -> Ballot:
    ballot.move_to(BallotState.CLOSED, closed_at=at)
    note(
        BallotClosed,
        ballot.session,
        by=by,
        at=at,
        ballot_id=ballot.pk,
        digest=_digest(lines),
        voted=voted(ballot),
        sealed=sealing.seal_of_ballot(ballot, lines),
        settings=sealing.seal_of_settings(ballot.session),
    )
    return ballot


def _ensure_tellable(ballot: Ballot, lines: list[BallotLine], *, papers: int) -> None:
    """Of an election the sums of one candidate tell nothing: nobody has to choose that line."""
    voting.ensure_tellable(papers)
    if ballot.kind == BallotKind.ITEMS:
        people = ballot.voters.count()
        voting.ensure_lines_tellable(
            {one.number: _behind(ballot, one, papers=papers, people=people) for one in lines}
        )


def _behind(ballot: Ballot, line: BallotLine, *, papers: int, people: int) -> int:
    """Among how many the answers of a line are: those who gave one. On paper a slip may leave a line blank,
    so there among all who handed one in, but for those who stood aside.
    """
    answers = line.agree + line.disagree
    if ballot.way == BallotWay.PAPER and answers:
        return max(answers, papers - (people - line.voters))
    return answers


def _settle(ballot: Ballot, lines: list[BallotLine], *, papers: int) -> None:
    """The denominators that are known only now, and the sums into the rows."""
    for line in lines:
        if ballot.denominator == Denominator.VALID:
            line.base = _valid(ballot, line, papers=papers)
    BallotLine.objects.bulk_update(lines, ["agree", "disagree", "base"])


def _valid(ballot: Ballot, line: BallotLine, *, papers: int) -> int:
    """Valid slips that could vote on the line. On paper one may leave it blank, and the slip is valid
    all the same; on the program nobody can but who stands aside, so the answers are the slips.
    """
    if ballot.kind == BallotKind.ELECTION:
        return papers
    if ballot.way == BallotWay.PAPER:
        return min(papers, line.voters)
    return line.agree + line.disagree


def _recount(lines: list[BallotLine]) -> None:
    """An open ballot is counted from its slips."""
    found: Mapping[int, tuple[int, int]] = {
        row["line"]: (row["agree"], row["disagree"])
        for row in Slip.objects.filter(line__in=lines)
        .order_by()
        .values("line")
        .annotate(
            agree=Count("pk", filter=Q(choice=Choice.AGREE)),
            disagree=Count("pk", filter=Q(choice=Choice.DISAGREE)),
        )
    }
    for line in lines:
        line.agree, line.disagree = found.get(line.pk, (0, 0))


def _held(ballot: Ballot, by: Actor, *, at: dt.datetime) -> Ballot:
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("session__council__unit")
    ballot = rows.get(pk=ballot.pk)
    if not office_in(ballot.session, by, at=at).may_run:
        raise NotAllowed(_("Chỉ chủ tọa hoặc thư ký điều hành được việc bỏ phiếu."))
    return ballot


def _ensure(ballot: Ballot, state: BallotState, way: BallotWay) -> None:
    if ballot.way != way:
        raise InvalidBallot(_("Lần bỏ phiếu này kiểm phiếu theo cách khác."))
    if ballot.state != state:
        raise MovedMeanwhile(moving.moved_words())


def _ensure_second_person(ballot: Ballot, by: Actor, *, at: dt.datetime) -> None:
    if not office_in(ballot.session, by, at=at).may_preside or by.user_id == ballot.counted_by_id:
        raise NotAllowed(_("Chủ tịch (không phải người nhập) xác nhận kết quả kiểm phiếu."))


def _dropped_sums(ballot: Ballot, by: Actor, *, at: dt.datetime) -> dict[str, list[int]]:
    if not office_in(ballot.session, by, at=at).may_preside:
        raise NotAllowed(_("Đã nhập kết quả thì chỉ Chủ tịch hủy được lần bỏ phiếu này."))
    return sums(list(ballot.lines.order_by("number")))


def _digest(lines: list[BallotLine]) -> str:
    return tables.digest(sums(lines))


def _reason(typed: str) -> str:
    why = text.clean_line(typed)
    if not why:
        raise InvalidBallot(_("Hãy ghi lý do."), field="reason")
    return why
