"""Ballots: opened by who runs the session, cast by each member once, counted and closed.

A secret vote leaves nothing behind but sums and the fact that somebody took part. So no event is
recorded for a vote, the turnout list has no time, and all sums are written with every vote.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Max, Value, When
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.councils.actions.recording import held, note, refuse_interested
from sangkien.councils.actions.sessions import office_in
from sangkien.councils.enums import (
    BallotKind,
    BallotState,
    BallotWay,
    Choice,
    Denominator,
    SessionState,
)
from sangkien.councils.errors import InvalidBallot, TooLate
from sangkien.councils.events import BallotOpened
from sangkien.councils.models import AgendaItem, Ballot, BallotLine, Session, Slip, Voter
from sangkien.councils.queries import showing
from sangkien.councils.queries.taking_part import Sitting, sitting
from sangkien.councils.rules import moving, teams, voting
from sangkien.councils.rules.teams import NOBODY, CountingTeam
from sangkien.councils.rules.voting import Threshold

MOST_LINES = 200


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a ballot asks and how it is counted; see `models.Ballot`.

    `items` for yes or no, `candidates` and `seats` for an election. The `team` that counts may be named now, and with
    the count.
    """

    title: str
    threshold: Threshold
    denominator: Denominator
    items: tuple[AgendaItem, ...] = ()
    candidates: tuple[str, ...] = ()
    seats: int = 0
    is_secret: bool = True
    way: BallotWay = BallotWay.ONLINE
    needs_chair: bool = False
    closes_at: dt.datetime | None = None
    previous: Ballot | None = None
    team: CountingTeam = NOBODY

    @property
    def kind(self) -> BallotKind:
        return BallotKind.ELECTION if self.candidates else BallotKind.ITEMS

    @property
    def lines(self) -> list[tuple[str, int | None]]:
        """Label and item of each line."""
        if self.candidates:
            return [(label, None) for label in self.candidates]
        return [(item.title, item.pk) for item in self.items]


@transaction.atomic
def open_ballot(
    session: Session, paper: Paper, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Ballot:
    """ "Mở bỏ phiếu": who may vote and the denominators are settled now."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    earlier = Ballot.objects.filter(request_key=request_key, session=session).first()
    if earlier is not None:
        return earlier
    moving.ensure_state(session.state_enum, wanted=SessionState.OPEN)
    _ensure_paper(session, paper, at=at)
    found = sitting(session)
    seated = found.voters(paper.denominator)
    lines = _lines(paper, found, voters=len(seated))
    voters = [
        seat
        for seat in seated
        if any(not found.has_interest(seat, item_id) for _label, item_id in paper.lines)
    ]  # nothing is left on the paper of whoever has an interest in all of it
    if paper.is_secret:
        voting.ensure_secret(min(line.voters for line in lines))
    last: int = session.ballots.aggregate(last=Max("number"))["last"] or 0
    ballot = Ballot.objects.create(
        session=session,
        number=last + 1,
        **_rules(paper),
        previous=paper.previous,
        round=paper.previous.round + 1 if paper.previous else 1,
        opened_at=at,
        closes_at=paper.closes_at,
        request_key=request_key,
    )
    for line in lines:
        line.ballot = ballot
    BallotLine.objects.bulk_create(lines)
    Voter.objects.bulk_create(Voter(ballot=ballot, seat=seat) for seat in voters)
    seats = sorted(seat.pk for seat in voters)
    note(BallotOpened, session, by=by, at=at, ballot_id=ballot.pk, voters=seats)
    return ballot


def vote(ballot: Ballot, choices: Mapping[int, Choice], *, by: Actor, at: dt.datetime) -> bool:
    """ "Bỏ phiếu" yes or no, by number of the line; False when this person has voted already.

    Lines in which the voter has an interest are not on the voter's paper; whoever sends one all
    the same is refused, and that is written down.
    """
    for line in ballot.lines.filter(number__in=list(choices)).select_related(
        "item__session__council__unit"
    ):
        if line.item is not None:
            refuse_interested(line.item, by=by, at=at)
    return _voted(ballot, choices, by=by, at=at)


@transaction.atomic
def _voted(ballot: Ballot, choices: Mapping[int, Choice], *, by: Actor, at: dt.datetime) -> bool:
    ballot = _open_online(ballot, at=at)
    found = sitting(ballot.session)
    lines = list(ballot.lines.all())
    if not _took_part(ballot, found, by):
        return False
    seat = found.seat_of(by)
    wanted = {
        line.number
        for line in lines
        if seat is not None and not found.has_interest(seat, line.item_id)
    }
    if ballot.kind != BallotKind.ITEMS or set(choices) != wanted:
        raise InvalidBallot(_("Hãy chọn đồng ý hoặc không đồng ý cho từng nội dung."))
    if ballot.is_secret:
        _add(
            ballot,
            agreed=[n for n, choice in choices.items() if choice == Choice.AGREE],
            refused=[n for n, choice in choices.items() if choice == Choice.DISAGREE],
        )
    else:
        numbers = {line.number: line for line in lines}
        _write_slips({numbers[n]: choice for n, choice in choices.items()}, found, by)
    return True


@transaction.atomic
def elect(ballot: Ballot, chosen: Sequence[int], *, by: Actor, at: dt.datetime) -> bool:
    """ "Bỏ phiếu bầu" up to as many as there are seats; False when this person has voted."""
    ballot = _open_online(ballot, at=at)
    found = sitting(ballot.session)
    lines = {line.number: line for line in ballot.lines.all()}
    if not _took_part(ballot, found, by):
        return False
    if ballot.kind != BallotKind.ELECTION:
        raise InvalidBallot(_("Phiếu này không phải phiếu bầu."))
    voting.ensure_choices(chosen, known=list(lines), seats=ballot.seats)
    if ballot.is_secret:
        _add(ballot, agreed=chosen, refused=[])
    else:
        _write_slips({lines[number]: Choice.AGREE for number in chosen}, found, by)
    return True


def _rules(paper: Paper) -> dict[str, Any]:
    """The columns that say what is asked, how it is counted and by whom."""
    team = teams.cleaned(paper.team, candidates=paper.candidates, is_required=False)
    return {
        "team_head": team.head,
        "team_members": list(team.members),
        "title": text.clean_line(paper.title),
        "kind": paper.kind,
        "way": paper.way,
        "is_secret": paper.is_secret,
        "threshold_numerator": paper.threshold.numerator,
        "threshold_denominator": paper.threshold.denominator,
        "threshold_is_strict": paper.threshold.is_strict,
        "denominator": paper.denominator,
        "needs_chair": paper.needs_chair,
        "seats": paper.seats if paper.kind == BallotKind.ELECTION else 0,
    }


def _open_online(ballot: Ballot, *, at: dt.datetime) -> Ballot:
    """Held, so that votes come one after the other and none slips in behind the close."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("session__council__unit")
    ballot = rows.get(pk=ballot.pk)
    if ballot.way != BallotWay.ONLINE:
        raise InvalidBallot(_("Lần này bỏ phiếu giấy."))
    if ballot.state != BallotState.OPEN or (ballot.closes_at and at >= ballot.closes_at):
        raise TooLate(_("Đã hết giờ bỏ phiếu nên phiếu này không được tính."))
    return ballot


def _took_part(ballot: Ballot, found: Sitting, by: Actor) -> bool:
    """Take the one vote of this person; False when it was taken before."""
    seat = found.seat_of(by)
    voters = Voter.objects.filter(ballot=ballot, seat=seat)
    if seat is None or not voters.exists():
        raise NotAllowed(_("Bạn không có tên trong danh sách bỏ phiếu lần này."))
    return voters.filter(has_voted=False).update(has_voted=True) == 1


def _add(ballot: Ballot, *, agreed: Collection[int], refused: Collection[int]) -> None:
    """One statement that writes every line of the ballot, whatever was chosen."""

    def more(column: str, numbers: Collection[int]) -> object:
        one = Case(
            When(number__in=list(numbers), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        return F(column) + one

    BallotLine.objects.filter(ballot=ballot).update(
        agree=more("agree", agreed), disagree=more("disagree", refused)
    )


def _write_slips(choices: Mapping[BallotLine, Choice], found: Sitting, by: Actor) -> None:
    seat = found.seat_of(by)
    Slip.objects.bulk_create(
        Slip(line=line, seat=seat, choice=choice) for line, choice in choices.items() if seat
    )


def _lines(paper: Paper, found: Sitting, *, voters: int) -> list[BallotLine]:
    made = []
    for number, (label, item_id) in enumerate(paper.lines, start=1):
        kept_out = sum(
            found.has_interest(seat, item_id) for seat in found.voters(paper.denominator)
        )
        counted_later = paper.denominator == Denominator.VALID
        made.append(
            BallotLine(
                number=number,
                label=text.clean_line(label),
                item_id=item_id,
                voters=voters - kept_out,
                base=None if counted_later else found.bases(item_id).of(paper.denominator),
            )
        )
    return made


def _ensure_paper(session: Session, paper: Paper, *, at: dt.datetime) -> None:
    if not text.clean_line(paper.title):
        raise InvalidBallot(_("Hãy đặt tên phiếu."), field="title")
    voting.ensure_threshold(paper.threshold)
    _ensure_next_round(session, paper)
    if not 1 <= len(paper.lines) <= MOST_LINES:
        raise InvalidBallot(_("Hãy chọn ít nhất một nội dung hoặc một người."), field="items")
    if paper.closes_at is not None and paper.closes_at <= at:
        raise InvalidBallot(_("Giờ kết thúc phải ở sau lúc này."), field="closes")
    if paper.needs_chair and (paper.is_secret or paper.way != BallotWay.ONLINE):
        raise InvalidBallot(
            _(
                "Bỏ phiếu kín thì không biết Chủ tịch chọn gì; hãy bỏ phiếu công khai trên phần mềm."
            ),
            field="needs_chair",
        )
    if paper.kind == BallotKind.ELECTION:
        _ensure_election(paper)
    else:
        _ensure_items(session, paper)


def _ensure_next_round(session: Session, paper: Paper) -> None:
    """Of a counted election of this session, which goes into its next round once; a round that
    was annulled does not count.
    """
    previous = paper.previous
    if previous is None:
        return
    is_fit = previous.session_id == session.pk and previous.is_closed
    if not is_fit or {previous.kind, paper.kind} != {BallotKind.ELECTION}:
        raise InvalidBallot(_("Chỉ bầu vòng tiếp theo của lần bầu đã kiểm phiếu ở kỳ họp này."))
    if showing.has_next_round(previous):
        raise InvalidBallot(_("Đã mở vòng tiếp theo của lần bầu này, hãy xem lại kỳ họp."))


def _ensure_election(paper: Paper) -> None:
    names = [text.fold(name) for name in paper.candidates]
    if not all(names) or len(set(names)) != len(names):
        raise InvalidBallot(_("Mỗi dòng ghi một người, không trùng nhau."), field="candidates")
    if not 1 <= paper.seats <= len(names):
        raise InvalidBallot(
            _("Số người được bầu từ 1 đến số người trong danh sách."), field="seats"
        )


def _ensure_items(session: Session, paper: Paper) -> None:
    """Of this session, to be voted on, and on no other paper that is open or was counted: nobody
    votes until the result suits, or compares two secret votes of nearly the same people.
    """
    if any(one.session_id != session.pk or not one.is_voted for one in paper.items):
        raise InvalidBallot(_("Có nội dung không đưa ra bỏ phiếu ở kỳ họp này."), field="items")
    papers = BallotLine.objects.filter(item__in=paper.items)
    if papers.filter(ballot__state__in=(BallotState.OPEN, BallotState.COUNTED)).exists():
        raise InvalidBallot(_("Có nội dung đang được bỏ phiếu."), field="items")
    if papers.filter(ballot__state=BallotState.CLOSED).exists():
        raise InvalidBallot(
            _("Có nội dung đã có kết quả bỏ phiếu. Muốn bỏ phiếu lại thì đưa ra kỳ họp khác."),
            field="items",
        )


def _ensure_may_run(session: Session, by: Actor, *, at: dt.datetime) -> None:
    if not office_in(session, by, at=at).may_run:
        raise NotAllowed(_("Chỉ chủ tọa hoặc thư ký điều hành được việc bỏ phiếu."))
