"""The way of an initiative through its review, as pages show it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core import workdays
from sangkien.core.periods import local_day
from sangkien.initiatives.stages import Stage, Standing, stages_of
from sangkien.web.shared import verdicts
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.initiatives.models import Decision, Initiative

SIGNS = {
    Standing.DONE: "check",
    Standing.WAITING: "clock",
    Standing.REFUSED: "x",
    Standing.RETURNED: "undo-2",
    Standing.SKIPPED: "minus",
    Standing.AHEAD: "circle",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step: sign, name, whose turn, and what there is to say about it."""

    standing: str
    sign: str
    name: str
    unit_name: str
    words: str
    is_late: bool = False


def lines(
    initiative: "Initiative",
    decisions: "Sequence[Decision]",
    *,
    today: dt.date,
    with_names: bool = False,
) -> list[Line]:
    """Nothing for a draft. Names of people are for those who are signed in."""
    if initiative.received_at is None:
        return []
    return [
        _line(stage, initiative, today=today, with_names=with_names)
        for stage in stages_of(initiative, decisions)
    ]


def _line(stage: Stage, initiative: "Initiative", *, today: dt.date, with_names: bool) -> Line:
    """To strangers a valid one that no council recognised is only not recognised yet."""
    standing, words = stage.standing, _words(stage, initiative, today=today, with_names=with_names)
    if standing == Standing.REFUSED and initiative.is_valid and not with_names:
        standing, words = Standing.SKIPPED, str(verdicts.of(stage.step.kind).failed)
    return Line(
        standing=standing,
        sign=SIGNS[standing],
        name=stage.name,
        unit_name=stage.unit_name,
        words=words,
        is_late=standing == Standing.WAITING and _is_late(initiative, today),
    )


def _words(stage: Stage, initiative: "Initiative", *, today: dt.date, with_names: bool) -> str:
    if stage.standing == Standing.WAITING:
        return _turn(initiative, today=today)
    if stage.decision is None:
        ahead = {
            Standing.AHEAD: _("chưa đến bước này"),
            Standing.SKIPPED: _("không phải qua bước này"),
        }
        return ahead.get(stage.standing, "")
    return _decided(stage, stage.decision, with_names=with_names)


def _decided(stage: Stage, decision: "Decision", *, with_names: bool) -> str:
    verdict = verdicts.of(stage.step.kind)
    words = {
        Standing.DONE: verdict.passed,
        Standing.REFUSED: verdict.failed,
        Standing.RETURNED: _("trả lại để bổ sung"),
    }
    said = [f"{words[stage.standing]} {vi.day(decision.decided_at)}"]
    if with_names and decision.decided_by is not None:
        said.append(decision.decided_by.full_name)
    if decision.in_stead:
        said.append(_("cấp trên xét thay"))
    return ", ".join(said)


def _turn(initiative: "Initiative", *, today: dt.date) -> str:
    """ "đang chờ, còn 2 ngày làm việc (hạn 25/11/2026)"; a council meets on its own days."""
    if initiative.due_on is None:
        return _("đang chờ")
    left = workdays.clock_words(initiative.due_on, today=today, calendar=workdays.vietnam())
    return _("đang chờ, %(left)s (hạn %(day)s)") % {"left": left, "day": vi.day(initiative.due_on)}


def _is_late(initiative: "Initiative", today: dt.date) -> bool:
    return initiative.due_on is not None and initiative.due_on < today


def author_waits(
    initiative: "Initiative", *, now: dt.datetime, reader_id: int | None = None
) -> str:
    """ "Bạn đã chờ 3 ngày": the author's clock runs from the sending to the last decision."""
    if initiative.received_at is None or not initiative.is_waiting:
        return ""
    days = (local_day(now) - local_day(initiative.received_at)).days
    if not days:
        return _("Gửi hôm nay.")
    if initiative.author_id == reader_id:
        words = ngettext(
            "Bạn đã chờ %(n)d ngày kể từ khi gửi.", "Bạn đã chờ %(n)d ngày kể từ khi gửi.", days
        )
        return words % {"n": days}
    return ngettext(
        "Tác giả đã chờ %(n)d ngày kể từ khi gửi.",
        "Tác giả đã chờ %(n)d ngày kể từ khi gửi.",
        days,
    ) % {"n": days}
