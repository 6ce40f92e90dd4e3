"""`/don-vi/<code>/`: one unit as those see it who belong to it or oversee it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.initiatives import queries as initiatives
from sangkien.units import queries, rules
from sangkien.units.actions import tree
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units import showing
from sangkien.web.units.finding import unit_for
from sangkien.web.units.forms import HeadcountForm
from sangkien.web.units.frame import address, around
from sangkien.web.units.naming_forms import AliasForm

if TYPE_CHECKING:
    from sangkien.units.models import Unit

CHILDREN_ON_A_PAGE = 50


@require_safe
def detail(request: WorkRequest, code: str) -> HttpResponse:
    unit = queries.get_unit(code, actor=request.actor)
    return page(request, unit)


@require_http_methods(["GET", "HEAD", "POST"])
def headcount(request: WorkRequest, code: str) -> HttpResponse:
    """ "Cập nhật số đoàn viên, lao động"; the form stands on the page of the unit."""
    unit = unit_for(request, code, Permission.UNIT_MANAGE)
    if request.method != "POST":
        return redirect("units:detail", unit.code)
    form = HeadcountForm(request.POST, today=clock.today())
    tried = attempt(
        form,
        lambda: tree.record_headcount(unit, **form.cleaned_data, by=request.actor, at=clock.now()),
    )
    if tried.done is None:
        return page(request, unit, form=form, status=tried.status)
    messages.success(request, _("Đã ghi số đoàn viên, lao động."))
    return redirect("units:detail", unit.code)


def page(
    request: WorkRequest,
    unit: "Unit",
    *,
    form: HeadcountForm | None = None,
    alias_form: AliasForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a unit; with the form that was sent from it and refused."""
    actor, now, today = request.actor, clock.now(), clock.today()
    parent = queries.last_parent(unit)
    context = {
        **around(request, unit),
        "now": now,
        "is_recorded": rules.is_recorded(unit.opened_on),
        "parent": parent,
        "parent_url": address(parent, actor=actor) if parent else "",
        "successions": showing.successions(unit, actor=actor),
        "headcounts": queries.headcounts(unit),
        "member_count": queries.member_count(unit, on=today),
        "programmes": showing.programmes(initiatives.offers([unit], at=now), at=now),
        "initiatives_url": _initiatives_url(actor, unit),
        "clusters": queries.clusters_with(unit, year=today.year),
        "organised": showing.organised(queries.clusters_of(unit, year=today.year)),
        "may_see_awards": actor.can(Permission.AWARD_VIEW, at=unit.path),
        "may_see_clusters": actor.can(Permission.UNIT_VIEW, at=unit.path),
        "may_manage_clusters": (
            actor.can(Permission.CLUSTER_MANAGE, at=unit.path) and not unit.level.is_grassroots
        ),
        "year": str(today.year),
        **_children(request, unit, today=today),
        **_roles(actor, unit, today=today),
        "aliases": queries.aliases_of(unit),
        **_forms(actor, unit, form or HeadcountForm(today=today), alias_form or AliasForm()),
    }
    return render(request, "units/detail.html", context, status=status)


def _forms(
    actor: Actor, unit: "Unit", form: HeadcountForm, alias_form: AliasForm
) -> dict[str, Any]:
    if not actor.can(Permission.UNIT_MANAGE, at=unit.path):
        return {}
    return {
        "form": form,
        "alias_form": alias_form,
        "sent": alias_form if alias_form.is_bound else form,
    }


def _initiatives_url(actor: Actor, unit: "Unit") -> str:
    """The list of what was sent in the units of an overseer, else the reader's own."""
    overseen = actor.can(Permission.INITIATIVE_VIEW, at=unit.path)
    return reverse("initiatives:list") + ("?xem=don-vi" if overseen else "")


def _children(request: WorkRequest, unit: "Unit", *, today: dt.date) -> dict[str, Any]:
    """One page of the units below: those that stand, or those that have ended."""
    ended = request.GET.get("ket-thuc") == "1"
    after = request.GET.get("sau", "")
    found, following = queries.children_page(
        unit, on=today, ended=ended, after=after, limit=CHILDREN_ON_A_PAGE
    )
    here = reverse("units:detail", args=[unit.code])
    shown = f"{here}?ket-thuc=1" if ended else here
    return {
        "children": showing.children(found, actor=request.actor, ended=ended) if found else None,
        "has_children": bool(found) or queries.has_children(unit),
        "ended": ended,
        "kinds": [
            Link(label=_("Đang hoạt động"), url=f"{here}#truc-thuoc", current=not ended),
            Link(label=_("Đã kết thúc"), url=f"{here}?ket-thuc=1#truc-thuoc", current=ended),
        ],
        "first_url": f"{shown}#truc-thuoc" if after else "",
        "following_url": (
            f"{shown}{'&' if ended else '?'}sau={following}#truc-thuoc" if following else ""
        ),
        "may_search": request.actor.can(Permission.UNIT_VIEW, at=unit.path),
    }


def _roles(actor: Actor, unit: "Unit", *, today: dt.date) -> dict[str, Any]:
    """Who acts for the unit; only for those who give roles or watch over it."""
    allowed = (Permission.GRANT_MANAGE, Permission.JOURNAL_VIEW)
    if not any(actor.can(permission, at=unit.path) for permission in allowed):
        return {"may_see_roles": False}
    return {
        "may_see_roles": True,
        "grants": queries.standing_grants(unit, on=today),
        "today": today,
    }
