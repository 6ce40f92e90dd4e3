"""What the pages of a unit's decisions and register have around them."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.commendation import permissions
from sangkien.core.errors import NotFound
from sangkien.units import queries as units
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit


def unit_for(request: WorkRequest, code: str, *, deciding: bool = False) -> "Unit":
    """A unit whose decisions the reader may read, or make; else NotFound."""
    unit = units.get_unit(code, actor=request.actor)
    may = permissions.can_decide if deciding else permissions.can_look
    if not may(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def around(request: WorkRequest, unit: "Unit", *, here: str = "", step: str = "") -> dict[str, Any]:
    """`here` is the page whose tab is lit."""
    pages = {"decisions": _("Quyết định"), "register": _("Sổ khen thưởng")}
    tabs = [
        Link(
            label=label,
            url=reverse(f"commendation:{page}", args=[unit.code]),
            current=page == here,
        )
        for page, label in pages.items()
    ]
    up = next((tab for tab in tabs if tab.current), tabs[0])
    home = Link(label=_("Khen thưởng"), url=reverse("commendation:start"))
    trail = [home, Link(label=unit.label, url=reverse("units:detail", args=[unit.code])), up]
    return {
        "unit": unit,
        "deciding": permissions.can_decide(request.actor, unit),
        "tabs": tabs if len(tabs) > 1 else [],
        "breadcrumb": [*trail, Link(label=step)] if step else trail,
    }


def file_name(words: str, kind: str = "pdf") -> str:
    """Of a paper; the slashes of numbers are no part of a file name."""
    return f"{words.replace('/', '-')}.{kind}"
