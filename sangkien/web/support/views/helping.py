"""The queue of the support team, one request, and writing in the draft with consent."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.core.workdays import clock_words, vietnam
from sangkien.support import permissions, queries
from sangkien.support.actions import asking, cowriting, helping, passing_on
from sangkien.support.enums import HelpState
from sangkien.web.shared.paging import dated
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.requests import DraftForm, NoteForm, PassForm
from sangkien.web.support.links import sections

if TYPE_CHECKING:
    from sangkien.support.models import HelpRequest

AFTER = "sau"
FORM = ["GET", "HEAD", "POST"]


@require_safe
def queue(request: WorkRequest) -> HttpResponse:
    """Open requests of all units or of one, the one that is due first at the top."""
    actor = request.actor
    if not actor.can_somewhere(Permission.SUPPORT_GIVE):
        raise NotFound(_("Không tìm thấy trang này."))
    today, days = clock.today(), vietnam()
    after = dated(request.GET.get("sau", ""))
    by_unit = queries.queue_by_unit(actor, on=today)
    wanted = request.GET.get("don-vi", "").upper()
    unit = next((unit for unit, _n in by_unit if unit.code == wanted), None)
    unit_id = unit.pk if unit else None
    rows, more = queries.queue(actor, on=today, unit_id=unit_id, after=after)
    here = reverse("support:queue")
    kept = f"don-vi={unit.code}&" if unit else ""
    context = {
        "rows": [
            (
                row,
                clock_words(row.due_on, today=today, calendar=days),
                row.is_late_on(today),
                waited_words(row.asked_at, today=today),
            )
            for row in rows
        ],
        "tabs": sections(actor, here="queue"),
        "by_unit": by_unit if len(by_unit) > 1 else [],
        "unit": unit,
        "first_url": f"{here}?{kept}" if after else "",
        "following_url": f"{here}?{kept}{AFTER}={rows[-1].due_on}.{rows[-1].pk}" if more else "",
    }
    return render(request, "support/queue.html", context)


def waited_words(since: dt.datetime, *, today: dt.date) -> str:
    """ "chờ 2 ngày", counted in days of the calendar."""
    days = (today - local_day(since)).days
    return _("chờ %(n)d ngày") % {"n": days} if days > 0 else _("gửi hôm nay")


@require_http_methods(FORM)
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """One request, for who asked and for who helps; the button says what is done."""
    found = queries.get_request(pk, actor=request.actor)
    intent = request.POST.get("intent", "")
    colleagues = queries.colleagues_for(found, on=clock.today())
    form = NoteForm(request.POST if intent in WORDED else None)
    passing = PassForm(request.POST if intent in PASSED else None, colleagues=colleagues)
    if request.method != "POST":
        return _page(request, found, form, passing)
    acts = _acts(request, found, passing if intent in PASSED else form)
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    if intent in WORDED + PASSED:
        tried = attempt(passing if intent in PASSED else form, acts[intent])
        if tried.done is None:
            return _page(request, found, form, passing, status=tried.status)
    else:
        acts[intent]()
    messages.success(request, _SAID[intent]())
    return redirect("support:detail", pk)


WORDED = ("write", "close", "give_back", "take_over", "unsolved")
PASSED = ("pass_to", "pass_up")
_SAID: dict[str, Callable[[], str]] = {
    "take": lambda: _("Bạn đã nhận giúp; người nhờ thấy tên bạn."),
    "write": lambda: _("Đã ghi."),
    "close": lambda: _("Đã đóng yêu cầu."),
    "give_back": lambda: _("Đã trả lại; yêu cầu chờ người khác nhận."),
    "take_over": lambda: _("Bạn đã nhận giúp thay; người nhờ thấy tên bạn."),
    "pass_to": lambda: _("Đã chuyển; người nhờ thấy ai giúp tiếp."),
    "pass_up": lambda: _("Đã chuyển lên tổ cấp trên."),
    "cancel": lambda: _("Đã rút yêu cầu."),
    "solved": lambda: _("Đã ghi là xong. Cảm ơn bạn đã cho biết."),
    "unsolved": lambda: _("Đã mở lại yêu cầu."),
    "allow": lambda: _("Người giúp được đọc bản nháp và viết giúp."),
    "forbid": lambda: _("Người giúp không còn đọc, viết giúp bản nháp được."),
    "thank": lambda: _("Đã gửi lời cảm ơn."),
}


def _acts(request: WorkRequest, found: "HelpRequest", form: Any) -> dict[str, Callable[[], object]]:
    who: dict[str, Any] = {"by": request.actor, "at": clock.now()}

    def worded(act: Callable[..., object], **more: Any) -> Callable[[], object]:
        return lambda: act(found, text=form.cleaned_data["text"], **more, **who)

    return {
        "take": lambda: helping.take(found, **who),
        "write": worded(helping.write),
        "close": worded(helping.close),
        "give_back": worded(passing_on.give_back),
        "take_over": worded(passing_on.take_over),
        "pass_to": lambda: passing_on.pass_to(
            found, form.chosen(), text=form.cleaned_data["text"], **who
        ),
        "pass_up": worded(passing_on.pass_up),
        "cancel": lambda: asking.cancel(found, **who),
        "solved": lambda: asking.judge(found, solved=True, **who),
        "unsolved": worded(asking.judge, solved=False),
        "allow": lambda: asking.allow_editing(found, allowed=True, **who),
        "forbid": lambda: asking.allow_editing(found, allowed=False, **who),
        "thank": lambda: asking.thank(found, **who),
    }


def _page(
    request: WorkRequest,
    found: "HelpRequest",
    form: NoteForm,
    passing: PassForm,
    *,
    status: int = 200,
) -> HttpResponse:
    actor, today = request.actor, clock.today()
    context = {
        "asked": found,
        "notes": queries.notes_of(found),
        "form": form,
        "passing": passing,
        "passing_open": bool(passing.errors),
        "clock": clock_words(found.due_on, today=today, calendar=vietnam()),
        "waited": waited_words(found.asked_at, today=today),
        "is_late": found.is_late_on(today),
        "helper": queries.helper_of(found),
        "version": queries.version_waiting(found),
        "versions": queries.versions_of(found),
        **_rights(actor, found),
    }
    return render(request, "support/detail.html", context, status=status)


def _rights(actor: Actor, found: "HelpRequest") -> dict[str, object]:
    """What the reader may do with the request."""
    now = clock.now()
    is_asker = permissions.is_asker(actor, found)
    is_helper = permissions.is_helper(actor, found)
    is_left = found.is_taken and queries.is_left(found, at=now)
    leads = queries.leads(actor, found.team_id)
    may_pass = permissions.can_pass(actor, found, leads=leads)
    return {
        "is_asker": is_asker,
        "is_helper": is_helper and found.is_open,
        "is_left": is_left,
        "may_take_over": permissions.can_take_over(actor, found, is_left=is_left),
        "may_take": found.is_waiting and permissions.can_help(actor, found),
        "may_write": found.is_open and (is_asker or is_helper),
        "may_write_in": permissions.can_write_in(actor, found),
        "may_thank": is_asker and found.helper_id is not None and found.thanked_at is None,
        "may_pass": may_pass,
        "above": queries.team_above(found, on=local_day(now)) if may_pass else None,
        "may_judge": is_asker and found.state == HelpState.CLOSED,
    }


@require_http_methods(FORM)
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Viết giúp": the words of the draft, for the helper whom the author let in."""
    found = queries.get_request(pk, actor=request.actor)
    draft = found.initiative
    if draft is None or not permissions.can_write_in(request.actor, found):
        raise NotFound(_("Người nhờ chưa đồng ý cho viết vào bản nháp, hoặc bản nháp đã gửi."))
    waiting = queries.version_waiting(found)
    own = cowriting.present_words(draft)
    words = waiting.words if waiting else own
    seen = cowriting.state_of(draft, waiting)
    form = DraftForm(request.POST or None, initial={**words, "seen": seen})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: cowriting.write(
                found,
                words=form.words(),
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu bản viết giúp; tác giả xem rồi mới dùng."))
            return redirect("support:detail", pk)
        status = tried.status
        if status == CONFLICT:
            form.show_present(words, seen=seen)
    context = {"asked": found, "form": form, "waiting": waiting, "own": own}
    return render(request, "support/write.html", context, status=status)
