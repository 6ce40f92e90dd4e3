""" "Kết quả bầu": released elections of the organiser, written down by one press."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.councils.actions import leading
from sangkien.councils.queries.elections import released_elections
from sangkien.units import queries
from sangkien.web.clusters.frame import around, titles, url_of
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest

LOOKED_BACK = dt.timedelta(days=400)


@require_http_methods(["GET", "HEAD", "POST"])
def elected(request: WorkRequest, pk: int) -> HttpResponse:
    group = queries.get_managed_cluster(pk, actor=request.actor)
    cluster, now = group.cluster, clock.now()
    results = released_elections(cluster.organiser, since=now - LOOKED_BACK)
    members = queries.units_of(group)
    error, status = "", 200
    if request.method == "POST":
        chosen = [one for one in results if str(one.ballot.pk) == request.POST.get("ballot")]
        if not chosen:
            raise NotFound(_("Không tìm thấy kết quả bầu này."))
        try:
            leading.take_over(cluster, chosen[0], by=request.actor, at=now)
        except NotAllowed:
            raise
        except DomainError as refused:
            error, status = str(refused), UNPROCESSABLE
        else:
            messages.success(request, _("Đã ghi kết quả bầu."))
            return redirect(url_of(cluster))
    rows = [(one, leading.elected_of(one, members)) for one in results]
    posts = {one.unit_id: one.post for one in leading.standing(cluster, at=now)}
    context = {
        **around(request, group, step=_("Kết quả bầu")),
        "rows": [(one, found, leading.obstacle(found, members)) for one, found in rows if found],
        "head_title": titles(cluster)[0],
        "deputy_title": titles(cluster)[1],
        "written": [one.ballot.pk for one, found in rows if leading.posts_of(found) == posts],
        "error": error,
        "now": now,
    }
    return render(request, "clusters/elected.html", context, status=status)
