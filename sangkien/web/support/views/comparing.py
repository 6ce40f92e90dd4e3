"""What a helper wrote, beside what the author has: taken over by the author, or not."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock, shown
from sangkien.core.errors import NotFound
from sangkien.initiatives.rules import NAMES
from sangkien.support import permissions, queries
from sangkien.support.actions import cowriting
from sangkien.support.rules import WORDS
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.requests import DraftForm

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.support.models import DraftVersion


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bản được viết giúp": old beside new, for the author alone."""
    found = queries.get_request(pk, actor=request.actor)
    draft = found.initiative
    if not permissions.is_asker(request.actor, found) or draft is None:
        raise NotFound(_("Không tìm thấy bản viết giúp này."))
    version = queries.version_waiting(found)
    if version is None or not draft.is_editable or draft.is_secret:
        messages.info(request, _("Không có bản viết giúp nào chờ bạn xem."))
        return redirect("support:detail", pk)
    if request.POST.get("intent") == "decline":
        cowriting.decline(version, by=request.actor, at=clock.now())
        messages.success(request, _("Đã giữ bản của bạn."))
        return redirect("support:detail", pk)
    present = cowriting.present_words(draft)
    seen = shown.digest(present)
    form = DraftForm(request.POST or None, initial={**version.words, "seen": seen})
    if request.method != "POST":
        return _page(request, version, draft, form)
    tried = attempt(
        form,
        lambda: cowriting.use(
            version,
            words=form.words(),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is not None:
        messages.success(request, _("Đã đưa vào bản nháp. Bạn xem lại rồi tự gửi."))
        return redirect("initiatives:resume", draft.code)
    if tried.status == CONFLICT:
        draft.refresh_from_db()
        form.data = {**form.cleaned_data, "seen": shown.digest(cowriting.present_words(draft))}
    return _page(request, version, draft, form, status=tried.status)


def _page(
    request: WorkRequest,
    version: "DraftVersion",
    draft: "Initiative",
    form: DraftForm,
    *,
    status: int = 200,
) -> HttpResponse:
    present = cowriting.present_words(draft)
    for name in WORDS:
        form.fields[name].label = _("Bản viết giúp")
    rows = [
        (NAMES[name], present[name], form[name], present[name] != version.words.get(name, ""))
        for name in WORDS
    ]
    context = {"version": version, "draft": draft, "form": form, "rows": rows}
    return render(request, "support/compare.html", context, status=status)
