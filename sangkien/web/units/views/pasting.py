"""`/don-vi/<code>/nhap-excel/<kind>/dan/`: a few lines pasted from a spreadsheet, without a file."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.imports import kinds, workbooks
from sangkien.imports.actions import receiving
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units import importing
from sangkien.web.units.forms import PasteForm
from sangkien.web.units.frame import around
from sangkien.web.units.views.imports import unit_of


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: WorkRequest, code: str, kind: str) -> HttpResponse:
    """ "Dán từ Excel": goes the way of a file from here on, with preview and undo."""
    unit = unit_of(request, code)
    wanted = importing.kind_for(request.actor, unit, kind)
    form = (
        PasteForm(request.POST, columns=wanted.columns)
        if request.method == "POST"
        else PasteForm(initial={"request_key": uuid.uuid4()}, columns=wanted.columns)
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: receiving.receive(
                _file(wanted, form),
                kind=wanted,
                unit_id=unit.pk,
                path=unit.path,
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            return redirect(importing.address(tried.done, unit))
        status = tried.status
    context = {
        **around(request, unit, here="imports", step=wanted.name),
        "kind": wanted,
        "form": form,
    }
    return render(request, "units/imports/paste.html", context, status=status)


def _file(kind: kinds.Kind, form: PasteForm) -> SimpleUploadedFile:
    made = kinds.Sheet(title=(), lines=form.lines())
    name = importing.PASTED if form.has_head() else importing.PASTED_BARE
    return SimpleUploadedFile(name, workbooks.sheet(kind, made))
