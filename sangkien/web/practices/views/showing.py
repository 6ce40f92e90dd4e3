"""One practice: what it is, what came of it, who uses it, too."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.practices import permissions, queries
from sangkien.practices.actions import spreading
from sangkien.web.practices.forms import EffectForm, ReasonForm, TakeForm
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.practices.models import Practice, Use
    from sangkien.units.models import Unit

FORM = ["GET", "HEAD", "POST"]


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """With what the reader may do; officers of the unit and above see the steps, too."""
    actor = request.actor
    practice = queries.get_practice(pk, actor=actor)
    inside = actor.can(Permission.UNIT_VIEW, at=practice.unit.path)
    uses = queries.uses_of(practice) if practice.is_public else []
    context: dict[str, Any] = {
        "practice": practice,
        "inside": inside,
        "judgements": queries.judgements_of(practice) if inside else [],
        "effects": queries.effects_of(practice),
        "uses": [(use, permissions.can_speak_for(actor, use)) for use in uses],
        "may_edit": permissions.can_edit(actor, practice),
        "may_withdraw": permissions.can_withdraw(actor, practice),
        "may_judge": permissions.can_judge(actor, practice),
        "may_tell": permissions.can_tell(actor, practice),
        "may_use": practice.is_public and bool(_takers(practice, request)),
    }
    return render(request, "practices/detail.html", context)


def _takers(practice: "Practice", request: WorkRequest) -> "list[Unit]":
    """The reader's units that may take it over: not the one it comes from, nor who uses it."""
    units = queries.units_without(practice, queries.registering_units(request.actor))
    own = practice.unit.path
    return [unit for unit in units if not (unit.path.startswith(own) or own.startswith(unit.path))]


@require_http_methods(FORM)
def tell(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Báo cáo kết quả, hiệu quả" of the unit itself."""
    practice = queries.get_practice(pk, actor=request.actor)
    if not permissions.can_tell(request.actor, practice):
        raise NotFound(_("Chưa báo cáo kết quả được ở bước này."))
    return _tell(request, practice, None)


@require_http_methods(FORM)
def tell_use(request: WorkRequest, pk: int) -> HttpResponse:
    """The same of a unit that took it over."""
    use = queries.get_use(pk)
    if not permissions.can_speak_for(request.actor, use):
        raise NotFound(_("Không tìm thấy lượt áp dụng này."))
    return _tell(request, use.practice, use)


def _tell(request: WorkRequest, practice: "Practice", use: "Use | None") -> HttpResponse:
    form = EffectForm(
        request.POST or None, request.FILES or None, initial={"until_on": clock.today()}
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: spreading.tell_effect(
                practice,
                form.came(),
                use=use,
                upload=form.cleaned_data["file"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết quả, hiệu quả."))
            return redirect("practices:detail", practice.pk)
        status = tried.status
    context = {"form": form, "practice": practice, "use": use}
    return render(request, "practices/tell.html", context, status=status)


@require_http_methods(FORM)
def take_over(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đơn vị tôi cũng áp dụng"."""
    practice = queries.get_practice(pk, actor=request.actor)
    units = _takers(practice, request)
    if not practice.is_public or not units:
        raise NotFound(_("Bạn chưa ghi áp dụng mô hình này được."))
    form = TakeForm(request.POST or None, units=units, initial={"since_on": clock.today()})
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _taken(request, practice, units, form))
        if tried.done is not None:
            messages.success(request, _("Đã ghi nhận. Đơn vị khởi xướng được báo."))
            return redirect("practices:detail", pk)
        status = tried.status
    context = {"form": form, "practice": practice}
    return render(request, "practices/take.html", context, status=status)


def _taken(
    request: WorkRequest, practice: "Practice", units: "list[Unit]", form: TakeForm
) -> "Use":
    unit = next(unit for unit in units if unit.code == form.cleaned_data["unit"])
    return spreading.take_over(
        practice,
        unit,
        since_on=form.cleaned_data["since_on"],
        words=form.cleaned_data["words"],
        by=request.actor,
        at=clock.now(),
    )


@require_http_methods(FORM)
def leave(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thôi áp dụng"."""
    use = queries.get_use(pk)
    if not permissions.can_speak_for(request.actor, use):
        raise NotFound(_("Không tìm thấy lượt áp dụng này."))
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: spreading.leave(
                use, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi thôi áp dụng."))
            return redirect("practices:detail", use.practice_id)
        status = tried.status
    context = {
        "form": form,
        "practice": use.practice,
        "heading": _("Thôi áp dụng mô hình"),
        "lead": use.unit.name,
        "button": _("Ghi thôi áp dụng"),
    }
    return render(request, "practices/reason.html", context, status=status)


@require_safe
def file(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The paper or photo beside an effect, for officers."""
    effect = queries.get_effect_file(pk, actor=request.actor)
    assert effect.file is not None  # noqa: S101 - the query says so
    return file_response(effect.file, request=request, inline=True)
