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
from sangkien.core import clock, text
from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed, NotFound
from sangkien.files.errors import RefusedFile
from sangkien.search.queries import search_visible_units
from sangkien.units import queries
from sangkien.units.actions.reorganising import carrying, foreseeing, papers
from sangkien.units.actions.reorganising.foreseeing import Preview
from sangkien.units.enums import ActState
from sangkien.units.plans import Plan
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import first_prove
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.act_kinds import FIELDS, FORMS
from sangkien.web.units.act_typing import CONFIRM, FILE, LOOK, forget, prove_first, typed_in
from sangkien.web.units.acting import CARRIED, ActForm, Around
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.units.models import Unit

FOUND = 10
BELOW = "thanh-lap"  # the one kind that is about what is below the unit, not about the unit
RENAME = "doi-ten"
LONGEST_NAME = 250
NOT_KEPT = {"csrfmiddlewaretoken", "buoc", "van_tay", "ma_gui", "reason"}


@require_http_methods(["GET", "HEAD", "POST"])
def reorganise(request: WorkRequest, code: str, kind: str) -> HttpResponseBase:
    """Write down, look at what would change, confirm: `buoc` says which of the three was sent.

    To begin, to look and to confirm somebody has to have proved to be there; what was typed stays.
    """
    unit = _unit(request, code, kind)
    asked = first_prove(request) if request.method != "POST" else None
    return asked or _step(request, unit, kind)


def _step(request: WorkRequest, unit: "Unit", kind: str) -> HttpResponse:
    typed = typed_in(request)
    if typed is None:
        return _form_page(request, _form(request, unit, kind, initial=_first(request, unit, kind)))
    refusal = _keep_paper(request, _place(unit, kind), typed)
    if refusal is not None:
        form = _form(request, unit, kind, data=typed)
        return _form_page(request, form, status=show_at(form, refusal))
    if typed.get("buoc") not in {LOOK, CONFIRM}:
        return _form_page(request, _form(request, unit, kind, initial=_initial(typed)))
    return _read(request, _form(request, unit, kind, data=typed), typed)


def _read(request: WorkRequest, form: ActForm, typed: QueryDict) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    try:
        return _planned(request, form, typed)
    except NotAllowed as not_allowed:
        form.add_error(None, str(not_allowed))
    except DomainError as error:
        show_at(form, error, names=FIELDS)
    return _form_page(request, form, status=UNPROCESSABLE)


def _planned(request: WorkRequest, form: ActForm, typed: QueryDict) -> HttpResponse:
    """To the preview, or on from it; both after a recent proof, on the way to which nothing that
    was typed is lost.
    """
    plan = form.plan()
    if not proof.is_recent(request.actor, at=clock.now()):
        foreseeing.foresee(plan, by=request.actor)  # what does not fit is said before anything else
        return prove_first(request, typed)
    if typed["buoc"] == CONFIRM and request.method == "POST":
        return _decided(request, form, plan, typed)
    return _preview_page(request, form, plan, typed)


def _keep_paper(request: WorkRequest, place: "Unit", typed: QueryDict) -> RefusedFile | None:
    """Store a document that was sent just now; from here on the form names it."""
    upload = request.FILES.get("file") if request.method == "POST" else None
    if upload is None:
        return None
    try:
        kept = papers.keep(upload, place, by=request.actor, at=clock.now())
    except RefusedFile as refusal:
        return refusal
    typed[FILE] = str(kept.pk)
    return None


def _place(unit: "Unit", kind: str) -> "Unit":
    """Where the right is needed: at the unit below which something changes."""
    return unit if kind == BELOW or unit.parent is None else unit.parent


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

    def find(typed: str) -> "list[Unit]":
        return visible(search_visible_units(typed, actor=request.actor, limit=FOUND))

    today = clock.today()
    needs_children = kind in {"chia-tach", "giai-the"}
    children: Sequence[Unit] = list(queries.children(unit, on=today)) if needs_children else []
    known = Around(
        unit=unit,
        children=children,
        levels=queries.levels_below(unit),
        find=find,
        known=lambda codes: visible(queries.by_codes(codes)),
    )
    typed = data if data is not None else initial or {}
    pk = number(str(typed.get(FILE, "")))
    kept = queries.kept_paper(pk, user_id=request.actor.user_id) if pk is not None else None
    return FORMS[kind](data, around=known, kept=kept, initial=initial or {})


def _first(request: WorkRequest, unit: "Unit", kind: str) -> dict[str, Any]:
    """On the first visit the name that there is, or that was proposed for a new unit."""
    if kind == RENAME:
        return {"name": unit.name, "short_name": unit.short_name}
    proposed = text.clean_line(request.GET.get("ten", ""))[:LONGEST_NAME]
    return {"name": proposed} if proposed and kind == BELOW else {}


def _initial(typed: QueryDict) -> dict[str, Any]:
    """What was typed so far."""
    ticks = {name: name in typed for name in CARRIED}  # what is not ticked is not sent
    written = {
        key: values if key == "units" else values[-1]
        for key, values in typed.lists()
        if key not in NOT_KEPT
    }
    return {**ticks, **written}


def _form_page(request: WorkRequest, form: ActForm, *, status: int = 200) -> HttpResponse:
    title = form.kind.label
    context = {
        **around(request, form.around.unit, here="acts", step=str(title)),
        "form": form,
        "title": title,
    }
    return render(request, "units/reorganise.html", context, status=status)


def _preview_page(
    request: WorkRequest,
    form: ActForm,
    plan: Plan,
    typed: QueryDict,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    preview: Preview = foreseeing.foresee(plan, by=request.actor)
    is_conflict = isinstance(refusal, ChangedMeanwhile)
    context = {
        **around(request, form.around.unit, here="acts", step=str(plan.kind.label)),
        "address": request.path,
        "title": plan.kind.label,
        "plan": plan,
        "paper": form.kept,
        "preview": preview,
        "is_later": plan.effective_on > clock.today(),
        "is_large": preview.size > carrying.AT_ONCE,
        "refusal": refusal,
        "written": [
            (key, value)
            for key, values in typed.lists()
            for value in values
            if key not in NOT_KEPT and not key.endswith("_tim")
        ],
        "reason": typed.get("reason", ""),
        "request_key": uuid.uuid4(),
    }
    status = 200 if refusal is None else CONFLICT if is_conflict else UNPROCESSABLE
    return render(request, "units/reorganise_preview.html", context, status=status)


def _decided(request: WorkRequest, form: ActForm, plan: Plan, typed: QueryDict) -> HttpResponse:
    plan = Plan.restored({**plan.stored(), "reason": _reason(typed)})
    try:
        act = carrying.decide(
            plan,
            request_key=_key(typed),
            fingerprint=str(typed.get("van_tay", "")),
            by=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        if not isinstance(refusal, ChangedMeanwhile) and refusal.field != "reason":
            raise
        return _preview_page(request, form, plan, typed, refusal=refusal)
    forget(request)
    done = act.state == ActState.DONE
    messages.success(
        request,
        _("Đã thực hiện: %(kind)s.") % {"kind": act.get_kind_display()}
        if done
        else _("Đã ghi quyết định, hệ thống sẽ tự thực hiện."),
    )
    return redirect("units:act", act.at_unit.code, act.pk)


def _reason(typed: QueryDict) -> str:
    return queries.clean_reason(str(typed.get("reason", "")))


def _key(typed: QueryDict) -> uuid.UUID:
    """The key of the preview; nonsense is a form that was never sent before."""
    try:
        return uuid.UUID(str(typed.get("ma_gui", "")))
    except ValueError:
        return uuid.uuid4()
