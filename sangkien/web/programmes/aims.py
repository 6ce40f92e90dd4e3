"""What the pages of a unit's targets say of each of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.imports.kinds import Column as SheetColumn
from sangkien.imports.kinds import Sheet
from sangkien.web.programmes.wording import holder_name
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.reached import NOTHING, Told

if TYPE_CHECKING:
    from sangkien.agreements.models import Target

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
