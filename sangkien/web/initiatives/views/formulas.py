"""`/sang-kien/<code>/tinh-loi/`: what is saved in a year, worked out from a few numbers."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.initiatives import formulas
from sangkien.initiatives.actions import drafting
from sangkien.web.initiatives import journey
from sangkien.web.initiatives.forms.formulas import FormulaForm
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

USE = "use"


@require_safe
def choose(request: WorkRequest, code: str) -> HttpResponse:
    """Which kind of saving it is."""
    initiative = finding.own(request, code)
    if not initiative.is_editable:
        return redirect("initiatives:detail", initiative.code)
    context = {"initiative": initiative, "formulas": formulas.FORMULAS.values()}
    return render(request, "initiatives/formulas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def work_out(request: WorkRequest, code: str, key: str) -> HttpResponse:
    """Numbers in, the figure and the written-out sum back; kept only when it is taken over."""
    initiative = finding.own(request, code)
    formula = formulas.FORMULAS.get(key)
    if formula is None:
        raise Http404
    if not initiative.is_editable:
        return redirect("initiatives:detail", initiative.code)
    if request.method != "POST":
        kept = initiative.benefit_inputs
        initial = dict(kept["given"]) if kept.get("card") == key else {}
        return _page(request, initiative, formula, FormulaForm(formula=formula, initial=initial))
    form = FormulaForm(request.POST, formula=formula)
    if not form.is_valid() or request.POST.get("intent") != USE:
        return _page(request, initiative, formula, form, status=422 if form.errors else 200)
    tried = attempt(form, lambda: _take_over(request, initiative, formula, form))
    if not tried.done:
        return _page(request, initiative, formula, form, status=tried.status)
    messages.success(request, _("Đã ghi số tiền làm lợi và cách tính."))
    return redirect("initiatives:step", initiative.code, journey.BENEFIT.number)


def _take_over(
    request: WorkRequest, initiative: "Initiative", formula: formulas.Formula, form: FormulaForm
) -> bool:
    found = form.found
    changes: dict[str, object] = {
        "benefit_vnd": found.vnd,
        "benefit_basis": found.words,
        "benefit_inputs": {"card": formula.key, "given": form.kept(), "vnd": found.vnd},
    }
    drafting.save_draft(initiative, changes=changes, by=request.actor, at=clock.now())
    return True


def _page(
    request: WorkRequest,
    initiative: "Initiative",
    formula: formulas.Formula,
    form: FormulaForm,
    *,
    status: int = 200,
) -> HttpResponse:
    is_whole = form.is_bound and not form.errors
    context = {
        "initiative": initiative,
        "formula": formula,
        "form": form,
        "found": form.found if is_whole else None,
    }
    return render(request, "initiatives/formula.html", context, status=status)
