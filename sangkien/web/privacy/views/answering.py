"""`/yeu-cau-du-lieu/`: requests in the order of their clocks, for those who answer them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock, workdays
from sangkien.core.errors import NotFound
from sangkien.journal.queries import timeline
from sangkien.privacy import queries
from sangkien.privacy.actions import erasing, requests
from sangkien.privacy.enums import RequestKind, RequestState
from sangkien.web.privacy.forms import AnswerForm, EraseForm, ExtendForm
from sangkien.web.shared.proving import first_prove
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.timelines import told
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.privacy.models import DataRequest


@require_safe
def queue(request: WorkRequest) -> HttpResponse:
    if not request.actor.can_somewhere(Permission.DATA_REQUEST_HANDLE):
        raise NotFound(_("Không tìm thấy trang này."))
    typed = request.GET.get("sau", "")
    after = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None  # noqa: PLR2004 - digits of a key
    today, days = clock.today(), workdays.vietnam()
    found, following = queries.queue(request.actor, after=after)
    here = reverse("privacy:queue")
    context = {
        "rows": [
            (
                row,
                workdays.clock_words(row.next_due_on, today=today, calendar=days),
                row.is_late_on(today),
            )
            for row in found
        ],
        "answered": queries.answered(request.actor) if after is None else [],
        "first_url": here if after is not None else "",
        "following_url": f"{here}?sau={following}" if following else "",
    }
    return render(request, "privacy/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: WorkRequest, pk: int) -> HttpResponseBase:
    """One request: taken in, extended, answered or carried out; the button says which. Nobody
    brings back what was erased, so that asks again who is there.
    """
    asked = queries.get_request(pk, actor=request.actor)
    intent = request.POST.get("intent", "")
    forms = _forms(request, asked, intent)
    if request.method != "POST":
        return _page(request, asked, forms)
    acts = _acts(request, asked, forms)
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    if intent == "erase" and (way := first_prove(request)):
        return way
    tried = attempt(forms[intent], acts[intent])
    if tried.done is None:
        return _page(
            request,
            queries.get_request(pk, actor=request.actor),
            forms,
            failed=intent,
            status=tried.status,
        )
    messages.success(request, _SAID[intent]())
    return redirect("privacy:queue" if intent in ("answer", "erase") else request.path)


_SAID: dict[str, Callable[[], str]] = {
    "acknowledge": lambda: _("Đã tiếp nhận; người gửi thấy ngay."),
    "extend": lambda: _("Đã gia hạn; người gửi đọc được lý do."),
    "answer": lambda: _("Đã trả lời."),
    "erase": lambda: _("Đã xóa dữ liệu của người này."),
}


def _forms(request: WorkRequest, asked: "DataRequest", intent: str) -> dict[str, Form]:
    def data(name: str) -> Mapping[str, Any] | None:
        return request.POST if intent == name else None

    return {
        "acknowledge": Form(data("acknowledge")),
        "extend": ExtendForm(data("extend"), prefix="extend"),
        "answer": AnswerForm(data("answer"), kind=asked.kind),
        "erase": EraseForm(data("erase"), prefix="erase"),
    }


def _acts(
    request: WorkRequest, asked: "DataRequest", forms: dict[str, Form]
) -> dict[str, Callable[[], object]]:
    by, at = request.actor, clock.now()
    acts: dict[str, Callable[[], object]] = {
        "acknowledge": lambda: requests.acknowledge(asked, by=by, at=at),
        "extend": lambda: requests.extend(asked, **forms["extend"].cleaned_data, by=by, at=at),
        "answer": lambda: requests.answer(
            asked,
            state=RequestState(forms["answer"].cleaned_data["state"]),
            text=forms["answer"].cleaned_data["text"],
            by=by,
            at=at,
        ),
    }
    if asked.kind == RequestKind.DELETE:
        acts["erase"] = lambda: erasing.erase(
            asked, text=_("Đã xóa dữ liệu theo yêu cầu."), by=by, at=at
        )
    return acts


def _page(
    request: WorkRequest,
    asked: "DataRequest",
    forms: dict[str, Form],
    *,
    failed: str = "",
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    context = {
        "asked": asked,
        "clock": workdays.clock_words(asked.next_due_on, today=today, calendar=workdays.vietnam()),
        "is_late": asked.is_late_on(today),
        "is_new": asked.state == RequestState.SENT,
        "may_extend": asked.is_open and asked.extended_at is None and today <= asked.due_on,
        "is_deletion": asked.kind == RequestKind.DELETE,
        "failed_form": forms.get(failed),
        "extend_form": forms["extend"],
        "answer_form": forms["answer"],
        "erase_form": forms["erase"],
        "extension_opened": failed == "extend",
        "entries": list(reversed(told(timeline("data_request", asked.pk)))),
    }
    return render(request, "privacy/request.html", context, status=status)
