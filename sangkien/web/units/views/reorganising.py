"""`/don-vi/<code>/sap-xep/`: decide about units, after everything that changes was shown."""

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.access import proof
from sangkien.access.permissions import Permission
from sangkien.access.proof import ProofNeeded
from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed, NotFound
from sangkien.search.queries import search_units
from sangkien.units import queries
from sangkien.units.actions.reorganising import carrying, foreseeing
from sangkien.units.actions.reorganising.foreseeing import Preview
from sangkien.units.enums import ActState
from sangkien.units.plans import Plan
from sangkien.web.shared.proving import first_prove
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.act_kinds import FIELDS, FORMS
from sangkien.web.units.acting import CARRIED, ActForm, Around
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.units.models import Unit

FOUND = 10
BELOW = "thanh-lap"  # the one kind that is about what is below the unit, not about the unit
NOT_KEPT = {"csrfmiddlewaretoken", "buoc", "van_tay", "ma_gui", "reason"}


@require_http_methods(["GET", "HEAD", "POST"])
def reorganise(request: WorkRequest, code: str, kind: str) -> HttpResponseBase:
    """Write down, look at what would change, confirm: `buoc` says which of the three was sent.

    To begin and to confirm somebody has to have proved to be there; what was written stays.
    """
    unit = _unit(request, code, kind)
    step = request.POST.get("buoc", "")
    if request.method != "POST" or step in {"sua", ""} or step.startswith("tim"):
        asked = first_prove(request) if request.method != "POST" else None
        form = _form(request, unit, kind, initial=_initial(request, unit))
        return asked or _form_page(request, unit, kind, form)
    form = _form(request, unit, kind, data=request.POST)
    if not form.is_valid():
        return _form_page(request, unit, kind, form, status=UNPROCESSABLE)
    plan = form.plan()
    try:
        if step == "xac-nhan":
            return _decided(request, unit, kind, plan)
        return _preview_page(request, unit, kind, plan)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except DomainError as refusal:
        show_at(form, refusal, names=FIELDS)
    return _form_page(request, unit, kind, form, status=UNPROCESSABLE)


def _unit(request: WorkRequest, code: str, kind: str) -> "Unit":
    """Whoever may not decide this about the unit finds no such page."""
    unit = queries.get_unit(code, actor=request.actor)
    place = unit if kind == BELOW else unit.parent
    managed = place is not None and request.actor.can(Permission.UNIT_MANAGE, at=place.path)
    if kind not in FORMS or not managed or unit.closed_on is not None:
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def _form(
    request: WorkRequest,
    unit: "Unit",
    kind: str,
    *,
    data: QueryDict | None = None,
    initial: dict[str, Any] | None = None,
) -> ActForm:
    def visible(units: "Iterable[Unit]") -> "list[Unit]":
        seen = (found for found in units if queries.is_visible(found, actor=request.actor))
        return [found for found in seen if found.closed_on is None]

    today = clock.today()
    needs_children = kind in {"chia-tach", "giai-the"}
    children: Sequence[Unit] = list(queries.children(unit, on=today)) if needs_children else []
    known = Around(
        unit=unit,
        children=children,
        levels=queries.levels_below(unit),
        find=lambda typed: visible(search_units(typed, limit=FOUND)),
        known=lambda codes: visible(queries.by_codes(codes)),
    )
    return FORMS[kind](data, around=known, initial=initial or {})


def _initial(request: WorkRequest, unit: "Unit") -> dict[str, Any]:
    """What was typed so far; on the first visit the name that there is."""
    if request.method != "POST":
        return {"name": unit.name, "short_name": unit.short_name} if _renames(request) else {}
    ticks = {name: name in request.POST for name in CARRIED}  # what is not ticked is not sent
    typed = {
        key: values if key == "units" else values[-1]
        for key, values in request.POST.lists()
        if key not in NOT_KEPT
    }
    return {**ticks, **typed}


def _renames(request: WorkRequest) -> bool:
    return request.path.rstrip("/").endswith("doi-ten")


def _form_page(
    request: WorkRequest, unit: "Unit", kind: str, form: ActForm, *, status: int = 200
) -> HttpResponse:
    title = form.kind.label
    context = {
        **around(request, unit, here="acts", step=str(title)),
        "form": form,
        "title": title,
        "kind": kind,
    }
    return render(request, "units/reorganise.html", context, status=status)


def _preview_page(
    request: WorkRequest,
    unit: "Unit",
    kind: str,
    plan: Plan,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    preview: Preview = foreseeing.foresee(plan, by=request.actor)
    is_conflict = isinstance(refusal, ChangedMeanwhile)
    context = {
        **around(request, unit, here="acts", step=str(plan.kind.label)),
        "title": plan.kind.label,
        "plan": plan,
        "preview": preview,
        "is_later": plan.effective_on > clock.today(),
        "is_large": preview.size > carrying.AT_ONCE,
        "refusal": refusal,
        "needs_proof": isinstance(refusal, ProofNeeded),
        "written": [
            (key, value)
            for key, values in request.POST.lists()
            for value in values
            if key not in NOT_KEPT and not key.endswith("_tim")
        ],
        "reason": request.POST.get("reason", ""),
        "request_key": uuid.uuid4(),
    }
    status = 200 if refusal is None else CONFLICT if is_conflict else UNPROCESSABLE
    return render(request, "units/reorganise_preview.html", context, status=status)


def _decided(request: WorkRequest, unit: "Unit", kind: str, plan: Plan) -> HttpResponse:
    plan = Plan.restored({**plan.stored(), "reason": _reason(request)})
    now = clock.now()
    try:
        proof.ensure_recent(
            request.actor, at=now, message=_("Hãy xác minh lại rồi bấm Xác nhận lần nữa.")
        )
        act = carrying.decide(
            plan,
            request_key=_key(request),
            fingerprint=request.POST.get("van_tay", ""),
            by=request.actor,
            at=now,
        )
    except DomainError as refusal:
        is_shown = isinstance(refusal, ChangedMeanwhile | ProofNeeded) or refusal.field == "reason"
        if not is_shown:
            raise
        return _preview_page(request, unit, kind, plan, refusal=refusal)
    done = act.state == ActState.DONE
    messages.success(
        request,
        _("Đã thực hiện: %(kind)s.") % {"kind": act.get_kind_display()}
        if done
        else _("Đã ghi quyết định, hệ thống sẽ tự thực hiện."),
    )
    return redirect("units:act", act.at_unit.code, act.pk)


def _reason(request: WorkRequest) -> str:
    return queries.clean_reason(request.POST.get("reason", ""))


def _key(request: WorkRequest) -> uuid.UUID:
    """The key of the preview; nonsense is a form that was never sent before."""
    try:
        return uuid.UUID(request.POST.get("ma_gui", ""))
    except ValueError:
        return uuid.uuid4()
