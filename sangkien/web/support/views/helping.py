"""The queue of the support team, one request, and writing in the draft with consent."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.workdays import clock_words, vietnam
from sangkien.support import permissions, queries
from sangkien.support.actions import asking, helping, passing_on
from sangkien.web.shared.paging import dated
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms import WORDS, DraftForm, NoteForm

if TYPE_CHECKING:
    from sangkien.support.models import HelpRequest

AFTER = "sau"
FORM = ["GET", "HEAD", "POST"]


@require_safe
def queue(request: WorkRequest) -> HttpResponse:
    """Open requests, the one that is due first at the top."""
    if not request.actor.can_somewhere(Permission.SUPPORT_GIVE):
        raise NotFound(_("Không tìm thấy trang này."))
    today, days = clock.today(), vietnam()
    after = dated(request.GET.get("sau", ""))
    rows, more = queries.queue(request.actor, on=today, after=after)
    here = reverse("support:queue")
    context = {
        "rows": [
            (row, clock_words(row.due_on, today=today, calendar=days), row.is_late_on(today))
            for row in rows
        ],
        "first_url": here if after else "",
        "following_url": f"{here}?{AFTER}={rows[-1].due_on}.{rows[-1].pk}" if more else "",
    }
    return render(request, "support/queue.html", context)


@require_http_methods(FORM)
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """One request, for who asked and for who helps; the button says what is done."""
    found = queries.get_request(pk, actor=request.actor)
    intent = request.POST.get("intent", "")
    form = NoteForm(request.POST if intent in WORDED else None)
    if request.method != "POST":
        return _page(request, found, form)
    acts = _acts(request, found, form)
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    if intent in WORDED:
        tried = attempt(form, acts[intent])
        if tried.done is None:
            return _page(request, found, form, status=tried.status)
    else:
        acts[intent]()
    messages.success(request, _SAID[intent]())
    return redirect("support:detail", pk)


WORDED = ("write", "close", "give_back", "take_over")
_SAID: dict[str, Callable[[], str]] = {
    "take": lambda: _("Bạn đã nhận giúp; người nhờ thấy tên bạn."),
    "write": lambda: _("Đã ghi."),
    "close": lambda: _("Đã đóng yêu cầu."),
    "give_back": lambda: _("Đã trả lại; yêu cầu chờ người khác nhận."),
    "take_over": lambda: _("Bạn đã nhận giúp thay; người nhờ thấy tên bạn."),
    "cancel": lambda: _("Đã rút yêu cầu."),
    "allow": lambda: _("Người giúp được đọc và viết vào bản nháp."),
    "forbid": lambda: _("Người giúp không còn đọc, viết vào bản nháp được."),
    "thank": lambda: _("Đã gửi lời cảm ơn."),
}


def _acts(
    request: WorkRequest, found: "HelpRequest", form: NoteForm
) -> dict[str, Callable[[], object]]:
    who: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    return {
        "take": lambda: helping.take(found, **who),
        "write": lambda: helping.write(found, text=form.cleaned_data["text"], **who),
        "close": lambda: helping.close(found, text=form.cleaned_data["text"], **who),
        "give_back": lambda: passing_on.give_back(found, text=form.cleaned_data["text"], **who),
        "take_over": lambda: passing_on.take_over(found, text=form.cleaned_data["text"], **who),
        "cancel": lambda: asking.cancel(found, **who),
        "allow": lambda: asking.allow_editing(found, allowed=True, **who),
        "forbid": lambda: asking.allow_editing(found, allowed=False, **who),
        "thank": lambda: asking.thank(found, **who),
    }


def _page(
    request: WorkRequest, found: "HelpRequest", form: NoteForm, *, status: int = 200
) -> HttpResponse:
    actor, today = request.actor, clock.today()
    is_asker = permissions.is_asker(actor, found)
    is_helper = permissions.is_helper(actor, found)
    is_left = found.is_taken and queries.is_left(found, at=clock.now())
    context = {
        "asked": found,
        "is_left": is_left,
        "may_take_over": permissions.can_take_over(actor, found, is_left=is_left),
        "notes": queries.notes_of(found),
        "form": form,
        "clock": clock_words(found.due_on, today=today, calendar=vietnam()),
        "is_late": found.is_late_on(today),
        "is_asker": is_asker,
        "is_helper": is_helper and found.is_open,
        "may_take": found.is_waiting and permissions.can_help(actor, found),
        "may_write": found.is_open and (is_asker or is_helper),
        "may_write_in": permissions.can_write_in(actor, found),
        "may_thank": is_asker and found.helper_id is not None and found.thanked_at is None,
    }
    return render(request, "support/detail.html", context, status=status)


@require_http_methods(FORM)
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Viết giúp": the words of the draft, for the helper whom the author let in."""
    found = queries.get_request(pk, actor=request.actor)
    draft = found.initiative
    if draft is None or not permissions.can_write_in(request.actor, found):
        raise NotFound(_("Người nhờ chưa đồng ý cho viết vào bản nháp, hoặc bản nháp đã gửi."))
    words = {name: getattr(draft, name) for name in WORDS}
    form = DraftForm(request.POST or None, initial={**words, "seen": draft.changed_at.isoformat()})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: helping.write_in_draft(
                found,
                changes={name: form.cleaned_data[name] for name in WORDS},
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu vào bản nháp; tác giả thấy ngay."))
            return redirect("support:detail", pk)
        status = tried.status
        if status == CONFLICT:
            draft.refresh_from_db()
            form.show_present(draft)
    context = {"asked": found, "form": form}
    return render(request, "support/write.html", context, status=status)
