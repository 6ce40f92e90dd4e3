"""`/chuong-trinh/<slug>/chi-tieu/bang/`: all units, or all clusters, in one go."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.agreements import queries, rules
from sangkien.agreements.actions import targets
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import queries as units
from sangkien.web.programmes import wording
from sangkien.web.programmes.forms.targets import GridForm, Line
from sangkien.web.programmes.views.standpoints import Standpoint, breadcrumb, standpoint
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Cluster, Unit

ROWS = 100  # two fields each: well below the number of fields that a request may have


@require_http_methods(["GET", "HEAD", "POST"])
def give_many(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Giao cho các đơn vị": one number each for the period on the screen, all or none."""
    place = standpoint(request, slug)
    if not place.may_set:
        raise NotFound(_("Không tìm thấy trang này."))
    lines, following = _lines(request, place)
    if request.method != "POST":
        return _page(
            request, place, GridForm(lines=lines, initial={"base": _base(lines)}), following
        )
    form = GridForm(request.POST, lines=lines)
    tried = attempt(
        form,
        lambda: targets.set_many(
            place.period,
            form.wanted(),
            base=TargetBase(form.cleaned_data["base"]),
            note=form.cleaned_data["note"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _page(request, place, form, following, status=tried.status)
    messages.success(request, _done_words(len(tried.done)))
    return redirect(place.address("programmes:targets"))


def _done_words(count: int) -> str:
    if not count:
        return _("Không có chỉ tiêu nào thay đổi.")
    return ngettext("Đã ghi %(count)d chỉ tiêu.", "Đã ghi %(count)d chỉ tiêu.", count) % {
        "count": count
    }


def _lines(request: WorkRequest, place: Standpoint) -> tuple[list[Line], str]:
    """The lines of the table, and where its next page starts."""
    holders: Sequence[Unit | Cluster]
    following = ""
    if request.GET.get("loai") == "cum":
        holders = place.clusters()[:ROWS]
        held = queries.board(place.period, cluster_ids=[cluster.pk for cluster in holders])
    else:
        holders, following = units.children_page(
            place.unit, on=place.day, after=request.GET.get("tu", "")[:30], limit=ROWS
        )
        held = queries.board(place.period, unit_ids=[unit.pk for unit in holders])
    current = {
        target.holder: target
        for target in held
        if target.kind == TargetKind.COUNT and target.origin == TargetOrigin.ASSIGNED
    }
    return [Line(holder=holder, current=current.get(holder)) for holder in holders], following


def _base(lines: Sequence[Line]) -> str:
    """What most of the targets count already."""
    used = Counter(line.current.base for line in lines if line.current)
    return used.most_common(1)[0][0] if used else TargetBase.SENT


def _sum(place: Standpoint, *, of_clusters: bool) -> wording.Sum | None:
    """What was given so far, on all pages of the table, against the number of the unit itself."""
    own = queries.whole(queries.for_unit(place.period, place.unit))
    if of_clusters:
        tops = [cluster.pk for cluster in place.clusters() if cluster.parent_id is None]
        parts = queries.parts(place.period, cluster_ids=tops)
    else:
        parts = queries.parts(place.period, parent=place.unit)
    return wording.allocation_line(rules.allocate(own, parts))


def _page(
    request: WorkRequest, place: Standpoint, form: GridForm, following: str, *, status: int = 200
) -> HttpResponse:
    of_clusters = request.GET.get("loai") == "cum"
    heading = _("Giao cho các cụm, khối") if of_clusters else _("Giao cho các đơn vị")
    context = {
        "form": form,
        "place": place,
        "heading": heading,
        "sum": _sum(place, of_clusters=of_clusters),
        "breadcrumb": breadcrumb(place, here=heading),
        "older": place.address("programmes:target_grid", tu=following) if following else "",
        "newer": place.address("programmes:target_grid") if request.GET.get("tu") else "",
    }
    return render(request, "programmes/target_grid.html", context, status=status)
