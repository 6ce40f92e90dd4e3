"""How an urging letter reads as an official paper: plain values, no rows are changed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sangkien.agreements.enums import TargetBase
from sangkien.core import numbers
from sangkien.core.periods import VIETNAM
from sangkien.followup import rules
from sangkien.followup.enums import Topic
from sangkien.followup.models import Letter
from sangkien.followup.queries import Subject
from sangkien.papers import printing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import (
    Annexed,
    Block,
    Items,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
    standing_in,
)

NAMED_AT_THE_HEAD = 5  # more of them are "các đơn vị có tên trong danh sách"
NOTHING = "—"
BASES = {TargetBase.SENT: "đã gửi", TargetBase.VALID: "hợp lệ"}
SLOW = "DANH SÁCH ĐƠN VỊ ĐỀ NGHỊ ĐẨY NHANH TIẾN ĐỘ"
OVERDUE = "BÁO CÁO QUÁ HẠN CHƯA NỘP"
HEADER = (*("STT", "Đơn vị", "Chỉ tiêu", "Tính theo", "Đã gửi", "Hợp lệ", "Đạt (%)", "Còn thiếu"),)


def line_of(subject: Subject, *, topic: Topic) -> dict[str, Any]:
    """One line of the annex as it is kept; in a letter about reports nobody is called slow."""
    lags = topic == Topic.PROGRAMME and (subject.is_behind or not subject.late)
    return {
        "unit_id": subject.unit.pk,
        "code": subject.unit.code,
        "name": subject.unit.name,
        "sent": subject.figures.sent,
        "valid": subject.figures.valid,
        "recognised": subject.figures.recognised,
        "target": subject.figures.target,
        "base": str(subject.figures.base),
        "lags": lags,
        "late": [[one.title, one.days] for one in subject.late],
    }


def official(letter: Letter) -> OfficialPaper:
    names = [str(line["name"]) for line in letter.lines]
    addressed = names if len(names) <= NAMED_AT_THE_HEAD else ["Các đơn vị có tên trong danh sách"]
    superior = letter.issuer.parent.name if letter.issuer.parent else ""
    return OfficialPaper(
        letterhead=Letterhead(superior=superior, issuer=letter.issuer.name, place=letter.place),
        title=letter.title,
        addressed_to=tuple(addressed),
        body=(*_words(letter), NewPage(), *_annex(letter)),
        signatures=(
            Signature(
                lines=standing_in(letter.signs_for, letter.signer_post),
                name=letter.signer_name,
            ),
        ),
        recipients=("Như trên;", "Lưu: Văn phòng."),
        is_draft=not letter.is_issued,
    )


def draft(letter: Letter, *, issued_on: dt.date) -> Draft:
    """For the register of issued papers."""
    return Draft(
        kind=PaperKind.URGING_LETTER,
        unit=letter.issuer,
        title=letter.title,
        issued_on=issued_on,
        signer_name=letter.signer_name,
        signer_post=letter.signer_post,
        template=printing.TEMPLATE,
        symbol=letter.symbol,
        data=printing.to_data(official(letter)),
    )


def _words(letter: Letter) -> list[Block]:
    """Each line is a paragraph; what follows a line that ends with a colon is a list."""
    blocks: list[Block] = []
    items: list[str] = []
    is_list = False
    for line in filter(None, (one.strip() for one in letter.body.splitlines())):
        if is_list:
            items.append(line)
        else:
            blocks.append(Paragraph(text=line))
            is_list = line.endswith(":")
    if items:
        blocks.append(Items(items=tuple(items)))
    if letter.reply_by:
        day = f"{letter.reply_by:%d/%m/%Y}"
        asked = f"Báo cáo gửi về {letter.issuer.name} trước hết ngày {day}."
        blocks.append(Paragraph(text=asked))
    blocks.append(
        Paragraph(text="Đề nghị Ban Chấp hành các đơn vị nghiêm túc triển khai thực hiện./.")
    )
    return blocks


def _annex(letter: Letter) -> list[Block]:
    counted = f"{letter.counted_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    lagging, late = rows_of(letter), late_rows_of(letter)
    belongs = Annexed(kind="Công văn")
    blocks: list[Block] = []
    if lagging:
        blocks += [_heading(SLOW), belongs, _figures(letter, lagging, counted)]
    if late:
        blocks += [_heading(OVERDUE), *([] if lagging else [belongs]), _reports(late, counted)]
    return blocks


def _heading(words: str) -> Paragraph:
    return Paragraph(text=words, is_bold=True, align="center")


def _reports(late: Sequence[tuple[str, ...]], counted: str) -> Table:
    return Table(
        header=("STT", "Đơn vị", "Báo cáo chưa nộp", "Chậm (ngày)"),
        rows=tuple(late),
        widths=(7, 35, 46, 12),
        aligns=("center", "left", "left", "right"),
        caption=f"Tính đến {counted}.",
    )


def _figures(letter: Letter, lagging: Sequence[tuple[str, ...]], counted: str) -> Table:
    return Table(
        header=HEADER,
        rows=tuple(lagging),
        widths=(7, 31, 11, 11, 9, 9, 10, 12),
        aligns=("center", "left", "right", "center", "right", "right", "right", "right"),
        caption=(
            f"{letter.period.programme.title}, {letter.period.name.lower()}; số liệu tính đến "
            f"{counted}."
        ),
    )


def _row(number: int, line: dict[str, Any]) -> tuple[str, ...]:
    base, target = TargetBase(line["base"]), line["target"]
    value = rules.on_base(base, line["sent"], line["valid"], line.get("recognised", 0))
    return (
        str(number),
        str(line["name"]),
        NOTHING if target is None else numbers.thousands(target),
        BASES.get(base, str(base.label)),
        numbers.thousands(line["sent"]),
        numbers.thousands(line["valid"]),
        numbers.written(numbers.ratio_percent(value, target, places=1)) if target else NOTHING,
        NOTHING if target is None else numbers.thousands(max(target - value, 0)),
    )


def rows_of(letter: Letter) -> list[tuple[str, ...]]:
    """The annex as it is printed, for the screen; without those that owe a report and nothing else."""
    lagging = [line for line in letter.lines if line.get("lags", True)]
    return [_row(number, line) for number, line in enumerate(lagging, start=1)]


def late_rows_of(letter: Letter) -> list[tuple[str, ...]]:
    """Reports that are overdue, one a line; none in letters of before."""
    owed = [(line["name"], *one) for line in letter.lines for one in line.get("late", ())]
    return [
        (str(number), str(name), str(title), numbers.thousands(days))
        for number, (name, title, days) in enumerate(owed, start=1)
    ]


def missing_words(letter: Letter) -> list[str]:
    """The fields without which nobody can sign."""
    needed: Sequence[str] = ("title", "body", "symbol", "place", "signer_name", "signer_post")
    return [name for name in needed if not getattr(letter, name).strip()]
