"""The cards of the officer's queue: long texts in each, so they are written at once.

`data-queue-card` and `data-queue-key` are what queue.js goes by.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.initiatives.enums import Risk
from sangkien.programmes.enums import StepKind
from sangkien.web.initiatives.showing import AuthorLine, Waiting
from sangkien.web.shared import exhibits, verdicts
from sangkien.web.shared.templatetags import story, ui, vi


def card(row: Waiting) -> SafeString:
    """Who waits how long for what; everything needed to decide opens in place."""
    initiative = row.initiative
    address = f"{reverse('initiatives:detail', args=[initiative.code])}?hang-doi=1"
    return ui.card(
        format_html(
            '<div class="deciding"><div class="stack"><p class="cluster">{}{}{}<span>{}</span>'
            '<span class="muted small">{}</span></p>'
            '<h2 class="card__title" data-queue-card><a href="{}">{}</a></h2>'
            '<p>{} <span class="muted">· {}</span></p>{}{}{}{}{}</div>{}</div>',
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
            _passed_up(row),
            _corrected(row),
            ui.disclosure(_inside(row, address), _("Xem nội dung")),
            beside_place(initiative.code),
        )
    )


def beside_place(code: str) -> SafeString:
    """Where the nearest entries and the target of the unit are put a moment later; a link to them
    until then, and for browsers without scripts.
    """
    address = f"{reverse('initiatives:beside')}?{urlencode({'ma': code})}"
    return format_html(
        '<aside class="deciding__beside" id="canh-{}"><a class="small" href="{}">{}</a></aside>',
        code,
        address,
        _("Sáng kiến gần giống, chỉ tiêu của đơn vị"),
    )


def _passed_up(row: Waiting) -> SafeString:
    """Who handed it to the reader's unit, and why."""
    if row.passed_up is None:
        return SafeString("")
    return format_html(
        '<p class="passed-up">{}<span>{}</span></p>',
        ui.icon("corner-right-up", 16),
        _("%(unit)s chuyển lên ngày %(day)s: %(why)s")
        % {
            "unit": row.passed_up.from_unit.label,
            "day": vi.day(row.passed_up.passed_at),
            "why": row.passed_up.reason,
        },
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
    verdict = verdicts.of(row.initiative.waits_for)
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
        '<a href="{}#khong-cong-nhan" data-queue-key="3">{}</a>{}</p>',
        _photos(row),
        story.listed(facts),
        _further(row, address),
        row.initiative.code,
        ui.icon("check"),
        verdict.this,
        address,
        _("Trả lại…"),
        address,
        _("%(refuse)s…") % {"refuse": verdict.refuse},
        _upwards(row, address),
    )


def _upwards(row: Waiting, address: str) -> SafeString:
    """For what the office cannot judge; the top of the tree has nobody above it."""
    if not row.may_pass_up:
        return SafeString("")
    return format_html(
        '<a href="{}#chuyen-cap-tren" data-queue-key="4">{}</a>', address, _("Chuyển cấp trên…")
    )


def _secret(row: Waiting) -> list[story.Fact]:
    """Why there is so little, where there is."""
    if not row.initiative.is_closed:
        return []
    words = _("Phần còn lại được mã hóa; bước này xét theo tên, kết quả và các con số.")
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
