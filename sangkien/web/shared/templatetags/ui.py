"""The components of the pages; every one is shown live on /thiet-ke/ and listed in docs/design.md."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput
from django.forms.utils import flatatt
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from sangkien.initiatives.enums import State
from sangkien.web.shared import cells, charts, drawing, form_errors, page_tables, tables
from sangkien.web.shared.cells import Column, Kind
from sangkien.web.shared.figures import against_pace, against_target, shown, source
from sangkien.web.shared.rows import Curve, Link, PhaseStep, TimelineEntry, written_way

register = Library()

STATES = {
    State.DRAFT: ("plain", "pencil"),
    State.SUBMITTED: ("info", "send"),
    State.RETURNED: ("warn", "undo-2"),
    State.CONFIRMED: ("success", "check"),
    State.RECOGNISED: ("success", "award"),
    State.REJECTED: ("danger", "x"),
    State.WITHDRAWN: ("plain", "archive"),
}
CALLOUTS = {
    "info": ("info", gettext_lazy("Thông tin")),
    "success": ("circle-check", gettext_lazy("Đã xong")),
    "warn": ("triangle-alert", gettext_lazy("Lưu ý")),
    "danger": ("octagon-alert", gettext_lazy("Quan trọng")),
}
BUTTONS = ("primary", "quiet", "danger", "plain")


@register.inclusion_tag("shared/ui/figure.html")
def figure(
    value: Any,
    label: str,
    *,
    base: str = "",
    as_of: datetime | None = None,
    unit: str = "",
    kind: str = "number",
    size: str = "",
    href: str = "",
) -> dict[str, Any]:
    """A number with what it counts and until when."""
    return {
        "shown": shown(value, kind),
        "label": label,
        "unit": unit,
        "source": source(base, as_of),
        "size": size,
        "href": href,
    }


@register.inclusion_tag("shared/ui/meter.html")
def meter(
    value: int,
    target: int | None,
    *,
    base: str = "",
    as_of: datetime | None = None,
    pace: int | None = None,
    label: str = "",
    size: str = "",
) -> dict[str, Any]:
    """A number against its target, with a mark where the pace should be by now."""
    return {
        "size": size,
        "value": value,
        "target": target,
        "label": label,
        "bar": drawing.drawn(charts.bar(value, target, pace)),
        "standing": against_target(value, target),
        "pace": against_pace(value, pace),
        "source": source(base, as_of),
    }


@register.simple_tag
def minimeter(value: int, target: int | None, *, pace: int | None = None) -> SafeString:
    """The bar alone, for a cell of a table whose caption names base and time."""
    if not target:
        return format_html('<span class="muted">{}</span>', against_target(value, target))
    standing = f"{against_target(value, target)}. {against_pace(value, pace)}".strip()
    return drawing.drawn(charts.bar(value, target, pace), standing)


@register.inclusion_tag("shared/ui/linechart.html")
def linechart(
    curve: Curve, *, title: str, base: str = "", as_of: datetime | None = None
) -> dict[str, Any]:
    """The cumulative curve against pace and target, what was new in each step, and its table."""
    return {
        "title": title,
        "curve": curve,
        "drawing": charts.draw(curve) if curve.steps else None,
        "end": curve.steps[-1] if curve.steps else None,
        "rows": tables.of_curve(curve),
        "source": source(base, as_of),
    }


@register.simple_tag
def asof(base: str, at: datetime) -> SafeString:
    """The line that names base and time of several figures at once."""
    return format_html('<p class="source">{} {}</p>', _("Số liệu:"), source(base, at))


@register.simple_block_tag(takes_context=True)
def table(
    context: Context,
    content: SafeString,
    caption: str,
    columns: str,
    *,
    base: str = "",
    as_of: datetime | None = None,
    pace: bool = False,
    figures: bool = True,
    headed: bool = False,
) -> SafeString:
    """Rows that become cards on phones; `columns` is "Hạng#|Đơn vị": # marks figures, `figures=False` none.
    `pace` explains the mark on the bars inside; a table that is `headed` has its caption as a heading above.
    """
    heads = [(name.rstrip("#"), "num" if name.endswith("#") else "") for name in columns.split("|")]
    page_tables.shown(context)
    return render_to_string(
        "shared/ui/table.html",
        {
            "caption": caption,
            "headed": headed,
            "heads": heads,
            "source": source(base, as_of) if figures else "",
            "pace": pace,
            "rows": content,
        },
    )


@register.simple_block_tag
def cell(
    content: SafeString, label: str, *, num: bool = False, head: bool = False, rank: bool = False
) -> SafeString:
    """One cell; `label` is the name of its column and stands before it on phones.

    The `head` names the row, the `rank` moves to the corner of its card.
    """
    kind = Kind.HEAD if head else Kind.RANK if rank else Kind.NUMBER if num else Kind.TEXT
    return cells.cell(content, Column(label, kind))


@register.simple_tag
def badge(state: str) -> SafeString:
    """The state of an initiative: sign and word, never colour alone."""
    known = State(state)
    tone, sign = STATES[known]
    return format_html(
        '<span class="badge badge--{}">{}{}</span>', tone, icon(sign, 16), known.label
    )


@register.inclusion_tag("shared/ui/phasebar.html")
def phasebar(phases: Sequence[PhaseStep], *, at: datetime) -> dict[str, Any]:
    """The phases of a programme: over, running, still to come."""
    return {"phases": [(phase, _phase_state(phase, at)) for phase in phases]}


def _phase_state(phase: PhaseStep, at: datetime) -> str:
    if at < phase.opens_at:
        return "future"
    return "current" if at < phase.closes_at else "past"


@register.inclusion_tag("shared/ui/steps.html")
def steps(current: int, total: int, title: str) -> dict[str, Any]:
    """ "Bước 2/5"."""
    return {
        "current": current,
        "total": total,
        "title": title,
        "marks": [
            "done" if n < current else "now" if n == current else "" for n in range(1, total + 1)
        ],
    }


@register.inclusion_tag("shared/ui/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """Who did what, when and why."""
    return {"entries": entries}


@register.inclusion_tag("shared/ui/errorsummary.html")
def errorsummary(form: BaseForm, *, takes_focus: bool = True) -> dict[str, Any]:
    """Every error of the form, each with a link to its field."""
    return {"errors": form_errors.listed(form), "takes_focus": takes_focus}


@register.inclusion_tag("shared/ui/field.html")
def field(
    bound: BoundField, *, counter: bool = False, suffix: str = "", optional: bool = True
) -> dict[str, Any]:
    """Label, help, control and errors of one field; `optional=False` hides "(không bắt buộc)"."""
    limit = getattr(bound.field, "max_length", None) if counter else None
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=_counting(limit) if limit else {}),
        "is_tick": isinstance(bound.field.widget, CheckboxInput),
        "is_optional": optional and not bound.field.required,
        "suffix": suffix,
    }


def _counting(limit: int) -> dict[str, Any]:
    """What form.js needs to count characters; no `maxlength`, which would cut pasted text unseen."""
    return {
        "maxlength": False,
        "data-counter": str(limit),
        "data-counter-text": _("{used}/{limit} ký tự"),
        "data-counter-over": _("Quá {over} ký tự"),
    }


@register.inclusion_tag("shared/ui/autosavestatus.html")
def autosavestatus() -> dict[str, Any]:
    """Where a `<form data-autosave>` says whether the draft is kept."""
    return {}


@register.simple_tag
def hiddenfields(form: BaseForm) -> SafeString:
    return format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))


@register.inclusion_tag("shared/ui/button.html")
def button(label: str, *, href: str = "", kind: str = "primary", **options: Any) -> dict[str, Any]:
    """A link when it has `href`, else a button that submits.

    Options: icon, icon_end, name, value, form, small, block, and `type` for buttons that do not submit.
    """
    if kind not in BUTTONS:
        raise ValueError(f"unknown kind of button: {kind!r}")
    if unknown := options.keys() - {
        "icon",
        "icon_end",
        "name",
        "value",
        "form",
        "small",
        "block",
        "type",
    }:
        raise TypeError(f"button does not know {sorted(unknown)}")
    return {"label": label, "href": href, "kind": kind, **options}


@register.simple_block_tag
def actionbar(content: SafeString) -> SafeString:
    """The buttons of a form: at the bottom of the screen on phones."""
    return format_html('<div class="actionbar">{}</div>', content)


@register.simple_block_tag
def bulkbar(content: SafeString) -> SafeString:
    """What can be done with the rows that are ticked."""
    return render_to_string("shared/ui/bulkbar.html", {"content": content})


@register.simple_tag
def bulkbox(value: Any, title: str, *, name: str = "selected", checked: bool = False) -> SafeString:
    """The tick box of one row."""
    return format_html(
        '<label class="bulkbox"><input type="checkbox"{}>'
        '<span class="visually-hidden">{}</span></label>',
        flatatt({"name": name, "value": value, "checked": checked}),
        _("Chọn: %(title)s") % {"title": title},
    )


@register.inclusion_tag("shared/ui/searchbox.html")
def searchbox(
    action: str, *, label: str, value: str = "", hint: str = "", name: str = "q"
) -> dict[str, Any]:
    return {"action": action, "label": label, "value": value, "hint": hint, "name": name}


# Structure.


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A sign beside words that say the same; screen readers skip it."""
    return _drawn(name, size)


@lru_cache(maxsize=256)
def _drawn(name: str, size: int) -> SafeString:
    drawn = lucide(name, size=size, **{"class": "icon"}, aria_hidden="true", focusable="false")
    return SafeString("".join(line.strip() for line in drawn.splitlines()))


@register.simple_block_tag
def card(content: SafeString, title: str = "", *, href: str = "", level: int = 3) -> SafeString:
    named = format_html('<a href="{}">{}</a>', href, title) if href else title
    heading = format_html('<h{0} class="card__title">{1}</h{0}>', level, named) if title else ""
    linked = " card--link" if href else ""
    return format_html('<section class="card{}">{}{}</section>', linked, heading, content)


@register.simple_block_tag
def callout(content: SafeString, kind: str, title: str = "") -> SafeString:
    """info, success, warn or danger."""
    sign, word = CALLOUTS[kind]
    return render_to_string(
        "shared/ui/callout.html",
        {"content": content, "kind": kind, "icon": sign, "word": word, "title": title},
    )


@register.simple_block_tag
def facts(content: SafeString) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: SafeString, label: str) -> SafeString:
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_block_tag
def disclosure(content: SafeString, summary: str, *, is_open: bool = False) -> SafeString:
    return format_html(
        '<details class="disclosure"{}><summary>{}{}</summary><div class="disclosure__body">{}</div></details>',
        flatatt({"open": is_open}),
        summary,
        icon("chevron-down"),
        content,
    )


@register.inclusion_tag("shared/ui/tabs.html")
def tabs(links: Sequence[Link], *, label: str) -> dict[str, Any]:
    return {"links": links, "label": label}


@register.inclusion_tag("shared/ui/breadcrumb.html")
def breadcrumb(links: Sequence[Link], *, label: str = "") -> dict[str, Any]:
    """The way from the first page to this one; the last entry is the page itself."""
    return {"links": links, "label": label}


@register.inclusion_tag("shared/ui/breadcrumb.html")
def crumbs(*way: str, label: str = "") -> dict[str, Any]:
    """The same, written in the page: label, address, label, address … and the label of the page."""
    return {"links": written_way(*way), "label": label}


@register.inclusion_tag("shared/ui/empty.html")
def empty(
    title: str, text: str = "", *, href: str = "", label: str = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Nothing to show, and what to do about it."""
    return {"title": title, "text": text, "href": href, "label": label, "icon": icon}


@register.inclusion_tag("shared/ui/pager.html")
def pager(*, newer: str = "", older: str = "") -> dict[str, Any]:
    """Links to the neighbouring pages of a list in time order."""
    return {"newer": newer, "older": older}


@register.simple_tag(takes_context=True)
def navlink(
    context: Context, url: str, label: str, *, icon: str = "", short: str = "", section: str = ""
) -> SafeString:
    """A link of the navigation; knows whether the reader is there. `short` is for tabs on phones,
    `section` the addresses under which the reader counts as being there, when they are not the link's.
    `here` in the context is the address of the page when that is not the one asked for.
    """
    path = str(context.get("here") or getattr(context.get("request"), "path", ""))
    plain = path.removeprefix(f"/{get_language()}")  # sections are named without the language
    within = plain.startswith(tuple(section.split())) if section else path.startswith(url)
    is_here = path == url or (url != "/" and within)
    words = format_html('<span class="long">{}</span>', label)
    if short:
        words += format_html('<span class="short">{}</span>', short)
    attributes = flatatt({"href": url, "aria-current": "page" if is_here else None})
    return format_html("<a{}>{}{}</a>", attributes, _drawn(icon, 22) if icon else "", words)
