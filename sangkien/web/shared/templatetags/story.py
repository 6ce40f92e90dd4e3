"""What an initiative says of itself, as lists of facts; also plain functions for long lists."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.initiatives.enums import State
from sangkien.web.shared.cells import escaped
from sangkien.web.shared.templatetags import ui, vi

if TYPE_CHECKING:  # pages reach data through queries, this is only a word for the type checker
    from sangkien.initiatives.models import Initiative

register = template.Library()

Fact = tuple[str, str]


def listed(facts: Sequence[Fact]) -> SafeString:
    """The same as the `facts` component; values are escaped unless they are markup."""
    rows = (
        f"<div><dt>{escaped(label)}</dt><dd>{escaped(value)}</dd></div>" for label, value in facts
    )
    return SafeString(f'<dl class="facts">{"".join(rows)}</dl>')


@register.simple_tag
def story(initiative: "Initiative") -> SafeString:
    """Before, now, effect."""
    return listed(list(told(initiative)))


@register.simple_tag
def classification(initiative: "Initiative") -> SafeString:
    return listed(list(classified(initiative)))


@register.simple_tag
def benefit(initiative: "Initiative") -> SafeString:
    return listed(list(gained(initiative)))


@register.simple_tag
def secretbadge(initiative: "Initiative") -> SafeString:
    """ "Bí mật kinh doanh", where it is one."""
    return badge_of(initiative)


@register.inclusion_tag("shared/ui/secret.html")
def secret(initiative: "Initiative") -> dict[str, Any]:
    """What of a trade secret leaves the unit, and what this reader reads; nothing for others."""
    return {
        "is_secret": initiative.is_secret,
        "is_closed": initiative.is_closed,
        "is_unreadable": initiative.is_unreadable,
    }


def badge_of(initiative: "Initiative") -> SafeString:
    if not initiative.is_secret:
        return SafeString("")
    return format_html(
        '<span class="badge badge--warn">{}{}</span>', ui.icon("lock", 16), _("Bí mật kinh doanh")
    )


@register.simple_tag
def answers(answered: Sequence[Fact]) -> SafeString:
    """What was answered to the questions of the programme."""
    return listed([(asked, answer or vi.NOTHING) for asked, answer in answered])


def told(initiative: "Initiative") -> Iterator[Fact]:
    """Of a trade secret that is closed to the reader only the effect."""
    if not initiative.is_closed:
        yield _("Trước đây"), initiative.before or vi.NOTHING
        yield _("Nay"), initiative.solution or vi.NOTHING
    yield _("Kết quả"), initiative.effect or vi.NOTHING


def classified(initiative: "Initiative") -> Iterator[Fact]:
    yield _("Loại giải pháp"), initiative.get_kind_display() or vi.NOTHING
    yield _("Lĩnh vực"), str(initiative.field or vi.NOTHING)
    if initiative.submitter:
        yield _("Đối tượng"), initiative.get_submitter_display()
    yield _("Áp dụng lần đầu"), vi.day(initiative.first_applied_on)


def gained(initiative: "Initiative") -> Iterator[Fact]:
    amount = initiative.benefit_vnd
    yield (
        _("Số tiền làm lợi"),
        format_html('{}<br><span class="muted small">{}</span>', vi.vnd(amount), vi.spoken(amount))
        if amount
        else vi.vnd(amount),
    )
    if not initiative.is_closed:
        yield _("Cách tính"), initiative.benefit_basis or vi.NOTHING
    if not (initiative.recognised_by or initiative.decision_number or initiative.decided_on):
        # What was recognised here says so by its badge; "not yet" below it would deny that.
        if initiative.state != State.RECOGNISED:
            yield _("Nơi đã công nhận"), _("chưa")
        return
    yield _("Nơi đã công nhận"), initiative.recognised_by or vi.NOTHING
    decision = initiative.decision_number or vi.NOTHING
    on = vi.day(initiative.decided_on) if initiative.decided_on else ""
    yield _("Quyết định"), format_html("{}, {}", decision, on) if on else decision
