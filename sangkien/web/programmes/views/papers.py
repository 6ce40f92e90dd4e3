"""The papers of a programme as files: for everybody, for the branch of a plan, for who runs it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import papers, plans, queries
from sangkien.programmes.actions import papers as actions
from sangkien.web.programmes.papers import FILE, PaperPart, sent
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import BaseDocument


@require_safe
def plan(request: WorkRequest, slug: str, pk: int) -> HttpResponseBase:
    """For whoever works in the branch of the unit, and for those above it."""
    programme = queries.get_programme(slug, actor=request.actor)
    found = plans.get_plan(programme, pk)
    found.programme = programme
    if not papers.sees_plan(request.actor, found):
        raise NotFound(_("Không tìm thấy kế hoạch này."))
    return file_response(papers.of_plan(found), inline=True)


@public_page(max_age=60)
def extension(request: Request, slug: str, pk: int) -> HttpResponseBase:
    """What put off a closing time is told to everybody, so everybody may read it."""
    programme = queries.get_programme(slug, actor=Actor.anonymous())
    return file_response(papers.of_extension(programme, pk), inline=True, public=True)


@public_page(max_age=60)
def document(request: Request, slug: str, pk: int) -> HttpResponseBase:
    """A base document, as soon as the programme is launched."""
    programme = queries.get_programme(slug, actor=Actor.anonymous())
    return file_response(papers.of_document(programme, pk), inline=True, public=True)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    """ "Tệp văn bản căn cứ": the paper of a base document, or another one in its place."""
    programme = managed(request, slug)
    found = queries.get_document(programme, pk)
    form, status = PaperPart(kept=found.file), 200
    if request.method == "POST":
        kept, refusal = sent(request, standing=found.file)
        form = PaperPart(request.POST, kept=kept, refusal=refusal)
        tried = attempt(form, lambda: _filed(request, found, form))
        if tried.done is not None:
            messages.success(request, _("Đã lưu tệp văn bản."))
            return redirect("programmes:manage", slug=slug)
        status = UNPROCESSABLE
    context = {
        "programme": programme,
        "document": found,
        "form": form,
        "breadcrumb": breadcrumb(programme, here=_("Tệp văn bản căn cứ")),
    }
    return render(request, "programmes/document.html", context, status=status)


def _filed(request: WorkRequest, found: "BaseDocument", form: PaperPart) -> "BaseDocument | None":
    if form.file_id is None:
        form.add_error(FILE, _("Hãy chọn tệp."))
        return None
    return actions.file_document(found, form.file_id, by=request.actor, at=clock.now())
