"""Evidence as pages show it: plain rows, and the card that sets before and after side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.files.enums import PICTURES
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.evidence import Pair
from sangkien.web.shared.templatetags import ui

if TYPE_CHECKING:
    from sangkien.initiatives.models import Evidence

SMALL = "?nho=1"
KILO, MEGA = 1024, 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """One piece of evidence; `url` is the view that hands its bytes out to this reader."""

    pk: int
    kind: str
    label: str
    caption: str
    name: str
    url: str
    about: str
    width: int
    height: int
    is_photo: bool
    is_voice: bool
    is_ready: bool
    is_infected: bool
    is_public: bool

    @property
    def small_url(self) -> str:
        return f"{self.url}{SMALL}"


def of(evidence: "Evidence", *, code: str, is_public: bool = False) -> Exhibit:
    """For readers of the initiative, or for everybody (`is_public`); without a `code` the caller
    says from where.
    """
    file = evidence.file
    page = "home:photo" if is_public else "initiatives:evidence_file"
    return Exhibit(
        pk=evidence.pk,
        kind=evidence.kind,
        label=evidence.get_kind_display(),
        caption=evidence.caption,
        name=file.original_name,
        url=reverse(page, args=[code, evidence.pk]) if code else "",
        about=_about(evidence),
        width=file.width or 0,
        height=file.height or 0,
        is_photo=file.kind in PICTURES,
        is_voice=evidence.kind_enum == EvidenceKind.VOICE,
        is_ready=file.is_clean,
        is_infected=file.is_infected,
        is_public=evidence.published_at is not None,
    )


def _about(evidence: "Evidence") -> str:
    """ "PDF, 1,2 MB", "42 giây"."""
    file = evidence.file
    if file.seconds is not None:
        return _("%(n)s giây") % {"n": file.seconds}
    size = f"{round(file.size / KILO)} kB"
    if file.size >= MEGA:
        size = f"{numbers.written(round(Decimal(file.size) / MEGA, 1))} MB"
    return f"{file.kind.label}, {size}"


def beside(found: Pair, *, code: str, title: str, is_public: bool = False) -> SafeString:
    """Before and after; where one is missing, the other stands alone."""
    shown = [
        of(one, code=code, is_public=is_public)
        for one in (found.before, found.after)
        if one is not None
    ]
    figures = ((figure(one, title),) for one in shown)
    return format_html('<div class="beside">{}</div>', format_html_join("", "{}", figures))


def answers(rows: "Sequence[Evidence]", *, code: str) -> dict[str, SafeString]:
    """By question, the file that answers it: to be looked at, with those that it replaced."""
    told: dict[str, SafeString] = {}
    for row in sorted(rows, key=lambda row: (row.replaced_at is None, row.position)):
        link = _answer(of(row, code=code), is_old=row.replaced_at is not None)
        told[row.question] = format_html("{}{}", link, told.get(row.question, ""))
    return told


def _answer(one: Exhibit, *, is_old: bool) -> SafeString:
    """A small picture, or a name to open; what was replaced is a name only."""
    if one.is_infected or not one.is_ready:
        words = _("có mã độc nên đã bị xóa") if one.is_infected else _("đang kiểm tra mã độc")
        return format_html('<p class="muted">{}: {}</p>', one.name, words)
    if is_old:
        return format_html(
            '<p class="small muted">{} <a href="{}">{}</a></p>', _("Trước đó:"), one.url, one.name
        )
    if one.is_photo:
        return format_html('<div class="exhibit exhibit--answer">{}</div>', picture(one, one.name))
    return format_html(
        '<p class="exhibit__file">{}<span><a href="{}">{}</a> <span class="muted small">{}</span>'
        "</span></p>",
        ui.icon("file-text"),
        one.url,
        one.name,
        one.about,
    )


def figure(one: Exhibit, title: str) -> SafeString:
    """A photo with its kind and caption; a tap opens the large one."""
    words = format_html(
        "<figcaption><b>{}</b>{}</figcaption>", one.label, f" {one.caption}" if one.caption else ""
    )
    return format_html(
        '<figure class="exhibit exhibit--{}">{}{}</figure>', one.kind, picture(one, title), words
    )


def picture(one: Exhibit, title: str) -> SafeString:
    """The small photo, or in words why there is none yet."""
    if one.is_infected:
        return _missing("shield-x", _("Tệp có mã độc nên đã bị xóa"))
    if not one.is_ready:
        return _missing("hourglass", _("Đang kiểm tra, ảnh hiện sau ít phút"))
    return format_html(
        '<a href="{}"><img src="{}" width="{}" height="{}" loading="lazy" alt="{}"></a>',
        one.url,
        one.small_url,
        one.width,
        one.height,
        f"{one.label}: {one.caption or title}",
    )


def _missing(sign: str, words: str) -> SafeString:
    return format_html('<p class="exhibit__missing">{}{}</p>', ui.icon(sign), words)
