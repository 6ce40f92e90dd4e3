"""`/chuong-trinh/<slug>/phat-dong/`: launch a programme; choose the one that leads the home page."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.agreements import queries as agreements
from sangkien.agreements import rules
from sangkien.agreements.queries import SharedOut
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.programmes import permissions, queries
from sangkien.programmes.actions import drafting, pinning
from sangkien.progress.queries import cluster_year
from sangkien.units.queries import grassroots_count
from sangkien.web.programmes import wording
from sangkien.web.programmes.views.managing import breadcrumb, managed, page
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Phát động": first shows what will happen, because there is no way back."""
    programme = managed(request, slug)
    if request.method != "POST":
        return _asked(request, programme)
    try:
        drafting.publish_programme(programme, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except DomainError as error:
        return page(request, programme, refusal=str(error), status=422)
    messages.success(
        request, _("Chương trình đã phát động. Từ giờ mọi người đều thấy trang chương trình.")
    )
    return redirect("programmes:manage", slug=slug)


def _asked(request: WorkRequest, programme: "Programme") -> HttpResponse:
    now = clock.now()
    checks = queries.launch_checks(programme, at=now)
    if programme.is_published or any(c.is_required and not c.is_done for c in checks):
        return redirect("programmes:manage", slug=programme.slug)
    periods = queries.shared_periods(programme)
    year = cluster_year(periods[0], at=now)
    context = {
        "programme": programme,
        "missing": [wording.lacking_words(check) for check in checks if not check.is_done],
        "phases": queries.phases(programme),
        "campaigns": queries.campaigns(programme),
        "fields": queries.fields(programme),
        "documents": queries.documents(programme),
        "grassroots": grassroots_count(programme.owner, on=clock.today()),
        "sums": [
            line
            for shared in agreements.shared_out(programme, periods, clusters_of=year)
            for line in _sums(shared)
        ],
        "breadcrumb": breadcrumb(programme, here=_("Phát động")),
    }
    return render(request, "programmes/launch.html", context)


def _sums(shared: SharedOut) -> list[tuple[str, str, wording.Sum]]:
    """The period, among whom it was shared out, and whether the parts make up the whole."""
    parts = [(_("các đơn vị"), shared.units), (_("các cụm, khối"), shared.clusters)]
    given = [pair for pair in parts if pair[1]] or parts[:1]
    sums = (
        (holders, wording.allocation_line(rules.allocate(shared.own, shares)))
        for holders, shares in given
    )
    return [(shared.period.name, holders, line) for holders, line in sums if line]


@require_POST
def pin(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Đưa lên trang chủ", or back to the usual order; the button that was pressed says which."""
    programme = managed(request, slug)
    if not permissions.can_pin(request.actor, programme):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.POST.get("pin") == "yes":
        pinning.pin_programme(programme, by=request.actor, at=clock.now())
        messages.success(request, _("Chương trình đứng đầu trang chủ cho đến khi kết thúc."))
    else:
        pinning.unpin_programme(programme, by=request.actor, at=clock.now())
        messages.success(request, _("Đã thôi ghim. Trang chủ chọn chương trình theo thứ tự chung."))
    return redirect("programmes:manage", slug=slug)
