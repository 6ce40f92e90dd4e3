"""`/sang-kien/cho-xac-nhan/ben-canh/`: what helps to decide, beside the cards of the queue: what
comes nearest to each entry, and how its unit stands against its target.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import waiting
from sangkien.progress.queries import figures_of
from sangkien.search.nearest import nearest
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

CODE = "ma"


def address(codes: "Iterable[str]") -> str:
    """For all cards of one page together."""
    return f"{reverse('initiatives:beside')}?{urlencode([(CODE, code) for code in codes])}"


@require_safe
def beside(request: WorkRequest) -> HttpResponse:
    """Pieces for the page that asks by script; else a page of its own. Only of what the reader
    decides about: foreign codes are silently absent.
    """
    rows = waiting.beside_those(request.actor, request.GET.getlist(CODE))
    if not rows:
        raise NotFound(_("Không có sáng kiến nào chờ bạn xét ở địa chỉ này."))
    context = {"asides": _asides(request, rows)}
    is_piece = bool(request.headers.get("HX-Request"))
    page = "initiatives/_besides.html" if is_piece else "initiatives/beside.html"
    return render(request, page, context)


def _asides(request: WorkRequest, rows: "list[Initiative]") -> list[dict[str, object]]:
    near = nearest(rows, actor=request.actor)
    figures = figures_of([(row.unit, row.programme) for row in rows], at=clock.now())
    return [
        {
            "initiative": row,
            "near": near[row.pk],
            "figures": figures[row.unit_id, row.programme_id],
        }
        for row in rows
    ]
