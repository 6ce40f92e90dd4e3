"""`/sang-kien/<code>/minh-chung/`: photos, documents and the voice note beside an initiative."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import evidence as held
from sangkien.initiatives import permissions, queries, rules
from sangkien.initiatives.actions import evidence as actions
from sangkien.initiatives.enums import PHOTOS, EvidenceKind
from sangkien.web.initiatives import adding
from sangkien.web.initiatives.forms.evidence import EvidenceForm
from sangkien.web.initiatives.journey import REVIEW
from sangkien.web.initiatives.views import finding
from sangkien.web.shared import exhibits, policies
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Evidence, Initiative

GROUPS = (EvidenceKind.PHOTO, EvidenceKind.VOICE, EvidenceKind.DOCUMENT)
SCREENS = frozenset(
    {"1", "2", str(REVIEW.number)}
)  # from which somebody may come, and goes back to


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: WorkRequest, code: str) -> HttpResponse:
    """What is there, and one form for each kind of file."""
    initiative = finding.own(request, code)
    if request.method != "POST":
        return _page(request, initiative)
    form = _sent(request, initiative)
    tried = attempt(form, lambda: _added(request, initiative, form))
    if tried.done is None:
        return _page(request, initiative, refused=form, status=tried.status)
    messages.success(request, _("Đã thêm minh chứng."))
    return redirect(_address(request, initiative))


def _sent(request: WorkRequest, initiative: "Initiative") -> EvidenceForm:
    """The one of the forms that was sent; their fields have the group in front of them."""
    group = next((one for one in GROUPS if f"{one}-kind" in request.POST), EvidenceKind.PHOTO)
    return EvidenceForm(
        request.POST, request.FILES, group=group, may_publish=_may_publish(request, initiative)
    )


def _may_publish(request: WorkRequest, initiative: "Initiative") -> bool:
    return permissions.can_publish_photos(request.actor, initiative)


def _added(request: WorkRequest, initiative: "Initiative", form: EvidenceForm) -> "Evidence":
    read = form.cleaned_data
    is_public = read.get("is_public", False)
    return adding.add(
        request, initiative, form.given(), caption=read["caption"], is_public=is_public
    )


def _address(request: WorkRequest, initiative: "Initiative") -> str:
    screen = _screen(request)
    own = reverse("initiatives:evidence", args=[initiative.code])
    return f"{own}?tu={screen}" if screen else own


def _screen(request: WorkRequest) -> str:
    if request.GET.get("then") == "review":
        return str(REVIEW.number)
    screen = request.POST.get("tu") or request.GET.get("tu", "")
    return screen if screen in SCREENS else ""


def _page(
    request: WorkRequest,
    initiative: "Initiative",
    *,
    refused: EvidenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = held.shown(initiative)
    screen = _screen(request)
    may_add = permissions.can_add_evidence(request.actor, initiative)
    context = {
        "initiative": initiative,
        "rows": rows,
        "exhibits": [exhibits.of(row, code=initiative.code) for row in rows],
        "forms": _forms(request, initiative, rows, refused) if may_add else [],
        "refused": refused,
        "may_add": may_add,
        "may_remove": permissions.can_remove_evidence(request.actor, initiative),
        "may_publish": _may_publish(request, initiative),
        "screen": int(screen) if screen else None,
        "uploads": adding.uploads_url(initiative),
        "most": {"photos": rules.MOST_PHOTOS, "documents": rules.MOST_DOCUMENTS},
    }
    response = render(request, "initiatives/evidence.html", context, status=status)
    policies.let_record(response)
    return response


def _forms(
    request: WorkRequest,
    initiative: "Initiative",
    rows: "list[Evidence]",
    refused: EvidenceForm | None,
) -> dict[str, EvidenceForm]:
    """One for each group that has room, the refused one with what was typed."""
    kinds = held.kinds_held(rows)
    room = {
        EvidenceKind.PHOTO: sum(kind in PHOTOS for kind in kinds) < rules.MOST_PHOTOS,
        EvidenceKind.VOICE: kinds.count(EvidenceKind.VOICE) < rules.MOST_VOICE_NOTES,
        EvidenceKind.DOCUMENT: kinds.count(EvidenceKind.DOCUMENT) < rules.MOST_DOCUMENTS,
    }
    may_publish = _may_publish(request, initiative)
    return {
        group.value: refused
        if refused is not None and refused.group == group
        else EvidenceForm(group=group, may_publish=may_publish)
        for group in GROUPS
        if room[group] or (refused is not None and refused.group == group)
    }


@require_safe
def file(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    """The bytes, for whoever sees the initiative."""
    initiative = queries.get_initiative(code, actor=request.actor)
    found = held.get(initiative, pk)
    return file_response(found.file, request=request, inline=True, small="nho" in request.GET)


@require_POST
def remove(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Bỏ minh chứng"; twice is once."""
    initiative = finding.own(request, code)
    try:
        actions.remove(held.get(initiative, pk), by=request.actor, at=clock.now())
    except NotFound:
        messages.info(request, _("Minh chứng này đã được bỏ trước đó."))
    else:
        messages.success(request, _("Đã bỏ minh chứng."))
    return redirect(_address(request, initiative))


@require_POST
def publish(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Đồng ý công khai ảnh", or take that back."""
    initiative = finding.own(request, code)
    wanted = request.POST.get("dong-y") == "1"
    found = held.get(initiative, pk)
    actions.set_public(found, is_public=wanted, by=request.actor, at=clock.now())
    words = _("Ảnh được công khai khi sáng kiến được xác nhận.") if wanted else ""
    messages.success(request, words or _("Đã thôi công khai ảnh này."))
    return redirect(_address(request, initiative))
