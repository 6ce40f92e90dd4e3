"""What the pages of a unit's recognition have around them."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core.errors import NotFound
from sangkien.recognition import permissions
from sangkien.units import queries as units
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit


def unit_for(request: WorkRequest, code: str, *, deciding: bool = False) -> "Unit":
    """A unit whose recognitions the reader may read, or decide; else NotFound."""
    unit = units.get_unit(code, actor=request.actor)
    may = permissions.can_decide if deciding else permissions.can_look
    if not may(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def around(request: WorkRequest, unit: "Unit", *, here: str = "", step: str = "") -> dict[str, Any]:
    """`here` is the page whose tab is lit."""
    deciding = permissions.can_decide(request.actor, unit)
    pages = {"decisions": _("Quyết định")}
    if deciding:
        pages = {"waiting": _("Chờ công nhận"), **pages, "regulation": _("Quy định")}
    tabs = [
        Link(
            label=label,
            url=reverse(f"recognition:{page}", args=[unit.code]),
            current=page == here,
        )
        for page, label in pages.items()
    ]
    trail = [
        Link(label=_("Công nhận"), url=reverse("recognition:index")),
        Link(label=unit.label, url=tabs[0].url),
    ]
    return {
        "unit": unit,
        "deciding": deciding,
        "tabs": tabs if len(tabs) > 1 else [],
        "breadcrumb": [*trail, Link(label=step)] if step else trail,
    }


def file_name(words: str, kind: str = "pdf") -> str:
    """Of a paper; the slashes of numbers are no part of a file name."""
    return f"{words.replace('/', '-')}.{kind}"
