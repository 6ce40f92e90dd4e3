"""One finding: the unit answers, the team closes it or sends it back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.inspections import permissions, queries
from sangkien.inspections.actions import remedying
from sangkien.inspections.enums import AnswerVerdict
from sangkien.web.inspections.forms.writing import JudgeForm, RemedyForm
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import Attempt, attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.inspections.models import Finding

SAID = {
    "answer": lambda: _("Đã gửi kết quả khắc phục cho đoàn."),
    "judge": lambda: _("Đã ghi ý kiến của đoàn."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    found = queries.get_finding(pk, actor=request.actor)
    answers = queries.answers_of(found)
    intent = request.POST.get("intent", "")
    last = answers[0].number if answers else 0
    answer = RemedyForm(
        request.POST if intent == "answer" else None, request.FILES if intent == "answer" else None
    )
    judge = JudgeForm(request.POST if intent == "judge" else None, initial={"seen": last})
    status = 200
    if request.method == "POST":
        tried = _tried(request, found, intent, answer, judge)
        if tried.done is not None:
            messages.success(request, SAID[intent]())
            return redirect("inspections:finding", pk)
        status = tried.status
    actor = request.actor
    inspects = permissions.is_inspector(actor, found.visit)
    context = {
        "finding": found,
        "visit": found.visit,
        "is_overdue": found.is_overdue_on(local_day(request.received_at)),
        "answers": answers,
        "answer": answer if found.is_open and permissions.can_answer(actor, found) else None,
        "judge": judge if found.is_answered and inspects else None,
        "reads_visit": inspects
        or permissions.speaks_for(actor, found.visit.unit)
        or permissions.oversees(actor, found.visit.unit, found.visit.inspection.unit),
        "breadcrumb": [
            Link(label=_("Kiến nghị khắc phục"), url=reverse("inspections:findings")),
            Link(label=_("Kiến nghị số %(number)s") % {"number": found.number}),
        ],
    }
    return render(request, "inspections/finding.html", context, status=status)


def _tried(
    request: WorkRequest, found: "Finding", intent: str, answer: RemedyForm, judge: JudgeForm
) -> "Attempt[object]":
    who = {"by": request.actor, "at": clock.now()}
    if intent == "answer":
        return attempt(
            answer,
            lambda: remedying.answer(
                found,
                words=answer.cleaned_data["words"],
                upload=answer.cleaned_data["file"] or None,
                **who,  # type: ignore[arg-type]
            ),
        )
    if intent == "judge":
        return attempt(
            judge,
            lambda: remedying.judge(
                found,
                verdict=AnswerVerdict(judge.cleaned_data["verdict"]),
                words=judge.cleaned_data["words"],
                seen=judge.cleaned_data["seen"],
                **who,  # type: ignore[arg-type]
            ),
        )
    raise NotFound(_("Không có việc này."))


@require_safe
def file(request: WorkRequest, pk: int, number: int) -> HttpResponseBase:
    """The evidence of one answer."""
    found = queries.get_finding(pk, actor=request.actor)
    stored = queries.get_answer(found, number).file
    if stored is None:  # pragma: no cover - the query asks for those with a file
        raise FileNotFoundError
    return file_response(stored)
