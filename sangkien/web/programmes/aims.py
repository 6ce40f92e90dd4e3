"""What the pages of a unit's targets say of each of them."""

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.agreements import queries
from sangkien.agreements.achieving import Achieved
from sangkien.agreements.enums import ResultState
from sangkien.agreements.measures import Measure
from sangkien.core import numbers
from sangkien.core.periods import instant_words
from sangkien.imports.kinds import Column as SheetColumn
from sangkien.imports.kinds import Sheet
from sangkien.progress.queries import Seen, seen_of
from sangkien.web.programmes.wording import holder_name
from sangkien.web.shared.cells import Column, Kind, Rows, write

if TYPE_CHECKING:
    from sangkien.agreements.models import Target, TargetResult

SHEET = tuple(
    SheetColumn(key=key, label=label, hint="", width=width)
    for key, label, width in (
        ("no", "STT", 6),
        ("holder", "Đơn vị, cụm, khối", 34),
        ("title", "Nội dung chỉ tiêu", 40),
        ("words", "Mức chỉ tiêu", 22),
        ("base", "Cách tính", 22),
        ("origin", "Nguồn", 18),
        ("time", "Thời gian", 26),
        ("due", "Hạn", 12),
        ("result", "Kết quả", 18),
        ("standing", "So với chỉ tiêu", 30),
        ("as_of", "Số liệu đến", 16),
        ("note", "Căn cứ", 34),
    )
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """How far one target is: what was counted or reported, against it, until when."""

    value: str
    words: str
    as_of: str
    is_reached: bool = False


NOTHING = Told(value="", words="", as_of="")


def told(targets: "Sequence[Target]", *, at: dt.datetime) -> dict[int, Told]:
    """For each target that something is known of; a few queries for any number of them."""
    reported = [target for target in targets if target.is_reported]
    results = queries.current_results(reported)
    found = {
        target.pk: _reported(target, results[target.pk])
        for target in reported
        if target.pk in results
    }
    for target, seen in seen_of([t for t in targets if not t.is_reported], at=at).items():
        found[target] = Told(
            value=_counted(seen),
            words=standing_words(seen.achieved),
            as_of=_("tính đến %(time)s") % {"time": instant_words(seen.as_of)},
            is_reached=seen.achieved.is_reached,
        )
    return found


def _counted(seen: Seen) -> str:
    value = numbers.thousands(seen.value)
    return f"{value}/{numbers.thousands(seen.whole)} CĐCS:" if seen.whole else value


def told_with(target: "Target", aim: Measure, *, at: dt.datetime) -> Told | None:
    """How far it would be with another number."""
    wanted = copy.copy(target)
    wanted.value, wanted.most, wanted.each = aim.value, aim.most, aim.each
    wanted.base, wanted.due_on = aim.base or "", aim.due_on
    return told([wanted], at=at).get(target.pk)


def _reported(target: "Target", result: "TargetResult") -> Told:
    achieved = queries.standing_of(target, result)
    return Told(
        value=result_words(target, result),
        words=standing_words(achieved),
        as_of=_("đơn vị báo cáo đến %(day)s, %(state)s")
        % {
            "day": f"{result.as_of:%d/%m/%Y}",
            "state": str(ResultState(result.state).label).lower(),
        },
        is_reached=achieved is not None and achieved.is_reached,
    )


def result_words(target: "Target", result: "TargetResult") -> str:
    if target.kind == "done_by":
        return _("đã xong") if result.value else _("chưa xong")
    value = numbers.written(result.value)
    if result.whole is not None:
        return f"{value}/{numbers.written(result.whole)}"
    return f"{value} %" if target.kind in {"percent", "each", "coverage"} else value


def standing_words(achieved: Achieved | None) -> str:
    return achieved.words if achieved else ""


def rows(targets: "Sequence[Target]", known: dict[int, Told], *, with_holder: bool = False) -> Rows:
    """The table on the page; `with_holder` names whose target each is."""
    columns = [
        Column(_("Chỉ tiêu"), Kind.HEAD),
        Column(_("Mức")),
        Column(_("Thời gian")),
        Column(_("Đến nay")),
    ]
    lines = (
        (
            _name(target, with_holder=with_holder),
            _aim(target),
            _time(target),
            _now(target, known.get(target.pk, NOTHING)),
        )
        for target in targets
    )
    return write(columns, lines)


def _name(target: "Target", *, with_holder: bool) -> SafeString:
    holder = format_html("{}<br>", holder_name(target.holder)) if with_holder else ""
    return format_html(
        '{}<a href="{}">{}</a><br><span class="muted small">{}</span>',
        holder,
        reverse("programmes:aim", args=[target.pk]),
        target.title,
        target.get_origin_display(),
    )


def _aim(target: "Target") -> SafeString:
    return format_html(
        '<b>{}</b><br><span class="muted small">{}</span>', target.words, target.base_words
    )


def _time(target: "Target") -> SafeString:
    programme = target.period.programme.title if target.period else ""
    parts = [part for part in (programme, target.time_words) if part]
    if target.due_on and target.kind != "done_by":
        parts.append(_("hạn %(day)s") % {"day": f"{target.due_on:%d/%m/%Y}"})
    return format_html_join(SafeString("<br>"), "{}", ((part,) for part in parts))


def _now(target: "Target", known: Told) -> SafeString:
    if not known.value:
        words = _("chưa có số liệu") if target.is_reported else _("xem ở trang chỉ tiêu")
        return format_html('<span class="muted">{}</span>', words)
    return format_html(
        '<b>{}</b> {}<br><span class="muted small">{}</span>',
        known.value,
        known.words,
        known.as_of,
    )


def sheet(title: Sequence[str], targets: "Sequence[Target]", known: dict[int, Told]) -> Sheet:
    """The same table for Excel, in the order in which officers keep it."""
    lines = (
        _line(number, target, known.get(target.pk, NOTHING))
        for number, target in enumerate(targets, start=1)
    )
    return Sheet(title=title, lines=lines)


def _line(number: int, target: "Target", known: Told) -> dict[str, str]:
    programme = f"{target.period.programme.title}: " if target.period else ""
    return {
        "no": str(number),
        "holder": holder_name(target.holder),
        "title": target.title,
        "words": target.words,
        "base": target.base_words,
        "origin": str(target.get_origin_display()),
        "time": programme + target.time_words,
        "due": f"{target.due_on:%d/%m/%Y}" if target.due_on else "",
        "result": known.value,
        "standing": known.words,
        "as_of": known.as_of,
        "note": target.note,
    }
