"""One urging, for who urged and for who was urged; the history of a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.followup import permissions, queries
from sangkien.followup.actions import answering
from sangkien.followup.enums import Reply, Step
from sangkien.units.queries import get_unit
from sangkien.web.followup import tables
from sangkien.web.followup.forms import AnswerForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def urging(request: WorkRequest, pk: int) -> HttpResponse:
    """What was said with which figures, what came of it; the unit answers with one tap."""
    found = queries.get_urging(pk, actor=request.actor)
    typed = request.POST.get("answer", "")
    form = AnswerForm(request.POST or None, initial={"words": found.answer_words})
    status = 200
    if request.method == "POST":
        if typed not in Reply.values:
            raise NotFound(_("Không có việc này."))
        tried = attempt(
            form,
            lambda: answering.answer(
                found,
                reply=Reply(typed),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã trả lời; cấp trên thấy ngay."))
            return redirect("followup:urging", pk)
        status = tried.status
    context = {
        "urging": found,
        "now": queries.now_of(found),
        "counted_now": clock.now(),
        "effect": tables.effect(found),
        "recipients": queries.recipients_of(found),
        "form": form,
        "may_answer": permissions.can_answer(request.actor, found),
        "is_letter": found.step == Step.LETTER,
        "replies": [(reply, _ICONS[reply]) for reply in Reply],
        "may_ask_help": any(scope.role == RoleKey.AUTHOR for scope in request.actor.scopes),
        "breadcrumb": _way(found.unit.label, found.unit.code, _("Lượt đôn đốc")),
    }
    return render(request, "followup/urging.html", context, status=status)


_ICONS = {Reply.NOTED: "check", Reply.MORE_TIME: "clock", Reply.NEED_HELP: "life-buoy"}


@require_safe
def history(request: WorkRequest, unit_code: str) -> HttpResponse:
    """Everything that was done to urge one unit, for those who look after it."""
    unit = get_unit(unit_code.upper(), actor=request.actor)
    if not request.actor.can(Permission.PROGRESS_VIEW, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này."))
    before = number(request.GET.get("sau", ""))
    rows, following = queries.history(unit, actor=request.actor, before=before)
    way = reverse("followup:history", args=[unit.code])
    context = {
        "unit": unit,
        "rows": tables.urgings(rows, with_unit=False) if rows else None,
        "now": clock.now(),
        "first_url": way if before else "",
        "following_url": f"{way}?sau={following}" if following else "",
        "breadcrumb": _way(unit.label, "", ""),
    }
    return render(request, "followup/history.html", context)


def _way(label: str, code: str, last: str) -> list[Link]:
    links = [Link(label=_("Thi đua"), url=reverse("desk:emulation"))]
    if code:
        return [
            *links,
            Link(
                label=_("Đôn đốc %(unit)s") % {"unit": label},
                url=reverse("followup:history", args=[code]),
            ),
            Link(label=last),
        ]
    return [*links, Link(label=_("Đôn đốc %(unit)s") % {"unit": label})]
