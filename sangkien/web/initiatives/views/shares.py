"""A co-author says whether the share that was written down is right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sangkien.core import clock
from sangkien.initiatives import queries
from sangkien.initiatives.actions import sharing
from sangkien.initiatives.errors import ReasonMissing, WrongState
from sangkien.web.initiatives.forms.decisions import ObjectionForm
from sangkien.web.initiatives.views import finding, reading
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest


@require_POST
def share(request: WorkRequest, code: str) -> HttpResponse:
    """Agree, or object with a reason."""
    initiative = finding.shared(request, code)
    form = ObjectionForm(request.POST)
    try:
        if request.POST.get("answer") == "agree":
            sharing.agree(initiative, by=request.actor, at=clock.now())
            messages.success(request, _("Cảm ơn bạn, đã ghi là bạn đồng ý."))
            return redirect("initiatives:detail", initiative.code)
        if form.is_valid():
            words = form.cleaned_data["reason"]
            sharing.object_to(initiative, reason=words, by=request.actor, at=clock.now())
            messages.success(
                request, _("Đã ghi ý kiến của bạn; tác giả và cán bộ xét sẽ đọc được.")
            )
            return redirect("initiatives:detail", initiative.code)
    except ReasonMissing as refusal:
        show_at(form, refusal)
    except WrongState as refusal:
        fresh = queries.get_initiative(code, actor=request.actor)
        return reading.page(request, fresh, conflict=str(refusal), status=CONFLICT)
    return reading.page(request, initiative, share_form=form, status=UNPROCESSABLE)
