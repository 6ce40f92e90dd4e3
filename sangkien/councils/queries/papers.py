"""What stands in the minutes and in the counting records: plain words for `writing`.

Papers are in Vietnamese, whoever prints them.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.councils.enums import (
    BallotKind,
    BallotState,
    BallotWay,
    Denominator,
    InterestKind,
    Post,
    Presence,
)
from sangkien.councils.models import Attendance, Ballot, BallotLine, Interest, Seat, Session
from sangkien.councils.queries.counting import BallotResult, LineResult, ballot_results
from sangkien.councils.queries.results import ItemResult, VoteResult, decided
from sangkien.councils.rules.tables import points_words
from sangkien.units.queries import names_then

Data = dict[str, Any]


def minutes(session: Session, *, kept_back: frozenset[int] = frozenset()) -> Data:
    """ "Biên bản họp" from what was recorded; `kept_back` are items whose results the reader of a
    draft does not learn yet.
    """
    with in_vietnamese():
        return _minutes(session, kept_back=kept_back)


def counting(ballot: Ballot) -> Data:
    """ "Biên bản kiểm phiếu" of one closed ballot."""
    with in_vietnamese():
        result = ballot_results([ballot])[ballot.pk]
        return _counting(result, _seats(ballot.session))


def _minutes(session: Session, *, kept_back: frozenset[int]) -> Data:
    seats = _seats(session)
    rows = session.items.select_related("session__council", "session__table")
    items = list(rows.order_by("number"))
    results = {row.item_id: row for row in decided(items)}
    reasons, dropped = _interests(session), _annulled(session)
    return {
        **_around(session, seats),
        **_meeting(session, seats),
        "table": _table_words(session),
        "items": [
            {
                "number": item.number,
                "title": item.title,
                "summary": item.summary,
                "conflicts": reasons.get(item.pk, []),
                "result": [_("Kết quả hiện với người có liên quan khi công bố.")]
                if item.pk in kept_back
                else dropped.get(item.pk, [])
                + _result_words(
                    results[item.pk], item_scored=item.is_scored, item_voted=item.is_voted
                ),
            }
            for item in items
        ],
        "elections": _elections(session),
        "discussion": session.discussion,
        "conclusion": session.conclusion,
    }


def _meeting(session: Session, seats: Sequence[Seat]) -> Data:
    """When, where and who; whoever left before the day is not among them."""
    council = session.council
    rows = session.attendances.filter(seat__in=seats).select_related("seat__user")
    attended = list(rows.order_by("seat_id"))
    present = [row for row in attended if row.presence == Presence.PRESENT]
    return {
        "subject": _("Họp %(council)s, kỳ họp số %(number)d năm %(year)d")
        % {"council": council.name, "number": session.number, "year": session.year},
        "basis": _("Căn cứ Quyết định số %(number)s ngày %(day)s: %(title)s")
        % {
            "number": council.basis_number,
            "day": f"{council.basis_on:%d/%m/%Y}",
            "title": council.basis_title,
        },
        "begins": _instant(session.opened_at),
        "ends": _instant(session.closed_at),
        "place": session.place + (_(" (họp trực tuyến)") if session.is_online else ""),
        "members": len(seats),
        "present": [_person(row.seat) for row in present],
        "written": _away(attended, Presence.WRITTEN),
        "absent": _away(attended, Presence.ABSENT),
        "quorum": _quorum_words(session, attended, members=len(seats)),
    }


def _quorum_words(session: Session, attended: Sequence[Attendance], *, members: int) -> str:
    """As it was reckoned: with those who wrote, where the session counts them."""
    here = [row.presence for row in attended]
    said = {
        "n": here.count(Presence.PRESENT),
        "written": here.count(Presence.WRITTEN),
        "all": members,
        "quorum": session.quorum,
    }
    if session.quorum_counts_written and said["written"]:
        words = _(
            "Có mặt %(n)d, gửi ý kiến bằng văn bản %(written)d, trên %(all)d thành viên; kỳ họp hợp lệ "
            "khi có %(quorum)s số thành viên, tính cả người gửi ý kiến bằng văn bản."
        )
    else:
        words = _("Có mặt %(n)d/%(all)d thành viên; kỳ họp hợp lệ khi có %(quorum)s số thành viên.")
    return words % said


def _away(attended: Sequence[Attendance], presence: Presence) -> list[Data]:
    """With what they wrote, or why they are not there."""
    return [
        {"who": _person(row.seat), "words": row.opinion or row.reason}
        for row in attended
        if row.presence == presence
    ]


def _counting(result: BallotResult, seats: Sequence[Seat]) -> Data:
    ballot = result.ballot
    session = ballot.session
    is_election = ballot.kind == BallotKind.ELECTION
    words = (
        _("Trúng cử khi số phiếu bầu đạt %(threshold)s %(whole)s, lấy từ nhiều phiếu nhất.")
        if is_election
        else _("Thông qua khi số phiếu đồng ý đạt %(threshold)s %(whole)s.")
    )
    rule = words % {
        "threshold": ballot.threshold,
        "whole": Denominator(ballot.denominator).label,
    }
    return {
        **_around(session, seats),
        "subject": _("%(title)s, kỳ họp số %(number)d năm %(year)d của %(council)s")
        % {
            "title": ballot.title,
            "number": session.number,
            "year": session.year,
            "council": session.council.name,
        },
        "way": _way_words(ballot),
        "round": ballot.round,
        "begins": _instant(ballot.opened_at),
        "ends": _instant(ballot.closed_at),
        "members": len(seats),
        "voters": result.voters,
        "issued": ballot.issued if ballot.issued is not None else result.voters,
        "collected": result.turnout,
        "valid": result.turnout - result.invalid,
        "invalid": result.invalid,
        "rule": rule,
        "team": {"head": ballot.team_head, "members": list(ballot.team_members)},
        "seats": ballot.seats,
        "is_election": is_election,
        "lines": [_line(line) for line in result.lines],
        "tied": [line.label for line in result.lines if line.number in result.elected.tied],
    }


def _line(line: LineResult) -> Data:
    return {
        "number": line.number,
        "label": line.label,
        "agree": line.agree,
        "disagree": line.disagree,
        "base": line.base,
        "passed": line.is_passed,
        "findings": list(line.findings),
    }


def _around(session: Session, seats: Sequence[Seat]) -> Data:
    names = names_then(session.council.unit, local_day(session.opened_at or session.meets_at))
    there = _there(session, seats)
    return {
        "unit": names.unit,
        "council": session.council.name,
        "town": names.place,
        "chair": _first(there, Post.CHAIR, Post.DEPUTY),
        "secretary": _first(there, Post.SECRETARY),
    }


def _there(session: Session, seats: Sequence[Seat]) -> list[Seat]:
    """Those present; all of them until somebody has called the roll."""
    present = dict(session.attendances.values_list("seat_id", "presence"))
    return [one for one in seats if not present or present.get(one.pk) == Presence.PRESENT]


def _first(seats: Sequence[Seat], *posts: Post) -> str:
    """Who holds the first of the posts that anybody holds; a gap to be filled in by hand otherwise."""
    found = (one.user.full_name for post in posts for one in seats if one.post == post)
    return next(found, "…")


def _seats(session: Session) -> list[Seat]:
    rows = Seat.objects.in_force_on(local_day(session.meets_at)).filter(council=session.council_id)
    return list(rows.select_related("user").order_by("pk"))


def _person(seat: Seat) -> str:
    words = f"{seat.user.full_name}, {Post(seat.post).label}"
    return words + (_(" (đại diện công đoàn)") if seat.is_union_seat else "")


def _interests(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Interest.objects.filter(item__session=session).select_related("user", "item__session")
    members = {seat.user_id for seat in _seats(session)}
    for row in rows.order_by("pk"):
        if row.user_id not in members:
            continue
        why = row.sentence or InterestKind(row.kind).label
        words = _("%(name)s không chấm điểm, không bỏ phiếu nội dung này: %(why)s.")
        if row.is_after_scoring:
            words = _(
                "%(name)s khai có liên quan sau khi kết thúc chấm điểm (%(why)s): "
                "phiếu chấm vẫn tính, không bỏ phiếu nội dung này."
            )
        said = words % {"name": row.user.full_name, "why": why.rstrip(".")}
        found.setdefault(row.item_id, []).append(said)
    return found


def _annulled(session: Session) -> dict[int, list[str]]:
    """By item: votes that were dropped after they had been counted.

    The sums of a secret one are in the journal alone: beside those of the vote that was held
    instead they could tell how somebody voted who took part in one of the two.
    """
    rows = BallotLine.objects.filter(
        ballot__session=session,
        ballot__state=BallotState.ANNULLED,
        ballot__counted_by__isnull=False,
        item__isnull=False,
    )
    found: dict[int, list[str]] = {}
    for line in rows.select_related("ballot").order_by("ballot__number", "number"):
        sums = _(" (%(agree)d đồng ý, %(disagree)d không đồng ý)") % {
            "agree": line.agree,
            "disagree": line.disagree,
        }
        words = _("Lần bỏ phiếu %(n)d đã hủy sau khi kiểm phiếu%(sums)s: %(why)s.") % {
            "n": line.ballot.number,
            "sums": "" if line.ballot.is_secret else sums,
            "why": line.ballot.annul_reason.rstrip("."),
        }
        if line.item_id is not None:
            found.setdefault(line.item_id, []).append(words)
    return found


def _table_words(session: Session) -> str:
    if session.table is None:
        return ""
    words = _(
        "Chấm theo “%(table)s”, bản %(version)d; mỗi thành viên chấm độc lập, lấy điểm trung bình."
    )
    said = words % {"table": session.table.name, "version": session.table.version}
    if session.trims_from:
        said += " " + _(
            "Từ %(n)d phiếu trở lên thì bỏ một phiếu cao nhất và một phiếu thấp nhất."
        ) % {"n": session.trims_from}
    return said


def _result_words(result: ItemResult, *, item_scored: bool, item_voted: bool) -> list[str]:
    words = []
    if result.total is not None:
        words.append(_("Điểm trung bình: %(points)s.") % {"points": points_words(result.total)})
    if result.grade:
        words.append(_("Xếp loại: %(grade)s.") % {"grade": result.grade})
    if result.vote is not None:
        words.append(vote_words(result.vote))
    elif item_voted:
        words.append(_("Chưa bỏ phiếu."))
    words.extend(result.findings)
    if result.is_passed is not None:
        words.append(_("Kết quả: đạt.") if result.is_passed else _("Kết quả: không đạt."))
    elif not item_scored and not item_voted:
        words.append(_("Hội đồng nghe và cho ý kiến."))
    return words


def vote_words(vote: VoteResult) -> str:
    """ "Biểu quyết kín: 6 đồng ý, 1 không đồng ý; cần ít nhất 5 trên 7."."""
    manner = _("Bỏ phiếu kín") if vote.is_secret else _("Biểu quyết công khai")
    return _(
        "%(manner)s: %(agree)d đồng ý, %(disagree)d không đồng ý; cần ít nhất %(least)d trên %(base)d."
    ) % {
        "manner": manner,
        "agree": vote.agree,
        "disagree": vote.disagree,
        "least": vote.least,
        "base": vote.base,
    }


def _elections(session: Session) -> list[Data]:
    rows = session.ballots.filter(kind=BallotKind.ELECTION, state=BallotState.CLOSED)
    ballots = list(rows.order_by("number"))
    results = ballot_results(ballots)
    return [
        {
            "title": one.title,
            "round": one.round,
            "elected": [
                _("%(name)s (%(votes)d phiếu)") % {"name": line.label, "votes": line.agree}
                for line in results[one.pk].lines
                if line.is_passed
            ],
        }
        for one in ballots
    ]


def _way_words(ballot: Ballot) -> str:
    manner = _("Bỏ phiếu kín") if ballot.is_secret else _("Biểu quyết công khai")
    on_paper = ballot.way == BallotWay.PAPER
    where = _("phiếu giấy hoặc giơ tay") if on_paper else _("trên phần mềm")
    return f"{manner}, {where}"


def _instant(at: dt.datetime | None) -> str:
    return periods.instant_words(at) if at else "…"
