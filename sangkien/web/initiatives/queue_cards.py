"""The cards of the officer's queue: long texts in each, so they are written at once.

`data-queue-card` and `data-queue-key` are what queue.js goes by.
"""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.initiatives.enums import Risk
from sangkien.programmes.enums import StepKind
from sangkien.web.initiatives.showing import AuthorLine, Waiting
from sangkien.web.shared import exhibits
from sangkien.web.shared.templatetags import story, ui, vi

PASSING = {
    StepKind.CONFIRM.value: gettext_lazy("Xác nhận sáng kiến này"),
    StepKind.ACCEPT.value: gettext_lazy("Tiếp nhận sáng kiến này"),
    StepKind.CHECK.value: gettext_lazy("Kiểm tra, thấy đúng"),
}


def card(row: Waiting) -> SafeString:
    """Who waits how long for what; everything needed to decide opens in place."""
    initiative = row.initiative
    address = f"{reverse('initiatives:detail', args=[initiative.code])}?hang-doi=1"
    return ui.card(
        format_html(
            '<p class="cluster">{}{}{}<span>{}</span>'
            '<span class="muted small">{}</span></p>'
            '<h2 class="card__title" data-queue-card><a href="{}">{}</a></h2>'
            '<p>{} <span class="muted">· {}</span></p>{}{}{}{}',
            ui.bulkbox(initiative.code, initiative.title),
            _clock(row),
            story.badge_of(initiative),
            _("Tác giả %(waited)s") % {"waited": row.waited},
            _times(row),
            address,
            initiative.title,
            initiative.author.full_name,
            _place(row),
            _step(row),
            _signs(row),
            _corrected(row),
            ui.disclosure(_inside(row, address), _("Xem nội dung")),
        )
    )


def _clock(row: Waiting) -> SafeString:
    """The officer's own term; who is late is told so by a sign too."""
    if not row.left:
        return SafeString("")
    tone, sign = ("danger", "clock-alert") if row.is_late else ("info", "clock")
    return format_html(
        '<span class="badge badge--{}">{}{}</span>', tone, ui.icon(sign, 16), row.left
    )


def _step(row: Waiting) -> SafeString:
    """Which programme and, for a later step, what is asked of the reader."""
    initiative = row.initiative
    if initiative.waits_for == StepKind.CONFIRM:
        return format_html('<p class="muted small">{}</p>', initiative.programme.title)
    return format_html(
        '<p class="muted small">{} · {}</p>',
        StepKind(initiative.waits_for).label,
        initiative.programme.title,
    )


def _signs(row: Waiting) -> SafeString:
    """Why to look closer; and a co-author's objection, which has to be resolved first."""
    found = [(ui.icon("triangle-alert", 16), str(Risk(risk).label)) for risk in row.risks]
    if row.objections:
        words = _("%(names)s không đồng ý với phần đóng góp") % {"names": row.objections}
        found.insert(0, (ui.icon("user-x", 16), words))
    if not found:
        return SafeString("")
    return format_html('<ul class="signs">{}</ul>', format_html_join("", "<li>{}{}</li>", found))


def _times(row: Waiting) -> str:
    sent = _("gửi %(at)s") % {"at": vi.when(row.initiative.received_at)}
    if row.correction is None:
        return sent
    return f"{sent}; {_('bổ sung %(at)s') % {'at': vi.when(row.correction.at)}}"


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
        *_secret(row),
        *story.told(row.initiative),
        *story.classified(row.initiative),
        *story.gained(row.initiative),
        *((asked, answer or vi.NOTHING) for asked, answer in row.answered),
        (_("Tác giả"), _authors(row.authors)),
    ]
    return format_html(
        '{}{}{}<p class="cluster">'
        '<button class="button button--primary button--small" type="submit" name="only" value="{}"'
        ' data-queue-key="1">{}{}</button>'
        '<a href="{}#tra-lai" data-queue-key="2">{}</a>'
        '<a href="{}#khong-cong-nhan" data-queue-key="3">{}</a></p>',
        _photos(row),
        story.listed(facts),
        _further(row, address),
        row.initiative.code,
        ui.icon("check"),
        PASSING[row.initiative.waits_for],
        address,
        _("Trả lại…"),
        address,
        _("Không công nhận…"),
    )


def _secret(row: Waiting) -> list[story.Fact]:
    """Why there is so little, where there is."""
    if not row.initiative.is_closed:
        return []
    words = _("Phần còn lại được mã hoá; bước này xét theo tên, kết quả và các con số.")
    return [(_("Bí mật kinh doanh"), words)]


def _photos(row: Waiting) -> SafeString:
    """Loaded when the card is opened, not before."""
    initiative = row.initiative
    if not row.photos:
        return SafeString("")
    return exhibits.beside(row.photos, code=initiative.code, title=initiative.title)


def _further(row: Waiting, address: str) -> SafeString:
    """How much more there is on its page."""
    if not row.further:
        return SafeString("")
    words = ngettext("Còn %(n)d minh chứng khác", "Còn %(n)d minh chứng khác", row.further)
    return format_html(
        '<p><a href="{}#minh-chung">{}{}</a></p>',
        address,
        ui.icon("paperclip"),
        words % {"n": row.further},
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
    named = f"({line.answered})" if line.answered else ""
    if not line.is_member:
        named = _("(chỉ ghi tên)")
    return format_html(
        '{}{} <span class="muted">{}</span>', line.name, share, f"{leading} {named}".strip()
    )
