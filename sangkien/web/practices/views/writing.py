"""Register, edit, take back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.practices import permissions, queries
from sangkien.practices.actions import registering
from sangkien.practices.enums import PracticeKind
from sangkien.units import queries as units
from sangkien.web.practices.forms import PracticeForm, ReasonForm
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest

FORM = ["GET", "HEAD", "POST"]
KEPT = ("kind", "year", "title", "content", "beneficiaries", "expected")


@require_http_methods(FORM)
def register(request: WorkRequest, unit_code: str) -> HttpResponse:
    """ "Đăng ký mô hình" of one unit."""
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_register(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    first = {
        "request_key": uuid.uuid4(),
        "year": clock.today().year,
        "kind": PracticeKind.MODEL,
    }
    form = PracticeForm(request.POST or None, initial=first, today=clock.today())
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: registering.register(
                unit,
                form.told(),
                request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã đăng ký. Cấp trên sẽ thẩm định."))
            return redirect("practices:detail", tried.done.pk)
        status = tried.status
    context = {"form": form, "unit": unit, "practice": None}
    return render(request, "practices/write.html", context, status=status)


@require_http_methods(FORM)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    practice = queries.get_practice(pk, actor=request.actor)
    if not permissions.can_edit(request.actor, practice):
        raise NotFound(_("Không còn sửa được mô hình này."))
    kept = {name: getattr(practice, name) for name in KEPT}
    form = PracticeForm(
        request.POST or None,
        initial={**kept, "seen": practice.version},
        today=clock.today(),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: registering.edit(
                practice,
                form.told(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu. Mô hình đang chờ cấp trên thẩm định."))
            return redirect("practices:detail", pk)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            practice.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": practice.version}
    context = {"form": form, "unit": practice.unit, "practice": practice}
    return render(request, "practices/write.html", context, status=status)


@require_http_methods(FORM)
def withdraw(request: WorkRequest, pk: int) -> HttpResponse:
    practice = queries.get_practice(pk, actor=request.actor)
    if not permissions.can_withdraw(request.actor, practice):
        raise NotFound(_("Không còn rút được mô hình này."))
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: registering.withdraw(
                practice, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã rút đăng ký."))
            return redirect("practices:detail", pk)
        status = tried.status
    context = {
        "form": form,
        "practice": practice,
        "heading": _("Rút đăng ký mô hình"),
        "lead": _("Mô hình không còn được tính cho đơn vị. Cấp trên đọc được lý do."),
        "button": _("Rút đăng ký"),
    }
    return render(request, "practices/reason.html", context, status=status)
