"""The lines of a draft: add, reword, leave out."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.commendation import permissions
from sangkien.commendation.actions import deciding, deciding_lines
from sangkien.commendation.errors import SeveralFound
from sangkien.commendation.queries import decisions as queries
from sangkien.commendation.queries.holders import rewarded_at_once
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.commendation.around import around
from sangkien.web.commendation.deciding_forms import LineForm, RewordForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Award, AwardDecision


NAMES = {"unit_code": "code"}


def _draft(request: WorkRequest, pk: int) -> "AwardDecision":
    found = queries.get_decision(pk, actor=request.actor)
    if not found.is_draft or not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy dự thảo này."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, pk: int) -> HttpResponse:
    drafted = _draft(request, pk)
    if not drafted.is_spot:
        raise NotFound(_("Quyết định theo đợt chỉ gồm các hồ sơ đã đạt."))
    awards = {one.pk: one for one in queries.spot_awards(drafted.unit, on=drafted.decided_on)}
    initial = {"seen": drafted.version}
    form = LineForm(request.POST or None, initial=initial, awards=list(awards.values()))
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, drafted, form, awards), names=NAMES)
        if tried.done is not None:
            messages.success(request, _("Đã thêm một dòng vào dự thảo."))
            return redirect("commendation:decision", drafted.pk)
        return _line_page(request, drafted, form, status=tried.status)
    return _line_page(request, drafted, form)


def _add(
    request: WorkRequest, drafted: "AwardDecision", form: LineForm, awards: "dict[int, Award]"
) -> "AwardDecision":
    said, award = form.cleaned_data, awards[form.cleaned_data["award"]]
    try:
        unit, user = rewarded_at_once(
            drafted.unit,
            award,
            **{name: said[name] for name in ("login", "code", "which")},
            on=drafted.decided_on,
        )
    except SeveralFound as several:
        form.offer(several.choices)
        raise
    line = deciding_lines.Line(
        award=award,
        unit=unit,
        user=user,
        name=said["name"],
        about=said["about"],
        achievement=said["achievement"],
        amount_vnd=said["amount_vnd"],
    )
    return deciding_lines.add(drafted, line, seen=said["seen"], by=request.actor, at=clock.now())


def _line_page(
    request: WorkRequest, drafted: "AwardDecision", form: LineForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **around(request, drafted.unit, step=_("Thêm người được khen")),
        "decision": drafted,
        "form": form,
    }
    return render(request, "commendation/line.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: WorkRequest, pk: int, position: int) -> HttpResponse:
    drafted = _draft(request, pk)
    row = queries.get_line(drafted, position)
    initial = {
        "seen": drafted.version,
        "about": row.holder_about,
        "achievement": row.achievement,
    }
    form = RewordForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: deciding_lines.reword(
                drafted, position, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã sửa dòng này."))
            return redirect("commendation:decision", drafted.pk)
        status = tried.status
    context = {
        **around(request, drafted.unit, step=_("Sửa một dòng")),
        "decision": drafted,
        "row": row,
        "form": form,
    }
    return render(request, "commendation/reword.html", context, status=status)


@require_POST
def leave_out(request: WorkRequest, pk: int, position: int) -> HttpResponse:
    drafted = _draft(request, pk)
    deciding.leave_out(drafted, position, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ một dòng khỏi dự thảo."))
    return redirect("commendation:decision", drafted.pk)
