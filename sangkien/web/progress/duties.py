"""`/tien-do/…/can-bo/`: what the reader may do about the figures of a unit.

The pages of figures are the same for everybody; only here it is known who reads.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.progress.queries import get_place, has_unions_below
from sangkien.web.progress import links
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.access.actor import Actor
    from sangkien.progress.queries import Place

PIECE = "X-Piece"  # identity.js asks for the list alone, to put it into the page of figures

# Address, whether the code of the unit comes first in it, who, the words.
DUTIES = (
    (
        "followup:board",
        True,
        Permission.FOLLOWUP_MANAGE,
        gettext_lazy("Đôn đốc đơn vị chậm"),
    ),
    (
        "progress:zero",
        False,
        Permission.PROGRESS_VIEW,
        gettext_lazy("Xem danh sách CĐCS chưa có sáng kiến"),
    ),
    (
        "reports:index",
        False,
        Permission.PROGRESS_VIEW,
        gettext_lazy("Chụp số liệu, lập báo cáo nhanh"),
    ),
    ("reports:posters", False, Permission.POSTER_MAKE, gettext_lazy("In áp phích tuần")),
)
ABOUT_THOSE_BELOW = {"followup:board", "progress:zero"}


@require_safe
def duties(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """The ways on for those in charge of the unit; others are told whose work it is."""
    asked = request.GET.get("dot", "")
    place = get_place(slug, unit_code, period=asked, at=clock.now())
    back = links.unit_url(place.programme, place.unit, dot=place.period.pk)
    context = {
        "place": place,
        "duties": _ways(place, request.actor),
        "back_url": back,
        "breadcrumb": links.way_to(place, _("Việc của cán bộ")),
    }
    is_piece = PIECE in request.headers
    template = "progress/_duties.html" if is_piece else "progress/duties.html"
    return render(request, template, context)


def _ways(place: "Place", actor: "Actor") -> list[dict[str, str]]:
    unit, slug = place.unit, place.programme.slug
    left_off = set() if has_unions_below(unit) else ABOUT_THOSE_BELOW
    found = []
    for name, is_code_first, permission, words in DUTIES:
        if name not in left_off and actor.can(permission, at=unit.path):
            arguments = [unit.code, slug] if is_code_first else [slug, unit.code]
            query = urlencode({"dot": place.period.pk})
            found.append({"url": f"{reverse(name, args=arguments)}?{query}", "words": str(words)})
    return found
