"""The cards of the officer's queue: long texts in each, so they are written at once."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.web.initiatives.showing import AuthorLine, Waiting
from sangkien.web.shared.templatetags import story, ui, vi


def card(row: Waiting) -> SafeString:
    """Who waits how long for what; everything needed to decide opens in place."""
    initiative = row.initiative
    address = f"{reverse('initiatives:detail', args=[initiative.code])}?hang-doi=1"
    return ui.card(
        format_html(
            '<p class="cluster">{}<span>{}</span><span class="muted small">{}</span></p>'
            '<h2 class="card__title"><a href="{}">{}</a></h2>'
            '<p>{} <span class="muted">· {}</span></p>{}{}',
            ui.bulkbox(initiative.code, initiative.title),
            row.waited,
            _times(row),
            address,
            initiative.title,
            initiative.author.full_name,
            _place(row),
            _corrected(row),
            ui.disclosure(_inside(row, address), _("Xem nội dung")),
        )
    )


def _times(row: Waiting) -> str:
    sent = _("gửi %(at)s") % {"at": vi.when(row.initiative.received_at)}
    if not row.is_corrected:
        return sent
    return f"{sent}; {_('bổ sung %(at)s') % {'at': vi.when(row.initiative.changed_at)}}"


def _corrected(row: Waiting) -> SafeString:
    """What changed since it was returned, and what the author says to that."""
    if row.correction is None:
        return SafeString("")
    labels = row.correction.labels
    lines = [
        _("Đã sửa: %(labels)s.") % {"labels": labels} if labels else "",
        _("Lời nhắn: %(note)s") % {"note": row.correction.note} if row.correction.note else "",
    ]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


def _place(row: Waiting) -> str:
    initiative = row.initiative
    if initiative.entered_by_id == initiative.author_id:
        return initiative.unit.label
    words = _("%(name)s nhập thay") % {"name": initiative.entered_by.full_name}
    return f"{initiative.unit.label} · {words}"


def _inside(row: Waiting, address: str) -> SafeString:
    facts = [
        *story.told(row.initiative),
        *story.classified(row.initiative),
        *story.gained(row.initiative),
        *((asked, answer or vi.NOTHING) for asked, answer in row.answered),
        (_("Tác giả"), _authors(row.authors)),
    ]
    return format_html(
        '{}<p class="cluster">'
        '<button class="button button--primary button--small" type="submit" name="only" value="{}">'
        '{}{}</button><a href="{}#xet">{}</a></p>',
        story.listed(facts),
        row.initiative.code,
        ui.icon("check"),
        _("Xác nhận sáng kiến này"),
        address,
        _("Trả lại hoặc không công nhận"),
    )


def _authors(lines: list[AuthorLine]) -> SafeString:
    shared = len(lines) > 1
    return format_html(
        "<ul>{}</ul>",
        format_html_join("", "<li>{}</li>", ((_author(line, shared=shared),) for line in lines)),
    )


def _author(line: AuthorLine, *, shared: bool) -> SafeString:
    share = f": {line.share} %" if shared else ""
    leading = _("(tác giả chính)") if line.is_leading and shared else ""
    named = "" if line.is_member else _("(chỉ ghi tên)")
    return format_html(
        '{}{} <span class="muted">{}</span>', line.name, share, f"{leading} {named}".strip()
    )
