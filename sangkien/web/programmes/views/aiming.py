"""Acts on one target: report on it, ask to change it, answer, correct it, end it."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.agreements import measures, permissions, queries
from sangkien.agreements.actions import changing, reporting, targets
from sangkien.agreements.enums import TargetOrigin
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.programmes.forms.aims import (
    AnswerForm,
    ChangeForm,
    CorrectionForm,
    ResultForm,
)
from sangkien.web.programmes.views.aims import around
from sangkien.web.shared import reached
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import BaseForm

    from sangkien.agreements.models import Target, TargetChange, TargetResult

Act = Callable[[], "TargetChange | TargetResult"]
SURE = "yes"


def _page(
    request: WorkRequest,
    target: "Target",
    template: str,
    form: "BaseForm",
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**around(request, target), "form": form, **more}
    return render(request, f"programmes/aims/{template}.html", context, status=status)


def _mine(request: WorkRequest, pk: int, act: str) -> "Target":
    """A target that stands, with which the reader may do this."""
    target = queries.find(pk, actor=request.actor)
    if target.replaced_at is None and act in around(request, target)["acts"]:
        return target
    raise NotFound(_("Không tìm thấy trang này."))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Báo cáo kết quả" of a target that the system cannot count."""
    target = _mine(request, pk, "report")
    if request.method != "POST":
        form = ResultForm(
            target=target, initial={"as_of": clock.today(), "request_key": uuid.uuid4()}
        )
        return _page(request, target, "report", form)
    form = ResultForm(request.POST, request.FILES, target=target)
    tried = attempt(
        form,
        lambda: reporting.report_result(
            target,
            form.said(),
            upload=form.cleaned_data["file"] or None,
            request_key=form.key,
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _page(request, target, "report", form, status=tried.status)
    messages.success(request, _("Đã ghi kết quả. Số cũ vẫn được giữ trong lịch sử."))
    return redirect("programmes:aim", pk=pk)


@require_safe
def result_file(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The paper or photo beside a reported result, for whoever sees the target."""
    stored = queries.get_result(pk, actor=request.actor).file
    if stored is None:
        raise NotFound(_("Kết quả này không có tệp kèm theo."))
    return file_response(stored)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_result(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Xác nhận" or "trả lại" by the level that assigned the target."""
    result = queries.get_result(pk, actor=request.actor)
    target = result.target
    if not permissions.can_set(request.actor, target.held_by, TargetOrigin.ASSIGNED):
        raise NotFound(_("Không tìm thấy trang này."))
    shown: dict[str, Any] = {
        "result": result,
        "said": reached.result_words(target, result),
        "standing": queries.standing_of(target, result),
    }
    if request.method != "POST":
        return _page(request, target, "answer_result", AnswerForm(), **shown)
    form = AnswerForm(request.POST)

    def act() -> "TargetResult":
        by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
        if request.POST.get("verdict") == SURE:
            return reporting.confirm_result(result, **by)
        return reporting.return_result(result, form.cleaned_data["answer"], **by)

    tried = attempt(form, act, names={"words": "answer"})
    if tried.done is None:
        return _page(request, target, "answer_result", form, status=tried.status, **shown)
    messages.success(request, _("Đã ghi ý kiến và báo cho đơn vị."))
    return redirect("programmes:aim", pk=target.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đề nghị điều chỉnh": first what it would mean is shown, then it is sent."""
    target = _mine(request, pk, "change")
    if request.method != "POST":
        return _page(request, target, "change", ChangeForm(target=target))
    form = ChangeForm(request.POST, target=target)
    if request.POST.get("sure") != SURE:
        return _preview(request, target, form)
    tried = attempt(
        form,
        lambda: changing.ask_change(target, form.wish(), by=request.actor, at=clock.now()),
    )
    if tried.done is None:
        return _page(request, target, "change", form, status=tried.status)
    messages.success(request, _("Đã gửi đề nghị. Chỉ tiêu giữ nguyên đến khi được duyệt."))
    return redirect("programmes:aim", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Sửa hoặc bỏ" what is not in force yet, or what the unit set itself."""
    target = _mine(request, pk, "edit")
    if request.method != "POST":
        return _page(request, target, "edit", CorrectionForm(target=target))
    form = CorrectionForm(request.POST, target=target)
    tried = attempt(form, lambda: _corrected(request, target, form))
    if tried.done is None:
        return _page(request, target, "edit", form, status=tried.status)
    messages.success(request, _("Đã sửa chỉ tiêu. Số cũ vẫn được giữ trong lịch sử."))
    return redirect("programmes:aim", pk=tried.done.pk)


def _corrected(request: WorkRequest, target: "Target", form: CorrectionForm) -> "Target":
    wish, by, at = form.wish(), request.actor, clock.now()
    if wish.value is None:
        return targets.remove_target(target, by=by, at=at, reason=wish.reason)
    return targets.set_target(
        target.runs,
        target.held_by,
        measure=changing.aim_of(target, wish),
        origin=TargetOrigin(target.origin),
        note=wish.document,
        reason=wish.reason,
        seen=target.pk,
        by=by,
        at=at,
    )


def _preview(request: WorkRequest, target: "Target", form: ChangeForm) -> HttpResponse:
    """The effect on the percentage, before anything is sent."""
    tried = attempt(form, lambda: changing.foresee(target, form.wish(), by=request.actor))
    if tried.done is None:
        return _page(request, target, "change", form, status=tried.status)
    wish = form.wish()
    effect = _effect(target, wish)
    return _page(request, target, "change", form, effect=effect, is_sure=True)


def _effect(target: "Target", wish: "changing.Wish | TargetChange") -> dict[str, Any]:
    """Old and new side by side, with what is known of each."""
    ends = wish.value is None
    wanted = changing.aim_of(target, wish)
    now = reached.told([target], at=clock.now()).get(target.pk)
    then = None if ends else reached.told_with(target, wanted, at=clock.now())
    return {
        "old": target.words,
        "new": _("bỏ chỉ tiêu") if ends else measures.words(wanted),
        "now": now,
        "then": then,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Duyệt điều chỉnh" by a second person; who asked may take it back."""
    asked = queries.get_change(pk, actor=request.actor)
    target = asked.target
    is_mine = asked.asked_by_id == request.actor.user_id
    may_decide = not is_mine and permissions.can_set(
        request.actor, target.held_by, TargetOrigin.ASSIGNED
    )
    if not (is_mine or may_decide):
        raise NotFound(_("Không tìm thấy trang này."))
    shown: dict[str, Any] = {
        "asked": asked,
        "effect": _effect(target, asked),
        "may_decide": may_decide,
        "is_mine": is_mine,
    }
    if request.method != "POST":
        return _page(request, target, "decide", AnswerForm(), **shown)
    form = AnswerForm(request.POST)
    tried = attempt(form, lambda: _decided(request, asked, form))
    if tried.done is None:
        return _page(request, target, "decide", form, status=tried.status, **shown)
    messages.success(request, _("Đã ghi và báo cho những người liên quan."))
    current = queries.current_of(target)
    return redirect("programmes:aim", pk=current.pk if current else target.pk)


def _decided(request: WorkRequest, asked: "TargetChange", form: AnswerForm) -> "TargetChange":
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    verdict, answer = request.POST.get("verdict"), form.cleaned_data["answer"]
    if verdict == "withdraw":
        return changing.withdraw_change(asked, **by)
    if verdict == SURE:
        return changing.approve_change(asked, answer=answer, **by)
    return changing.refuse_change(asked, answer, **by)
