"""Minutes and counting records as official papers: plain values, nothing is written."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import numbers, periods
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.councils.enums import CouncilKind
from sangkien.councils.models import Ballot, Session, SessionPaper
from sangkien.councils.queries import papers
from sangkien.councils.queries.papers import Data
from sangkien.councils.rules.teams import CountingTeam
from sangkien.papers import printing, rules
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import (
    Block,
    Heading,
    Items,
    Letterhead,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)

# What stands behind the number: "01/BB-HĐSK". The two kinds have a register each.
OFFICES = {
    CouncilKind.INITIATIVE: "HĐSK",
    CouncilKind.COMMENDATION: "HĐTĐKT",
    CouncilKind.PANEL: "TBX",
}
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approves a paper, and when."""

    name: str
    at: dt.datetime


@in_vietnamese()
def minutes_draft(
    session: Session, *, approval: Approval | None = None, kept_back: frozenset[int] = NOTHING
) -> Draft:
    """ "Biên bản họp". Without an approval it is a draft, in which `kept_back` are items whose
    results its reader does not learn yet.
    """
    paper = _minutes(papers.minutes(session, kept_back=kept_back), approval)
    return _draft(session, paper, PaperKind.COUNCIL_MINUTES, is_draft=approval is None)


@in_vietnamese()
def counting_draft(ballot: Ballot, *, approval: Approval | None = None) -> Draft:
    """ "Biên bản kiểm phiếu" of one closed ballot: sums alone, of a secret one nothing else is kept."""
    paper = _counting(papers.counting(ballot), approval)
    return _draft(ballot.session, paper, PaperKind.COUNCIL_COUNTING, is_draft=approval is None)


@in_vietnamese()
def earlier(paper: SessionPaper) -> OfficialPaper:
    """One that was approved before papers were issued, described anew from what was approved."""
    described = _counting(paper.data) if paper.ballot_id else _minutes(paper.data)
    day = local_day(paper.session.meets_at)
    return replace(described, letterhead=replace(described.letterhead, issued_on=day))


def _draft(session: Session, paper: OfficialPaper, kind: PaperKind, *, is_draft: bool) -> Draft:
    """For the register of issued papers; the day is that on which it was held."""
    sign = "BBKP" if kind == PaperKind.COUNCIL_COUNTING else "BB"
    return Draft(
        kind=kind,
        unit=session.council.unit,
        title=paper.title[:300],
        issued_on=local_day(session.opened_at or session.meets_at),
        signer_name=paper.signatures[-1].name,
        signer_post=_("Chủ tọa kỳ họp"),
        template=printing.TEMPLATE,
        symbol=f"{sign}-{OFFICES[CouncilKind(session.council.kind)]}",
        data=printing.to_data(replace(paper, is_draft=is_draft)),
    )


def _minutes(data: Data, approval: Approval | None = None) -> OfficialPaper:
    return OfficialPaper(
        letterhead=_letterhead(data),
        kind=_("BIÊN BẢN"),
        title=data["subject"],
        grounds=rules.ground_lines((data["basis"],)),
        body=(*_meeting(data), *_agenda(data), *_end(data)),
        signatures=_signatures(data, approval),
        recipients=_recipients(data),
    )


def _counting(data: Data, approval: Approval | None = None) -> OfficialPaper:
    return OfficialPaper(
        letterhead=_letterhead(data),
        kind=_("BIÊN BẢN KIỂM PHIẾU"),
        title=data["subject"],
        body=tuple(_count(data)),
        signatures=(*_counters(_team(data)), *_signatures(data, approval)),
        recipients=_recipients(data),
    )


def _letterhead(data: Data) -> Letterhead:
    return Letterhead(superior=data["unit"], issuer=data["council"], place=data.get("town", ""))


def _recipients(data: Data) -> tuple[str, ...]:
    return (_("Thành viên %(council)s") % data, _("Lưu: Hồ sơ kỳ họp"))


def _team(data: Data) -> CountingTeam:
    """Records of before name none."""
    team = data.get("team") or {"head": "", "members": ()}
    return CountingTeam(head=team["head"], members=tuple(team["members"]))


def _counters(team: CountingTeam) -> Iterator[Signature]:
    """All of them sign by hand."""
    if team.head:
        yield Signature(lines=(_("TỔ TRƯỞNG"), _("TỔ KIỂM PHIẾU")), name=team.head)
    for name in team.members:
        yield Signature(lines=(_("THÀNH VIÊN"), _("TỔ KIỂM PHIẾU")), name=name)


def _signatures(data: Data, approval: Approval | None) -> tuple[Signature, ...]:
    """The secretary signs by hand; the chair has approved here and may sign by hand as well."""
    chair = Signature(lines=(_("CHỦ TỌA"),), name=data["chair"])
    if approval is not None:
        at = periods.instant_words(approval.at)
        note = _("(Đã duyệt trên phần mềm lúc %(at)s)") % {"at": at}
        chair = replace(chair, name=approval.name, note=note)
    return (Signature(lines=(_("THƯ KÝ"),), name=data["secretary"]), chair)


def _meeting(data: Data) -> Iterator[Block]:
    yield Heading(text=_("I. Thời gian, địa điểm, thành phần"))
    yield Paragraph(text=_("Bắt đầu: %(begins)s. Kết thúc: %(ends)s.") % data)
    yield Paragraph(text=_("Địa điểm: %(place)s.") % data)
    yield Paragraph(text=_("Chủ tọa: %(chair)s. Thư ký: %(secretary)s.") % data)
    yield Paragraph(text=data["quorum"])
    yield from _people(_("Có mặt (%(n)d):"), data["present"], str)
    yield from _people(_("Vắng, có ý kiến bằng văn bản (%(n)d):"), data["written"], _with_words)
    yield from _people(_("Vắng (%(n)d):"), data["absent"], _with_words)


def _people(head: str, rows: Sequence[Any], said: Callable[[Any], str]) -> Iterator[Block]:
    if rows:
        yield Paragraph(text=head % {"n": len(rows)})
        yield Items(items=tuple(map(said, rows)))


def _with_words(row: Data) -> str:
    return f"{row['who']}: {row['words']}" if row["words"] else str(row["who"])


def _agenda(data: Data) -> Iterator[Block]:
    yield Heading(text=_("II. Nội dung và kết quả"))
    if data["table"]:
        yield Paragraph(text=data["table"])
    for item in data["items"]:
        yield Heading(text=f"{item['number']}. {item['title']}", level=2)
        if item["summary"]:
            yield Paragraph(text=item["summary"])
        yield from (Paragraph(text=words, is_italic=True) for words in item["conflicts"])
        yield Items(items=(" ".join(item["result"]),))
    for election in data["elections"]:
        yield Heading(text=_("%(title)s (vòng %(round)d)") % election, level=2)
        elected = [_("Trúng cử: %(who)s") % {"who": who} for who in election["elected"]]
        yield Items(items=tuple(elected or [_("Không ai đủ số phiếu.")]))


def _end(data: Data) -> Iterator[Block]:
    if data["discussion"]:
        yield Heading(text=_("III. Diễn biến, ý kiến"))
        yield Paragraph(text=data["discussion"])
    yield Heading(text=_("IV. Kết luận") if data["discussion"] else _("III. Kết luận"))
    yield Paragraph(text=data["conclusion"])
    yield Paragraph(text=_("Kỳ họp kết thúc lúc %(ends)s./.") % data)


def _count(data: Data) -> Iterator[Block]:
    yield Paragraph(
        text=_("Hình thức: %(way)s%(round)s. Bắt đầu: %(begins)s. Kết thúc: %(ends)s.")
        % {**data, "round": _(", vòng %d") % data["round"] if data["round"] > 1 else ""}
    )
    team = _team(data)
    if team.head:
        yield Paragraph(
            text=_("Tổ kiểm phiếu: %(head)s (tổ trưởng); %(members)s.")
            % {"head": team.head, "members": ", ".join(team.members)}
        )
    yield Table(
        header=(_("Số phiếu"), _("Số lượng")),
        rows=tuple((label, numbers.thousands(data[key])) for key, label in _sums()),
        widths=(70, 30),
        aligns=("left", "right"),
    )
    seats = " " + _("Bầu %(seats)d người.") % data if data["is_election"] else ""
    yield Paragraph(text=data["rule"] + seats)
    yield _lines(data)
    findings = [
        _("Dòng %(n)d: %(words)s") % {"n": line["number"], "words": words}
        for line in data["lines"]
        for words in line["findings"]
    ]
    if findings:
        yield Items(items=tuple(findings))
    if data["tied"]:
        names = ", ".join(data["tied"])
        yield Paragraph(text=_("Bằng phiếu ở vị trí cuối, cần bầu lại: %(who)s.") % {"who": names})


def _sums() -> tuple[tuple[str, str], ...]:
    return (
        ("members", _("Tổng số thành viên hội đồng")),
        ("voters", _("Số người được bỏ phiếu")),
        ("issued", _("Số phiếu phát ra")),
        ("collected", _("Số phiếu thu về")),
        ("valid", _("Số phiếu hợp lệ")),
        ("invalid", _("Số phiếu không hợp lệ")),
    )


def _lines(data: Data) -> Table:
    votes = (_("Phiếu bầu"),) if data["is_election"] else (_("Đồng ý"), _("Không đồng ý"))
    return Table(
        header=(_("Số"), _("Nội dung"), *votes, _("Trên"), _("Kết quả")),
        rows=tuple(_line(line, is_election=data["is_election"]) for line in data["lines"]),
        widths=(8, 44, 16, 12, 20) if data["is_election"] else (8, 38, 12, 14, 10, 18),
        aligns=("center", "left", "center", "center", "center", "center"),
    )


def _line(line: Data, *, is_election: bool) -> tuple[str, ...]:
    votes = (line["agree"],) if is_election else (line["agree"], line["disagree"])
    if is_election:
        result = _("Trúng cử") if line["passed"] else _("Không")
    else:
        result = _("Đạt") if line["passed"] else _("Không đạt")
    counts = (numbers.thousands(one) for one in (*votes, line["base"]))
    return (str(line["number"]), line["label"], *counts, result)
