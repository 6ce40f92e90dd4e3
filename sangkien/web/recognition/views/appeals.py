"""`/cong-nhan/kien-nghi/`: appeals, asked by authors and answered by the unit above."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries as initiatives
from sangkien.recognition import permissions
from sangkien.recognition.actions import appealing
from sangkien.recognition.queries import appeals as queries
from sangkien.web.recognition.forms import AnswerForm, AskForm
from sangkien.web.shared.paging import dated
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.recognition.models import Appeal

ANSWERS = {"uphold": appealing.uphold, "reopen": appealing.reopen}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: WorkRequest, code: str) -> HttpResponse:
    """By the author, once, in time."""
    initiative = initiatives.get_initiative(code, actor=request.actor)
    if not permissions.can_appeal(request.actor, initiative):
        raise NotFound(_("Không tìm thấy trang này."))
    form = AskForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: appealing.appeal(
                initiative, text=form.cleaned_data["text"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(
                request,
                _("Đã gửi kiến nghị đến %(unit)s. Hạn trả lời: %(day)s.")
                % {"unit": tried.done.unit.label, "day": f"{tried.done.due_on:%d/%m/%Y}"},
            )
            return redirect("recognition:of_initiative", initiative.code)
        status = tried.status
    context = {
        "initiative": initiative,
        "refused": queries.refused(initiative),
        "appeal": queries.appeal_of(initiative),
        "is_late": _is_late(queries.refused(initiative)),
        "form": form,
    }
    return render(request, "recognition/ask.html", context, status=status)


def _is_late(refused: queries.Refused | None) -> bool:
    return refused is not None and clock.today() > refused.until


@require_safe
def queue(request: WorkRequest) -> HttpResponse:
    if not request.actor.can_somewhere(Permission.APPEAL_HANDLE):
        raise NotFound(_("Không tìm thấy trang này."))
    after = dated(request.GET.get("sau", ""))
    page = queries.queue(request.actor, after=after)
    here = reverse("recognition:appeals")
    today = clock.today()
    context = {
        "rows": [(row, row.due_on < today) for row in page.rows],
        "answered": queries.answered(request.actor) if after is None else [],
        "first_url": here if after is not None else "",
        "following_url": f"{here}?sau={page.following[0]}.{page.following[1]}"
        if page.following
        else "",
    }
    return render(request, "recognition/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: WorkRequest, pk: int) -> HttpResponse:
    """One appeal; the button of the answer says which it is."""
    found = queries.get_appeal(pk, actor=request.actor)
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        return _page(request, found, form)
    answer = ANSWERS.get(request.POST.get("intent", ""))
    if answer is None or not permissions.may_answer(request.actor, found):
        raise NotFound(_("Không có việc này."))
    tried = attempt(
        form,
        lambda: answer(found, answer=form.cleaned_data["answer"], by=request.actor, at=clock.now()),
    )
    if tried.done is None:
        return _page(request, found, form, status=tried.status)
    messages.success(request, _("Đã trả lời kiến nghị; tác giả thấy ngay."))
    return redirect("recognition:appeals")


def _page(
    request: WorkRequest, found: "Appeal", form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "appeal": found,
        "may_answer": permissions.can_answer(request.actor, found),
        "has_queue": request.actor.can_somewhere(Permission.APPEAL_HANDLE),
        "is_late": found.is_waiting and found.due_on < clock.today(),
        "may_read": request.actor.can(Permission.INITIATIVE_VIEW, at=found.initiative.unit_path)
        or found.sent_by_id == request.actor.user_id,
        "form": form,
    }
    return render(request, "recognition/appeal.html", context, status=status)
