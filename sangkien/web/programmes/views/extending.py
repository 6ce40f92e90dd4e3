"""`/gia-han/`: a later closing time is signed, after seeing what it moves."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.core import clock, periods
from sangkien.core.errors import DomainError, NotFound
from sangkien.programmes import extensions, permissions, queries
from sangkien.programmes.actions import extending
from sangkien.web.programmes import papers
from sangkien.web.programmes.forms.plans import FIELD_NAMES, ExtendForm
from sangkien.web.programmes.views.managing import breadcrumb
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Period, Programme


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: WorkRequest, slug: str, number: int) -> HttpResponse:
    programme = queries.get_programme(slug, actor=request.actor)
    return _extend(request, programme, queries.get_phase(programme, number))


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    programme = queries.get_programme(slug, actor=request.actor)
    return _extend(request, programme, queries.get_campaign(programme, pk))


def _extend(request: WorkRequest, programme: "Programme", period: "Period") -> HttpResponse:
    """Typed, then looked at, then signed: the second button says yes to what is shown."""
    period.programme = programme
    if not permissions.can_extend(request.actor, period):
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    if request.method != "POST":
        return _page(request, period, ExtendForm())
    kept, refusal = papers.sent(request)
    form = ExtendForm(request.POST, kept=kept, refusal=refusal)
    if request.POST.get("intent") != "sign" or not _was_shown(request, form):
        return _look(request, period, form)
    tried = attempt(
        form,
        lambda: extending.extend_period(period, form.signed(), by=request.actor, at=clock.now()),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(request, period, form, status=tried.status)
    messages.success(
        request,
        _("Đã gia hạn %(period)s đến %(when)s.")
        % {"period": period.name, "when": periods.closing_words(tried.done.closes_at)},
    )
    if permissions.can_manage(request.actor, programme):
        return redirect("programmes:manage", slug=programme.slug)
    return redirect("programmes:targets", slug=programme.slug)


def _was_shown(request: WorkRequest, form: ExtendForm) -> bool:
    """Whether the effect of this very closing time stood on the page that was signed."""
    return form.is_valid() and request.POST.get("shown") == form.signed().closes_at.isoformat()


def _look(request: WorkRequest, period: "Period", form: ExtendForm) -> HttpResponse:
    """What signing would do, or why it cannot be signed."""
    if not form.is_valid():
        return _page(request, period, form, status=422)
    closes_at = form.signed().closes_at
    try:
        extensions.ensure_later(
            period, closes_at, others=extensions.neighbours(period), at=clock.now()
        )
    except DomainError as refusal:
        return _page(request, period, form, status=show_at(form, refusal, names=FIELD_NAMES))
    days = (periods.last_day(closes_at) - periods.last_day(period.closes_at)).days
    effect = {
        "shown": closes_at.isoformat(),
        "old": periods.closing_words(period.closes_at),
        "new": periods.closing_words(closes_at),
        "days": ngettext("%(days)d ngày", "%(days)d ngày", days) % {"days": days},
        "reopens": extensions.is_reopening(period, clock.now()),
        "campaigns": extensions.ending_with(period),
        "plans": extensions.plans_of(period),
    }
    return _page(request, period, form, effect=effect)


def _page(
    request: WorkRequest,
    period: "Period",
    form: ExtendForm,
    *,
    effect: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    manages = permissions.can_manage(request.actor, period.programme)
    context = {
        "programme": period.programme,
        "period": period,
        "form": form,
        "effect": effect,
        "breadcrumb": breadcrumb(period.programme, here=_("Gia hạn")) if manages else [],
    }
    return render(request, "programmes/extend.html", context, status=status)
