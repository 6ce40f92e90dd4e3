"""Phases and campaigns of a programme."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import permissions, queries, rules
from sangkien.programmes.actions import periods
from sangkien.web.programmes.forms.periods import (
    FIELD_NAMES,
    CampaignForm,
    PhaseForm,
    initial_of,
)
from sangkien.web.programmes.forms.plans import MONTHS, WEEKS, StretchesForm
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Period, Programme

STRETCHES = {WEEKS: rules.weeks, MONTHS: rules.months}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def add_phase(request: WorkRequest, slug: str) -> HttpResponse:
    return _phase(request, managed(request, slug), None)


@form_page
def edit_phase(request: WorkRequest, slug: str, number: int) -> HttpResponse:
    programme = managed(request, slug)
    return _phase(request, programme, queries.get_phase(programme, number))


def _phase(request: WorkRequest, programme: "Programme", phase: "Period | None") -> HttpResponse:
    heading = _("Sửa %(phase)s") % {"phase": phase.name} if phase else _("Thêm giai đoạn")
    if request.method != "POST":
        initial = initial_of(phase) if phase else None
        return _page(request, programme, PhaseForm(initial=initial), heading, phase=phase)
    form = PhaseForm(request.POST)
    tried = attempt(
        form,
        lambda: periods.set_phase(
            programme,
            number=phase.number if phase else None,
            by=request.actor,
            at=clock.now(),
            **form.values(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(request, programme, form, heading, phase=phase, status=tried.status)
    messages.success(request, _("Đã lưu %(phase)s.") % {"phase": tried.done.name})
    return redirect("programmes:manage", slug=programme.slug)


@form_page
def add_campaign(request: WorkRequest, slug: str) -> HttpResponse:
    programme = queries.get_programme(slug, actor=request.actor)
    units = queries.campaigners_for(programme, request.actor)
    if not units:
        raise NotFound(_("Không tìm thấy chương trình này."))
    heading = _("Mở chiến dịch cao điểm")
    if request.method != "POST":
        return _page(request, programme, CampaignForm(units=units), heading)
    form = CampaignForm(request.POST, units=units)
    tried = attempt(
        form,
        lambda: periods.run_campaign(
            programme,
            next(unit for unit in units if unit.pk == form.cleaned_data["unit"]),
            number=None,
            by=request.actor,
            at=clock.now(),
            **form.values(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(request, programme, form, heading, status=tried.status)
    return _done(request, programme, tried.done)


@form_page
def edit_campaign(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    programme = queries.get_programme(slug, actor=request.actor)
    campaign = queries.get_campaign(programme, pk)
    if not permissions.can_run(request.actor, campaign):
        raise NotFound(_("Không tìm thấy chiến dịch này."))
    heading = _("Sửa %(campaign)s") % {"campaign": campaign.name}
    if request.method != "POST":
        return _page(request, programme, CampaignForm(initial=initial_of(campaign)), heading)
    form = CampaignForm(request.POST)
    tried = attempt(
        form,
        lambda: periods.run_campaign(
            programme,
            campaign.unit,
            number=campaign.number,
            by=request.actor,
            at=clock.now(),
            **form.values(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _page(request, programme, form, heading, status=tried.status)
    return _done(request, programme, tried.done)


@form_page
def add_stretches(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Tạo các tuần", "tạo các tháng": many campaigns at once, each with its name."""
    programme = queries.get_programme(slug, actor=request.actor)
    units = queries.campaigners_for(programme, request.actor)
    if not units:
        raise NotFound(_("Không tìm thấy chương trình này."))
    heading = _("Tạo các tuần, các tháng")
    form = StretchesForm(request.POST or None, units=units)
    if request.method != "POST":
        return _page(request, programme, form, heading)
    tried = attempt(
        form,
        lambda: periods.make_campaigns(
            programme,
            next(unit for unit in units if unit.pk == form.cleaned_data["unit"]),
            STRETCHES[form.cleaned_data["kind"]](
                form.cleaned_data["first_on"], form.cleaned_data["last_on"]
            ),
            by=request.actor,
            at=clock.now(),
        ),
        names={"opens_at": "first_on", "closes_at": "last_on"},
    )
    if tried.done is None:
        return _page(request, programme, form, heading, status=tried.status)
    made = len(tried.done)
    words = ngettext("Đã tạo %(count)d chặng.", "Đã tạo %(count)d chặng.", made)
    messages.success(request, words % {"count": made})
    if permissions.can_manage(request.actor, programme):
        return redirect("programmes:manage", slug=programme.slug)
    return redirect("programmes:targets", slug=programme.slug)


def _done(request: WorkRequest, programme: "Programme", campaign: "Period") -> HttpResponse:
    messages.success(request, _("Đã lưu %(campaign)s.") % {"campaign": campaign.name})
    if permissions.can_manage(request.actor, programme):
        return redirect("programmes:manage", slug=programme.slug)
    return redirect("programmes:targets", slug=programme.slug)


def _page(
    request: WorkRequest,
    programme: "Programme",
    form: BaseForm,
    heading: str,
    *,
    phase: "Period | None" = None,
    status: int = 200,
) -> HttpResponse:
    """`phase` is one that is there: other days of application have a page of their own."""
    manages = permissions.can_manage(request.actor, programme)
    context = {
        "phase": phase if programme.is_published else None,
        "form": form,
        "heading": heading,
        "programme": programme,
        "breadcrumb": breadcrumb(programme, here=heading) if manages else [],
    }
    return render(request, "programmes/period.html", context, status=status)
