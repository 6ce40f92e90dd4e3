"""Ask for help: inside a draft, or before there is one."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.support import queries
from sangkien.support.actions import asking
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.support.forms.requests import AskForm

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.support.models import HelpRequest
    from sangkien.units.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: WorkRequest) -> HttpResponse:
    """ "Nhờ hỗ trợ"."""
    code = request.GET.get("sang-kien", "")
    draft = queries.own_draft(code, actor=request.actor) if code else None
    units = queries.own_units(request.actor, on=clock.today())
    if draft is None and not units:
        raise NotFound(_("Bạn chưa thuộc đơn vị nào nên chưa nhờ hỗ trợ được."))
    earlier = queries.open_about(draft, actor=request.actor) if draft else None
    if earlier is not None and request.method != "POST":
        return redirect("support:detail", earlier.pk)
    form = AskForm(request.POST or None, units=units, has_draft=draft is not None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _asked(request, form, draft, units))
        if tried.done is not None:
            messages.success(request, _("Đã gửi. Người nhận giúp sẽ hiện ở đây."))
            return redirect("support:detail", tried.done.pk)
        status = tried.status
    own_unit = draft.unit if draft else units[0] if len(units) == 1 else None
    team = queries.team_over(own_unit, on=clock.today()) if own_unit else None
    context = {"form": form, "draft": draft, "team": team}
    return render(request, "support/ask.html", context, status=status)


def _asked(
    request: WorkRequest, form: AskForm, draft: "Initiative | None", units: "list[Unit]"
) -> "HelpRequest":
    typed = form.cleaned_data
    unit = draft.unit if draft else next(u for u in units if u.code == typed["unit"])
    return asking.ask(
        unit,
        need=typed["need"],
        initiative=draft,
        may_edit=typed.get("may_edit", False),
        by=request.actor,
        at=clock.now(),
    )


@require_safe
def own(request: WorkRequest) -> HttpResponse:
    """What the reader asked for, the newest first."""
    return render(request, "support/own.html", {"rows": queries.own_requests(request.actor)})
