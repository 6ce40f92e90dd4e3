"""`/don-vi/<code>/ten-goi/`: further names of a unit. The form stands on the page of the unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import naming
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.naming_forms import AliasForm
from sangkien.web.units.views.detail import page


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, code: str) -> HttpResponse:
    """ "Thêm tên gọi khác"."""
    unit = unit_for(request, code, Permission.UNIT_MANAGE)
    if request.method != "POST":
        return redirect("units:detail", unit.code)
    form = AliasForm(request.POST)
    tried = attempt(
        form,
        lambda: naming.add_alias(
            unit, name=form.cleaned_data["alias"], by=request.actor, at=clock.now()
        ),
    )
    if tried.done is None:
        return page(request, unit, alias_form=form, status=tried.status)
    messages.success(
        request, _("Đã thêm tên gọi “%(name)s”; tìm bằng tên này sẽ thấy.") % {"name": tried.done}
    )
    return redirect("units:detail", unit.code)


@require_POST
def remove(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Bỏ tên gọi khác"."""
    unit = unit_for(request, code, Permission.UNIT_MANAGE)
    alias = queries.get_alias(unit, pk)
    if alias is not None:
        naming.remove_alias(alias, by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ tên gọi “%(name)s”.") % {"name": alias.name})
    return redirect("units:detail", unit.code)
