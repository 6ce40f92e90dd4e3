"""`/don-vi/`: the reader's own units, and finding one among all that the reader may look into."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.roles import RoleKey
from sangkien.search.queries import search_visible_units
from sangkien.units import queries
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit

LONGEST_TYPED = 200


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """Whoever has one unit only is led there at once, unless something is looked for."""
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    own = _own(request)
    if len(own) == 1 and not typed:
        return redirect("units:detail", own[0][0].code)
    found = search_visible_units(typed, actor=request.actor, limit=queries.PAGE) if typed else []
    also = queries.alias_names(unit.pk for unit in found)
    context = {
        "typed": typed,
        "own": own,
        "found": [(unit, "; ".join(also.get(unit.pk, []))) for unit in found],
        "is_cut": len(found) == queries.PAGE,
    }
    return render(request, "units/index.html", context)


def _own(request: WorkRequest) -> "list[tuple[Unit, list[str]]]":
    """Each unit once, with what the reader is there."""
    roles: dict[Unit, list[str]] = defaultdict(list)
    for place in queries.places_of(request.actor):
        is_member = place.role == RoleKey.AUTHOR
        roles[place.unit].append(_("Đoàn viên, người lao động") if is_member else place.role_name)
    return list(roles.items())
