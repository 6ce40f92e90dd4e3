"""At whom a programme is aimed (`/pham-vi/`), and beginning one as another was (`/chep/`)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.programmes import queries
from sangkien.programmes.actions import aiming, copying
from sangkien.units import queries as units
from sangkien.web.programmes.forms import aiming as forms
from sangkien.web.programmes.forms.aiming import AudienceForm
from sangkien.web.programmes.forms.plans import CopyForm
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


@require_http_methods(["GET", "HEAD", "POST"])
def audience(request: WorkRequest, slug: str) -> HttpResponse:
    programme = managed(request, slug)
    below = queries.units_below(programme)
    initial = forms.initial_of(queries.aimed_at(programme), below)
    form = AudienceForm(request.POST or None, below=below, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            done = _aim(request, programme, form)
            if done is not None:
                return done
    context = {
        "programme": programme,
        "form": form,
        "breadcrumb": breadcrumb(programme, here=_("Phạm vi")),
    }
    return render(request, "programmes/audience.html", context, status=status)


def _aim(request: WorkRequest, programme: "Programme", form: AudienceForm) -> HttpResponse | None:
    """None when something was refused; the form says what."""
    wanted = form.wanted()
    found = units.by_codes(wanted)
    known = {unit.code for unit in found}
    missing = [code for code in wanted if code not in known]
    if missing:
        form.miss(missing)
        return None
    tried = attempt(
        form,
        lambda: aiming.aim_programme(programme, found, by=request.actor, at=clock.now()),
        names={"units": "codes"},
    )
    if tried.done is None:
        return None
    messages.success(request, _("Đã lưu phạm vi."))
    return redirect("programmes:manage", slug=programme.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Dùng lại chương trình trước" under a new name."""
    source = managed(request, slug)
    form = CopyForm(request.POST or None, initial={"title": source.title})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: copying.copy_programme(
                source,
                source.owner,
                title=form.cleaned_data["title"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(
                request, _("Đã chép thành bản soạn mới. Tiếp theo: đặt các giai đoạn.")
            )
            return redirect("programmes:manage", slug=tried.done.slug)
        status = tried.status
    context = {
        "programme": source,
        "form": form,
        "breadcrumb": breadcrumb(source, here=_("Dùng lại")),
    }
    return render(request, "programmes/copy.html", context, status=status)
