"""`/sang-kien/<code>/tra-loi/`: what the programme left for after the sending."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import conditions, permissions
from sangkien.initiatives.actions import answering
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.answers import AnswersPart
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: WorkRequest, code: str) -> HttpResponse:
    initiative = finding.own(request, code)
    if not permissions.can_answer(request.actor, initiative):
        raise NotFound(_("Sáng kiến này không còn câu nào để bổ sung."))
    form = AnswersPart(
        request.POST or None,
        questions=conditions.left_for_later(initiative),
        kept=initiative.answers,
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: answering.answer_later(
                initiative, form.answers(), by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã bổ sung câu trả lời."))
            return redirect("initiatives:detail", initiative.code)
        status = tried.status
    context = {"initiative": initiative, "form": form}
    return render(request, "initiatives/answer.html", context, status=status)
