"""`/mau-tin/`: the texts of messages and slips, written by those who run the programme."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.messages import queries
from sangkien.messages.actions import texts
from sangkien.messages.permissions import can_write
from sangkien.web.messages.forms import TextForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


def _wording(request: WorkRequest, key: str) -> queries.Wording:
    """For whoever may not write texts there is no such page."""
    if not can_write(request.actor):
        raise NotFound(_("Không tìm thấy trang này."))
    return queries.get_wording(key)


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    if not can_write(request.actor):
        raise NotFound(_("Không tìm thấy trang này."))
    context = {
        "wordings": queries.wordings(),
        "spent": queries.spent(at=request.received_at),
        "now": request.received_at,
    }
    return render(request, "messages/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, key: str) -> HttpResponse:
    wording = _wording(request, key)
    form = TextForm(
        request.POST if request.method == "POST" else None, initial={"text": wording.text}
    )
    context = {"wording": wording, "form": form}
    if request.method != "POST":
        return render(request, "messages/edit.html", context)
    tried = attempt(form, lambda: _changed(request, wording, form))
    if not tried.done:
        return render(request, "messages/edit.html", context, status=tried.status)
    messages.success(request, _("Đã lưu. Các tin gửi từ bây giờ dùng nội dung mới."))
    return redirect("messages:index")


def _changed(request: WorkRequest, wording: queries.Wording, form: TextForm) -> bool:
    texts.change(wording.key, form.cleaned_data["text"], by=request.actor, at=clock.now())
    return True


@require_POST
def restore(request: WorkRequest, key: str) -> HttpResponse:
    """ "Dùng lại mẫu gốc"."""
    wording = _wording(request, key)
    texts.restore(wording.key, by=request.actor, at=clock.now())
    messages.success(request, _("Đã dùng lại nội dung gốc."))
    return redirect("messages:index")
