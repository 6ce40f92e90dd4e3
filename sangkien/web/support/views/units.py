"""Which units a team has in its charge."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.support import queries
from sangkien.support.actions import teams
from sangkien.units import queries as tree
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.teams import UnitsForm

MOST_CHILDREN = 100  # boxes to tick; the others are named by their codes


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Giao đơn vị phụ trách": the own branch, units below, or those of clusters."""
    team = queries.get_managed_team(pk, actor=request.actor)
    actor, today, unit = request.actor, clock.today(), team.unit
    children, __ = tree.children_page(unit, on=today, ended=False, limit=MOST_CHILDREN)
    groups = tree.clusters_of(unit, year=today.year)
    clusters = [one.cluster for group in groups for one in (group, *group.blocks)]
    held = queries.units_in_charge(team)
    offered = [unit, *children]
    named = {one.code for one in offered}
    form = UnitsForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        clusters=clusters,
        find_units=lambda codes: tree.supportable_units(actor, unit, codes, on=today),
        initial={
            "units": [one.code for one in held if one.code in named],
            "codes": ", ".join(one.code for one in held if one.code not in named),
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: teams.choose_units(
                team,
                units=form.found,
                clusters=form.chosen_clusters(),
                by=actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Tổ phụ trách %(n)s đơn vị.") % {"n": len(tried.done)})
            return redirect("support:team", team.pk)
        status = tried.status
    context = {"form": form, "team": team}
    return render(request, "support/team_units.html", context, status=status)
