"""Open a round, put its closing off, close it, cancel it."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements.queries.pacts import periods_for
from sangkien.commendation import permissions
from sangkien.commendation.actions import rounds as acting
from sangkien.commendation.queries import rounds
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.units.queries import get_unit
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.commendation.dossier_forms import ExtendForm, ReasonForm, RoundForm, closing
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django import forms

    from sangkien.commendation.models import Round

FORM = ["GET", "HEAD", "POST"]
NAMES = {"closes_at": "closes_on", "quotas": "awards"}


@require_http_methods(FORM)
def begin(request: WorkRequest, unit_code: str) -> HttpResponse:
    """ "Mở đợt xét khen thưởng"."""
    unit = get_unit(unit_code, actor=request.actor)
    if not permissions.can_run_rounds(request.actor, unit):
        raise NotFound(_("Bạn không mở đợt xét khen thưởng của đơn vị này."))
    awards = rounds.awards_to_choose(unit, on=local_day(request.received_at))
    form = RoundForm(
        request.POST or None,
        awards=awards,
        periods=periods_for(unit),
        initial={"request_key": uuid.uuid4()},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: acting.open_round(
                unit,
                acting.Wanted(**form.wanted()),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=request.received_at,
            ),
            names=NAMES,
        )
        if tried.done is not None:
            messages.success(request, _("Đã mở đợt xét; các đơn vị nhận được thông báo."))
            return redirect("commendation:round", tried.done.pk)
        status = tried.status
    context = {
        "unit": unit,
        "form": form,
        "has_awards": bool(awards),
        "breadcrumb": [
            Link(label=_("Đợt xét khen thưởng"), url=reverse("commendation:rounds")),
            Link(label=_("Mở đợt xét")),
        ],
    }
    return render(request, "commendation/round_open.html", context, status=status)


def _runs(request: WorkRequest, pk: int) -> "Round":
    round_ = rounds.get_round(pk, actor=request.actor)
    if not permissions.can_run(request.actor, round_) or round_.state == "cancelled":
        raise NotFound(_("Đợt xét này không do đơn vị của bạn mở, hoặc đã hủy."))
    return round_


def _changed(
    request: WorkRequest,
    round_: "Round",
    form: "forms.Form",
    act: Callable[[], Any],
    *,
    title: str,
    words: str,
    button: str,
    done: str,
) -> HttpResponse:
    """One small form with its reason; back to the round."""
    status = 200
    if request.method == "POST":
        tried = attempt(form, act, names=NAMES)
        if tried.done is not None:
            messages.success(request, done)
            return redirect("commendation:round", round_.pk)
        status = tried.status
    context = {
        "round_": round_,
        "form": form,
        "title": title,
        "words": words,
        "button": button,
        "breadcrumb": showing.round_trail(round_, title),
    }
    return render(request, "commendation/round_change.html", context, status=status)


@require_http_methods(FORM)
def extend(request: WorkRequest, pk: int) -> HttpResponse:
    round_ = _runs(request, pk)
    form = ExtendForm(request.POST or None)
    return _changed(
        request,
        round_,
        form,
        lambda: acting.extend(
            round_,
            closes_at=closing(form.cleaned_data["closes_on"], form.cleaned_data["minute"]),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.received_at,
        ),
        title=_("Gia hạn nhận đề nghị"),
        words=_("Hạn mới muộn hơn hạn cũ; các đơn vị nhận được thông báo kèm lý do."),
        button=_("Gia hạn"),
        done=_("Đã gia hạn; các đơn vị nhận được thông báo."),
    )


@require_http_methods(FORM)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    round_ = _runs(request, pk)
    form = ReasonForm(request.POST or None)
    return _changed(
        request,
        round_,
        form,
        lambda: acting.close(
            round_, reason=form.cleaned_data["reason"], by=request.actor, at=request.received_at
        ),
        title=_("Khóa nhận đề nghị"),
        words=_(
            "Không nhận thêm đề nghị mới; hồ sơ đã gửi vẫn được xét. Hồ sơ khen cao hơn mà cấp dưới chưa gửi "
            "được bỏ, hồ sơ gốc trở lại chờ quyết định. Gia hạn thì mở lại."
        ),
        button=_("Khóa nhận đề nghị"),
        done=_("Đã khóa nhận đề nghị."),
    )


@require_http_methods(FORM)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    round_ = _runs(request, pk)
    form = ReasonForm(request.POST or None)
    return _changed(
        request,
        round_,
        form,
        lambda: acting.cancel(
            round_, reason=form.cleaned_data["reason"], by=request.actor, at=request.received_at
        ),
        title=_("Hủy đợt xét"),
        words=_("Hồ sơ đang xét dừng lại, các đơn vị nhận được lý do. Không mở lại được."),
        button=_("Hủy đợt xét"),
        done=_("Đã hủy đợt xét; các đơn vị nhận được thông báo."),
    )
