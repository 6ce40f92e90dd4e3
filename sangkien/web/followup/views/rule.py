"""`…/quy-tac/`: by which rule an office urges."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.followup import permissions, queries
from sangkien.followup.actions import ruling
from sangkien.followup.enums import Step
from sangkien.followup.queries import Place
from sangkien.web.followup.forms import RuleForm, rule_values
from sangkien.web.followup.frame import framed, here, url
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.followup.models import Rule

FOR_ALL, FOR_THIS = "moi-chuong-trinh", "chuong-trinh-nay"


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """The rule of the reader's own office, for this programme or for all."""
    place = here(request, unit_code, slug)
    if not permissions.can_set_rule(request.actor, place.unit):
        raise NotFound(_("Đơn vị này tự đặt quy tắc của mình."))
    known = queries.rule_for(place.unit, place.programme)
    choices = [
        (FOR_ALL, _("Mọi chương trình của đơn vị")),
        (FOR_THIS, _("Riêng “%(title)s”") % {"title": place.programme.title}),
    ]
    is_own = known is not None and known.programme_id is not None
    initial = {**rule_values(place.terms), "programme": FOR_THIS if is_own else FOR_ALL}
    form = RuleForm(request.POST or None, choices=choices, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _set(request, place, form))
        if tried.done is not None:
            messages.success(request, _("Đã lưu quy tắc đôn đốc."))
            return redirect(url(place))
        status = tried.status
    context = {
        **framed(place, "", label=_("Quy tắc đôn đốc")),
        "form": form,
        "known": known,
        "is_from_above": known is not None and known.unit_id != place.unit.pk,
        "steps": [form[step.value] for step in Step],
    }
    return render(request, "followup/rule.html", context, status=status)


def _set(request: WorkRequest, place: Place, form: RuleForm) -> "Rule":
    is_for_all = form.cleaned_data["programme"] == FOR_ALL
    return ruling.set_rule(
        place.unit,
        None if is_for_all else place.programme,
        form.terms(),
        by=request.actor,
        at=clock.now(),
    )
