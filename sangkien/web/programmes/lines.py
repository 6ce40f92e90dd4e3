"""The table in which officers give targets: a row for each unit, cluster or block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetOrigin
from sangkien.web.programmes.views.standpoints import Standpoint
from sangkien.web.shared.cells import Column, Kind, Rows, write

if TYPE_CHECKING:
    from sangkien.agreements.models import Target

BUTTON = "button button--plain button--small"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A holder with its targets; `inside` the targets may be looked at one level down."""

    name: str
    inside: str
    is_block: bool
    give: str
    targets: "Sequence[tuple[Target, bool]]"


def rows(place: Standpoint, column: str, lines: Sequence[Line]) -> Rows | None:
    """None when there is nobody to give a target to."""
    if not lines:
        return None
    columns = [Column(column, Kind.HEAD), Column(_("Chỉ tiêu"))]
    return write(columns, ((_name(line), _targets(place, line)) for line in lines))


def _name(line: Line) -> SafeString | str:
    name = format_html('<a href="{}">{}</a>', line.inside, line.name) if line.inside else line.name
    if not line.is_block:
        return name
    return format_html('<span class="muted">{}</span> {}', _("trong cụm:"), name)


def _targets(place: Standpoint, line: Line) -> SafeString:
    if line.targets:
        return SafeString("".join(_target(place, line, *marked) for marked in line.targets))
    if not place.may_set:
        return format_html('<span class="muted">{}</span>', _("chưa giao"))
    return _link(line.give, _("Giao chỉ tiêu"), _("cho %(name)s") % {"name": line.name})


def _target(
    place: Standpoint,
    line: Line,
    target: "Target",
    may_change: bool,  # noqa: FBT001 - the second half of a pair
) -> SafeString:
    own = ""
    if target.origin == TargetOrigin.SELF_SET:
        own = format_html('<span class="muted">{}</span> ', _("tự đăng ký"))
    return format_html(
        '<div>{}{}<b>{}</b> <span class="muted small">{}</span> {}</div>',
        own,
        f"{target.subject}: " if target.subject else "",
        target.words,
        target.base_words,
        _link(
            _page_of(place, target),
            _("Sửa") if may_change else _("Xem"),
            _("chỉ tiêu của %(name)s") % {"name": line.name},
        ),
    )


def _page_of(place: Standpoint, target: "Target") -> str:
    if target.is_reported:
        return reverse("programmes:aim", args=[target.pk])
    return reverse("programmes:target", args=[place.programme.slug, target.pk])


def _link(url: str, label: str, about: str) -> SafeString:
    """`about` is for those who hear the link without its row."""
    return format_html(
        '<a class="{}" href="{}">{}<span class="visually-hidden"> {}</span></a>',
        BUTTON,
        url,
        label,
        about,
    )
