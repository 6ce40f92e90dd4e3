"""What may enter a programme (`/dieu-kien/`), and who reviews it (`/quy-trinh/`)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.programmes import queries
from sangkien.programmes.actions import rulesets
from sangkien.programmes.chain import steps_of
from sangkien.programmes.eligibility import usual_statements
from sangkien.units.queries import levels
from sangkien.web.programmes import wording
from sangkien.web.programmes.forms import terms as forms
from sangkien.web.programmes.forms.terms import StepsForm, TermsForm
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: WorkRequest, slug: str) -> HttpResponse:
    """A programme that never had rules is offered the two questions of 2021 to begin with."""
    programme = managed(request, slug)
    ruleset = queries.ruleset_last_written(programme)
    found = queries.terms_of(ruleset)
    form = TermsForm(
        request.POST or None,
        statements=found.statements if ruleset else usual_statements(),
        initial={"needs_recognition": found.needs_recognition, "takes_trials": found.takes_trials},
    )
    status = 200
    if request.method == "POST":
        by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
        tried = attempt(
            form,
            lambda: rulesets.set_terms(rulesets.draft_ruleset(programme, **by), form.terms(), **by),
            names=form.names(),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu điều kiện."))
            return redirect("programmes:manage", slug=slug)
        status = tried.status
    context = {
        "programme": programme,
        "form": form,
        "ruleset": ruleset,
        "phases": queries.phases(programme),
        "breadcrumb": breadcrumb(programme, here=_("Điều kiện")),
    }
    return render(request, "programmes/terms.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: WorkRequest, slug: str) -> HttpResponse:
    programme = managed(request, slug)
    ruleset = queries.ruleset_last_written(programme)
    chain = steps_of(ruleset.steps if ruleset else ())
    found = levels()
    form = StepsForm(request.POST or None, levels=found, initial=forms.initial_of(chain))
    status = 200
    if request.method == "POST":
        by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
        names = form.names() if form.is_valid() else {}
        tried = attempt(
            form,
            lambda: rulesets.set_steps(rulesets.draft_ruleset(programme, **by), form.steps(), **by),
            names=names,
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu quy trình xét."))
            return redirect("programmes:steps", slug=slug)
        status = tried.status
    context = {
        "programme": programme,
        "form": form,
        "ruleset": ruleset,
        "chain": [wording.chain_link(step, found) for step in chain],
        "breadcrumb": breadcrumb(programme, here=_("Quy trình xét")),
    }
    return render(request, "programmes/steps.html", context, status=status)
