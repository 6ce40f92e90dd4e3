"""Begin an award and write it, part by part."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.commendation import permissions
from sangkien.commendation.actions import catalogue as actions
from sangkien.commendation.actions.catalogue import MOST_CODE, Heading
from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.commendation.queries import catalogue
from sangkien.commendation.rules import editing, terms
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import queries as units
from sangkien.web.commendation import award_forms as forms
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Award
    from sangkien.units.models import Unit

FORM = ["GET", "HEAD", "POST"]
REMOVE = "remove"


@require_http_methods(FORM)
def begin(request: WorkRequest, unit_code: str) -> HttpResponse:
    """From a shipped one, from an earlier version, or blank."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_manage_awards(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    own = catalogue.copyable(unit, actor=request.actor)
    form = forms.BeginForm(
        request.POST or None,
        initial={"request_key": uuid.uuid4(), "start": request.GET.get("tu", "")},
        shipped={code: one.name for code, one in catalogue.shipped().items()},
        own=own,
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _begun(request, unit, form, own))
        if tried.done is not None:
            messages.success(
                request, _("Đã lập bản nháp. Sửa từng phần rồi nhờ người khác cho áp dụng.")
            )
            return redirect("commendation:award", tried.done.pk)
        status = tried.status
    context = {"form": form, "unit": unit}
    return render(request, "commendation/award_begin.html", context, status=status)


def _begun(
    request: WorkRequest, unit: "Unit", form: forms.BeginForm, own: "list[Award]"
) -> "Award":
    start = form.cleaned_data["start"]
    old = next((row for row in own if start == f"{forms.OWN}{row.pk}"), None)
    heading, content = _copied(old) if old else _fresh(start, form.cleaned_data["name"])
    return actions.draft(
        unit,
        heading,
        content,
        copied_from=old,
        request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
        by=request.actor,
        at=clock.now(),
    )


def _copied(old: "Award") -> tuple[Heading, dict[str, Any]]:
    heading = Heading(
        code=old.code,
        name=old.name,
        form=AwardForm(old.form),
        holder_kind=HolderKind(old.holder_kind),
        basis=old.basis,
        is_verified=old.is_verified,
        verify_note=old.verify_note,
    )
    return heading, old.terms


def _fresh(start: str, name: str) -> tuple[Heading, dict[str, Any]]:
    if start.startswith(forms.SHIPPED):
        one = catalogue.get_shipped(start.removeprefix(forms.SHIPPED))
        heading = Heading(
            code=one.code,
            name=name or one.name,
            form=one.form,
            holder_kind=one.holder_kind,
            basis=one.basis,
            verify_note=one.verify_note,
        )
        return heading, terms.dump(one.terms)
    code = forms.slug(name)[:MOST_CODE].strip("-")
    blank = Heading(code=code, name=name, form=AwardForm.CERTIFICATE, holder_kind=HolderKind.PERSON)
    return blank, {}


def _draft(request: WorkRequest, pk: int) -> "Award":
    row = catalogue.get_award(pk, actor=request.actor)
    if not permissions.can_write_award(request.actor, row):
        raise NotFound(_("Hình thức này không phải bản nháp bạn sửa được."))
    return row


def _saved(
    request: WorkRequest,
    row: "Award",
    form: forms.SeenForm,
    save: Callable[[], object],
    *,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Save one change; the page again with what was typed when it is refused."""
    status = 200
    if request.method == "POST":
        tried = attempt(form, save)
        if tried.done is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("commendation:award", row.pk)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            row.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": row.version}
    return render(request, template, {"row": row, "form": form, **context}, status=status)


def _writing(
    request: WorkRequest, row: "Award", form: forms.SeenForm, change: Callable[[], dict[str, Any]]
) -> Callable[[], object]:
    def save() -> object:
        seen = form.cleaned_data["seen"]
        return actions.write(row, change(), seen=seen, by=request.actor, at=clock.now())

    return save


@require_http_methods(FORM)
def heading(request: WorkRequest, pk: int) -> HttpResponse:
    """Name, kind, for whom, basis, what is to be verified."""
    row = _draft(request, pk)
    form = forms.HeadingForm(request.POST or None, initial=forms.HeadingForm.initial_of(row))

    def save() -> object:
        seen = form.cleaned_data["seen"]
        asked = form.heading(row.code)
        return actions.rename(row, asked, seen=seen, by=request.actor, at=clock.now())

    return _saved(request, row, form, save, template="commendation/award_heading.html")


@require_http_methods(FORM)
def general(request: WorkRequest, pk: int) -> HttpResponse:
    """Quota, vote, money, documents, sentence, ties."""
    row = _draft(request, pk)
    names = catalogue.names_at(row.unit)
    form = forms.TermsForm(
        request.POST or None, initial=forms.TermsForm.initial_of(row), names=names
    )
    save = _writing(request, row, form, lambda: form.changed(row.terms))
    return _saved(request, row, form, save, template="commendation/award_general.html")


@require_http_methods(FORM)
def add_route(request: WorkRequest, pk: int) -> HttpResponse:
    row = _draft(request, pk)
    form = forms.RouteForm(
        request.POST or None, initial={"seen": row.version}, names=catalogue.names_at(row.unit)
    )
    save = _writing(
        request,
        row,
        form,
        lambda: editing.with_route(row.terms, form.cleaned_data["route_name"], form.row()),
    )
    return _saved(
        request, row, form, save, template="commendation/award_condition.html", is_route=True
    )


@require_http_methods(FORM)
def rename_route(request: WorkRequest, pk: int, route: int) -> HttpResponse:
    """Its name; or the whole route is taken away."""
    row = _draft(request, pk)
    _ensure_route(row, route)
    if request.POST.get("intent") == REMOVE:
        return _removed(request, row, editing.without_route(row.terms, route))
    name = row.read.routes[route - 1].name
    form = forms.RouteNameForm(
        request.POST or None, initial={"seen": row.version, "route_name": name}
    )
    save = _writing(
        request,
        row,
        form,
        lambda: editing.renamed(row.terms, route, form.cleaned_data["route_name"]),
    )
    return _saved(request, row, form, save, template="commendation/award_route.html")


def _ensure_route(row: "Award", route: int) -> None:
    if not 1 <= route <= len(row.read.routes):
        raise NotFound(_("Trường hợp này không còn."))


@require_http_methods(FORM)
def add_condition(request: WorkRequest, pk: int, route: int) -> HttpResponse:
    """In a route; 0 are the conditions that always hold."""
    row = _draft(request, pk)
    if route != editing.ALWAYS:
        _ensure_route(row, route)
    form = forms.ConditionForm(
        request.POST or None, initial={"seen": row.version}, names=catalogue.names_at(row.unit)
    )
    save = _writing(
        request, row, form, lambda: editing.with_condition(row.terms, route, form.row())
    )
    return _saved(
        request, row, form, save, template="commendation/award_condition.html", is_new=True
    )


@require_http_methods(FORM)
def condition(request: WorkRequest, pk: int, route: int, place: int) -> HttpResponse:
    row = _draft(request, pk)
    if route != editing.ALWAYS:
        _ensure_route(row, route)
    known = row.read.routes[route - 1].conditions if route else row.read.always
    if place >= len(known):
        raise NotFound(_("Điều kiện này không còn."))
    if request.POST.get("intent") == REMOVE:
        return _removed(request, row, editing.without_condition(row.terms, route, place))
    form = forms.ConditionForm(
        request.POST or None,
        initial={"seen": row.version, **forms.ConditionForm.initial_of(known[place])},
        names=catalogue.names_at(row.unit),
    )
    save = _writing(
        request,
        row,
        form,
        lambda: editing.with_condition(row.terms, route, form.row(), place=place),
    )
    return _saved(request, row, form, save, template="commendation/award_condition.html")


def _removed(request: WorkRequest, row: "Award", content: dict[str, Any]) -> HttpResponse:
    actions.write(row, content, seen=row.version, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ."))
    return redirect("commendation:award", row.pk)
