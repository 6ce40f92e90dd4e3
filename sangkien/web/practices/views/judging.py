"""The level above appraises and recognises."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.practices import permissions, queries, rules
from sangkien.practices.actions import judging
from sangkien.practices.enums import PracticeState, Verdict
from sangkien.web.practices.forms import JudgeForm
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: WorkRequest, pk: int) -> HttpResponse:
    practice = queries.get_practice(pk, actor=request.actor)
    if not permissions.can_judge(request.actor, practice):
        raise NotFound(_("Không có gì chờ bạn thẩm định ở mô hình này."))
    choices = rules.choices_at(PracticeState(practice.state))
    form = JudgeForm(
        request.POST or None,
        initial={"seen": practice.version, "verdict": choices[0]},
        choices=choices,
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: judging.judge(
                practice,
                verdict=Verdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                document=form.cleaned_data["document"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết luận; đơn vị đọc được ngay."))
            return redirect("practices:detail", pk)
        status = tried.status
        if status == CONFLICT:
            practice.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": practice.version}
    context = {
        "form": form,
        "practice": practice,
        "effects": queries.effects_of(practice),
        "judgements": queries.judgements_of(practice),
    }
    return render(request, "practices/judge.html", context, status=status)
