"""What every page of a unit has around it: the way to it, and the pages beside it."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.units import queries
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units import importing

if TYPE_CHECKING:
    from sangkien.units.models import Unit


def around(
    request: WorkRequest, unit: "Unit", *, here: str = "detail", step: str = ""
) -> dict[str, Any]:
    """The context of a page; `here` is the page whose tab is lit, `step` one behind it."""
    pages = {"detail": _("Tổng quan"), **_pages(request.actor, unit)}
    tabs = [
        Link(label=label, url=reverse(f"units:{page}", args=[unit.code]), current=page == here)
        for page, label in pages.items()
    ]
    return {
        "unit": unit,
        "pages": pages,
        "tabs": tabs if len(tabs) > 1 else [],
        "breadcrumb": [
            *_above(request.actor, unit),
            *_trail(unit, here=here, page=pages[here], step=step),
        ],
    }


def _pages(actor: Actor, unit: "Unit") -> dict[str, str]:
    """The pages of the unit that the reader may open."""
    offered = (
        ("members", Permission.MEMBER_VIEW, _("Đoàn viên")),
        ("grants", Permission.GRANT_MANAGE, _("Phân quyền")),
        ("acts", Permission.JOURNAL_VIEW, _("Sắp xếp tổ chức")),
        ("posters", Permission.POSTER_MAKE, _("Áp phích")),
        ("kiosks", Permission.KIOSK_MANAGE, _("Máy đăng ký chung")),
        ("journal", Permission.JOURNAL_VIEW, _("Nhật ký")),
    )
    pages = {page: label for page, needed, label in offered if actor.can(needed, at=unit.path)}
    pages["who"] = _("Ai làm gì")
    return {**pages, "imports": _("Nhập Excel")} if importing.kinds_for(actor, unit) else pages


def _above(actor: Actor, unit: "Unit") -> list[Link]:
    """The units above; those that the reader may not look into are named, not linked."""
    return [
        Link(label=ancestor.label, url=address(ancestor, actor=actor))
        for ancestor in queries.ancestors(unit)
    ]


def _trail(unit: "Unit", *, here: str, page: str, step: str) -> list[Link]:
    """From the unit to the page."""
    trail = [Link(label=unit.label, url=reverse("units:detail", args=[unit.code]))]
    if here != "detail":
        trail.append(Link(label=page, url=reverse(f"units:{here}", args=[unit.code])))
    return [*trail, Link(label=step)] if step else trail


def address(unit: "Unit", *, actor: Actor) -> str:
    """Where the page of a unit is, "" for readers who may not open it."""
    visible = queries.is_visible(unit, actor=actor)
    return reverse("units:detail", args=[unit.code]) if visible else ""
