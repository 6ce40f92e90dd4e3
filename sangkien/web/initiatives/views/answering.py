"""`/sang-kien/<code>/tra-loi/`: what the programme left for after the sending."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import conditions, permissions
from sangkien.initiatives.actions import answering
from sangkien.web.initiatives import adding
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.answers import AnswersPart
from sangkien.web.shared.refusals import UNPROCESSABLE, Attempt, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: WorkRequest, code: str) -> HttpResponse:
    initiative = finding.own(request, code)
    if not permissions.can_answer(request.actor, initiative):
        raise NotFound(_("Sáng kiến này không còn câu nào để bổ sung."))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswersPart(
        *sent,
        questions=conditions.left_for_later(initiative),
        kept=initiative.answers,
    )
    adding.show_answers(initiative, form)
    status = 200
    if request.method == "POST":
        form.is_valid()
        adding.keep_answers(request, initiative, form)
        tried = _later(request, initiative, form)
        if tried.done is not None:
            messages.success(request, _("Đã bổ sung câu trả lời."))
            return redirect("initiatives:detail", initiative.code)
        status = tried.status
    context = {
        "initiative": initiative,
        "form": form,
        "uploads": adding.uploads_url(initiative),
    }
    return render(request, "initiatives/answer.html", context, status=status)


def _later(
    request: WorkRequest, initiative: "Initiative", form: AnswersPart
) -> "Attempt[Initiative]":
    """A button that only sends a file, or takes one back, leaves what was typed on the page."""
    if adding.stays(request):
        return Attempt(status=UNPROCESSABLE if form.errors else HTTPStatus.OK)
    return attempt(
        form,
        lambda: answering.answer_later(
            initiative, form.answers(), by=request.actor, at=clock.now()
        ),
    )
