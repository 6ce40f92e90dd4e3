"""`/chuong-trinh/<slug>/ke-hoach/`: the plans of the units below the owner."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import permissions, plans, queries
from sangkien.programmes.actions import planning
from sangkien.web.programmes import papers
from sangkien.web.programmes.forms.plans import FIELD_NAMES, PlanForm, initial_of
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import BaseForm

    from sangkien.programmes.models import Programme
    from sangkien.units.models import Unit


@require_safe
def index(request: WorkRequest, slug: str) -> HttpResponse:
    """The plans that hold for the reader's units, and those of the units below."""
    programme = queries.get_programme(slug, actor=request.actor)
    own = _planners(request, programme)
    if not own and not permissions.can_manage(request.actor, programme):
        raise NotFound(_("Không tìm thấy chương trình này."))
    roots = [programme.owner.path] if permissions.can_manage(request.actor, programme) else []
    found = {
        plan.pk: plan
        for path in roots or [unit.path for unit in own]
        for plan in plans.plans_below(programme, path)
    }
    for unit in own:
        found |= {plan.pk: plan for plan in plans.plans_at(programme, unit)}
    context = {
        "programme": programme,
        "may_add": bool(own) and bool(queries.phases(programme)),
        "rows": [
            (plan, permissions.can_plan(request.actor, programme, plan.unit))
            for plan in sorted(found.values(), key=lambda plan: (plan.unit.path, plan.pk))
        ],
        "breadcrumb": _breadcrumb(programme),
    }
    return render(request, "programmes/plans.html", context)


def _planners(request: WorkRequest, programme: "Programme") -> "list[Unit]":
    """Units below the owner in whose name the reader plans."""
    found = queries.campaigners_for(programme, request.actor)
    return [
        unit
        for unit in found
        if unit.pk != programme.owner_id and queries.is_open_to(programme, unit)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, slug: str) -> HttpResponse:
    programme = queries.get_programme(slug, actor=request.actor)
    units, phases = _planners(request, programme), queries.phases(programme)
    if not units or not phases:
        raise NotFound(_("Không tìm thấy chương trình này."))
    if request.method != "POST":
        form = PlanForm(units=units, phases=phases)
        return _page(request, programme, form, heading=_("Kế hoạch của đơn vị"))
    kept, refusal = papers.sent(request)
    form = PlanForm(request.POST, units=units, phases=phases, kept=kept, refusal=refusal)
    tried = attempt(
        form,
        lambda: planning.set_plan(
            programme,
            next(one for one in phases if one.pk == form.cleaned_data["phase"]),
            next(unit for unit in units if unit.pk == form.cleaned_data["unit"]),
            content=form.content(),
            by=request.actor,
            at=clock.now(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        heading = _("Kế hoạch của đơn vị")
        return _page(request, programme, form, heading=heading, status=tried.status)
    messages.success(request, _("Đã lưu kế hoạch của %(unit)s.") % {"unit": tried.done.unit.label})
    return redirect("programmes:plans", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    """One plan; the button "Bỏ kế hoạch" takes it back."""
    programme = queries.get_programme(slug, actor=request.actor)
    plan = plans.get_plan(programme, pk)
    if not permissions.can_plan(request.actor, programme, plan.unit):
        raise NotFound(_("Không tìm thấy kế hoạch này."))
    heading = _("Kế hoạch của %(unit)s") % {"unit": plan.unit.label}
    if request.method != "POST":
        form = PlanForm(initial=initial_of(plan), kept=plan.file)
        return _page(request, programme, form, heading=heading, may_remove=True)
    if "remove" in request.POST:
        planning.remove_plan(plan, by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ kế hoạch. Hạn của cấp trên lại có hiệu lực."))
        return redirect("programmes:plans", slug=slug)
    kept, refusal = papers.sent(request, standing=plan.file)
    form = PlanForm(request.POST, kept=kept, refusal=refusal)
    tried = attempt(
        form,
        lambda: planning.set_plan(
            programme,
            plan.phase,
            plan.unit,
            content=form.content(),
            by=request.actor,
            at=clock.now(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(
            request, programme, form, heading=heading, may_remove=True, status=tried.status
        )
    messages.success(request, _("Đã lưu kế hoạch."))
    return redirect("programmes:plans", slug=slug)


def _page(
    request: WorkRequest,
    programme: "Programme",
    form: "BaseForm",
    *,
    heading: str,
    may_remove: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "heading": heading,
        "may_remove": may_remove,
        "breadcrumb": _breadcrumb(programme, here=heading),
    }
    return render(request, "programmes/plan.html", context, status=status)


def _breadcrumb(programme: "Programme", *, here: str = "") -> list[Link]:
    plans_link = Link(
        label=_("Kế hoạch của đơn vị"), url=reverse("programmes:plans", args=[programme.slug])
    )
    above = [
        Link(label=_("Chương trình của tôi"), url=reverse("programmes:managed")),
        Link(
            label=programme.title,
            url=reverse("programmes:targets", args=[programme.slug]),
        ),
    ]
    return (
        [*above, plans_link, Link(label=here)] if here else [*above, Link(label=plans_link.label)]
    )
