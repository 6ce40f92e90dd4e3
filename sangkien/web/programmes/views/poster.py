"""`/chuong-trinh/<slug>/ap-phich/`: what stands on the posters of a programme."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.posters import queries, rules
from sangkien.posters.actions import texts
from sangkien.posters.permissions import can_write
from sangkien.programmes.queries import get_programme
from sangkien.web.programmes.forms.poster import PosterForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


def _programme(request: WorkRequest, slug: str) -> "Programme":
    """For those who run it; for others there is no such page."""
    programme = get_programme(slug, actor=request.actor)
    if not can_write(request.actor, programme):
        raise NotFound(_("Không tìm thấy trang này."))
    return programme


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, slug: str) -> HttpResponse:
    programme = _programme(request, slug)
    wording = queries.wording(programme)
    form = PosterForm(request.POST if request.method == "POST" else None, initial=wording.texts)
    if request.method != "POST":
        return _page(request, programme, wording, form)
    tried = attempt(form, lambda: _changed(request, programme, form))
    if not tried.done:
        return _page(request, programme, wording, form, status=tried.status)
    messages.success(request, _("Đã lưu. Áp phích in từ bây giờ dùng lời mới."))
    return redirect("programmes:poster", programme.slug)


def _changed(request: WorkRequest, programme: "Programme", form: PosterForm) -> bool:
    texts.change(programme, form.cleaned_data, by=request.actor, at=clock.now())
    return True


def _page(
    request: WorkRequest,
    programme: "Programme",
    wording: queries.Wording,
    form: PosterForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme,
        "wording": wording,
        "form": form,
        "placeholders": [(f"{{{name}}}", meaning) for name, meaning in rules.MEANINGS.items()],
        "breadcrumb": [
            Link(label=_("Chương trình"), url=reverse("programmes:managed")),
            Link(label=programme.title, url=reverse("programmes:manage", args=[programme.slug])),
            Link(label=_("Lời trên áp phích")),
        ],
    }
    return render(request, "programmes/poster.html", context, status=status)


@require_POST
def restore(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Dùng lại lời gốc"."""
    programme = _programme(request, slug)
    texts.restore(programme, by=request.actor, at=clock.now())
    messages.success(request, _("Đã dùng lại lời gốc."))
    return redirect("programmes:poster", programme.slug)
