"""`/cong-nhan/`: what waits for a recognition, and what is done with several of it."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.initiatives.queries import recognition_terms
from sangkien.recognition import rules
from sangkien.recognition.actions import drafting, hearing, refusing
from sangkien.recognition.enums import Basis
from sangkien.recognition.queries import decisions, hearings, offices
from sangkien.recognition.queries import waiting as queries
from sangkien.recognition.queries.terms import terms
from sangkien.web.recognition.forms import ChosenForm, RefuseForm, SessionForm
from sangkien.web.recognition.frame import around, unit_for
from sangkien.web.shared.refusals import UNPROCESSABLE, attempt, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.units.models import Unit


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """The units for which the reader decides; with one, straight to it."""
    actor = request.actor
    if not actor.can_somewhere(Permission.RECOGNITION_DECIDE) and not actor.can_somewhere(
        Permission.APPEAL_HANDLE
    ):
        raise NotFound(_("Không tìm thấy trang này."))
    units = offices.deciding_units(actor)
    if len(units) == 1 and not actor.can_somewhere(Permission.APPEAL_HANDLE):
        return redirect("recognition:waiting", units[0].code)
    context = {
        "units": units,
        "appeals": offices.appeals_size(actor),
        "may_answer": actor.can_somewhere(Permission.APPEAL_HANDLE),
    }
    return render(request, "recognition/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: WorkRequest, unit_code: str) -> HttpResponse:
    """The list; what is ticked goes into a draft, or is refused with a reason."""
    unit = unit_for(request, unit_code, deciding=True)
    if request.method == "POST":
        return _act(request, unit)
    return _list(request, unit)


def _list(request: WorkRequest, unit: "Unit") -> HttpResponse:
    cursor = request.GET.get("sau", "")
    page = queries.waiting(unit, cursor=cursor)
    here = reverse("recognition:waiting", args=[unit.code])
    today = clock.today()
    before = decisions.refused_before([row.pk for row in page.rows])
    due = recognition_terms([row.pk for row in page.rows])
    context = {
        **around(request, unit, here="waiting"),
        "rows": [(row, before.get(row.pk), due.get(row.pk)) for row in page.rows],
        "today": today,
        "passed": hearings.passed_ones([row.pk for row in page.rows]),
        "heard": hearings.before_council(unit) if not cursor else [],
        "may_hear": bool(hearings.sessions_for(request.actor, unit, on=today)),
        "terms": terms(unit, on=today),
        "first_url": here if cursor else "",
        "following_url": f"{here}?sau={page.following}" if page.following else "",
        "form": ChosenForm(initial={"request_key": uuid.uuid4()}),
    }
    return render(request, "recognition/waiting.html", context)


def _act(request: WorkRequest, unit: "Unit") -> HttpResponse:
    chosen = queries.chosen(unit, request.POST.getlist("selected"), most=rules.MOST)
    acts = {"draft": _draft, "hear": _hear, "refuse": _refuse}
    intent = request.POST.get("intent", "")
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    # A draft asked for twice leads to itself although nothing that was ticked waits any more.
    if not chosen and not (intent == "draft" and request.POST.getlist("selected")):
        messages.warning(request, _("Chưa chọn sáng kiến nào. Đánh dấu các sáng kiến rồi làm lại."))
        return redirect("recognition:waiting", unit.code)
    return acts[intent](request, unit, chosen)


def _draft(request: WorkRequest, unit: "Unit", chosen: "list[Initiative]") -> HttpResponse:
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Biểu mẫu đã cũ. Mời bấm lại."))
        return redirect("recognition:waiting", unit.code)
    try:
        drafted = drafting.draft(
            unit,
            chosen,
            basis=_basis(chosen),
            request_key=form.cleaned_data["request_key"],
            by=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("recognition:waiting", unit.code)
    return redirect("recognition:decision", drafted.pk)


def _basis(chosen: "list[Initiative]") -> Basis:
    """What a council passed rests on it, as long as that is true of all."""
    passed = hearings.passed_ones([row.pk for row in chosen])
    return Basis.COUNCIL if all(row.pk in passed for row in chosen) else Basis.HEAD


def _hear(request: WorkRequest, unit: "Unit", chosen: "list[Initiative]") -> HttpResponse:
    """Which session is asked on a page of its own."""
    sessions = hearings.sessions_for(request.actor, unit, on=clock.today())
    form = SessionForm(request.POST if "session" in request.POST else None, sessions=sessions)
    if form.is_bound and form.is_valid():
        wanted = next(one for one in sessions if one.pk == form.cleaned_data["session"])
        tried = attempt(
            form,
            lambda: hearing.bring(unit, chosen, wanted, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            words = ngettext(
                "Đã đưa %(n)d sáng kiến ra kỳ họp.",
                "Đã đưa %(n)d sáng kiến ra kỳ họp.",
                len(tried.done),
            )
            messages.success(request, words % {"n": len(tried.done)})
            return redirect("recognition:waiting", unit.code)
    context = {
        **around(request, unit, here="waiting", step=_("Đưa ra kỳ họp hội đồng")),
        "form": form,
        "chosen": chosen,
        "sessions": sessions,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "recognition/hear.html", context, status=status)


def _refuse(request: WorkRequest, unit: "Unit", chosen: "list[Initiative]") -> HttpResponse:
    """One reason for all that were ticked, asked on a page of its own."""
    asked = "reason" in request.POST
    form = RefuseForm(request.POST if asked else None)
    if not asked or not form.is_valid():
        return _ask(request, unit, chosen, form)
    try:
        refused = refusing.refuse_many(
            unit, chosen, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        show_at(form, refusal)
        return _ask(request, unit, chosen, form)
    words = ngettext(
        "Đã quyết định không công nhận %(n)d sáng kiến; tác giả đọc được lý do.",
        "Đã quyết định không công nhận %(n)d sáng kiến; tác giả đọc được lý do.",
        len(refused),
    )
    messages.success(request, words % {"n": len(refused)})
    return redirect("recognition:waiting", unit.code)


def _ask(
    request: WorkRequest, unit: "Unit", chosen: "list[Initiative]", form: RefuseForm
) -> HttpResponse:
    context = {
        **around(request, unit, here="waiting", step=_("Không công nhận")),
        "form": form,
        "chosen": chosen,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "recognition/refuse.html", context, status=status)
