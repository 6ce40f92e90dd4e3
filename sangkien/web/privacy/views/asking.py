"""`/du-lieu-cua-toi/yeu-cau/`: the reader asks about the own data and follows the clock."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock, workdays
from sangkien.core.errors import DomainError
from sangkien.journal.queries import timeline
from sangkien.privacy import queries
from sangkien.privacy.actions import requests
from sangkien.privacy.enums import RequestKind
from sangkien.web.privacy.forms import AskForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.timelines import told
from sangkien.web.shared.work import WorkRequest

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def ask(request: WorkRequest) -> HttpResponse:
    """ "Gửi yêu cầu"."""
    form = AskForm(request.POST or None, initial={"kind": request.GET.get("loai", "")})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: requests.send(
                request.user,
                kind=RequestKind(form.cleaned_data["kind"]),
                text=form.cleaned_data["text"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã gửi. Bạn theo dõi được hạn trả lời ở trang này."))
            return redirect("privacy:own_request", tried.done.pk)
        status = tried.status
    return render(request, "privacy/ask.html", {"form": form}, status=status)


@require_http_methods(FORM)
def own(request: WorkRequest, pk: int) -> HttpResponse:
    """One request of the reader; sending the form takes it back."""
    asked = queries.get_own_request(pk, actor=request.actor)
    if request.method == "POST":
        try:
            requests.cancel(asked, by=request.actor, at=clock.now())
        except DomainError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Đã rút yêu cầu."))
        return redirect("privacy:own_request", pk)
    today = clock.today()
    context = {
        "asked": asked,
        "clock": workdays.clock_words(asked.next_due_on, today=today, calendar=workdays.vietnam()),
        "is_late": asked.is_late_on(today),
        "entries": list(reversed(told(timeline("data_request", pk)))),
    }
    return render(request, "privacy/own_request.html", context)
