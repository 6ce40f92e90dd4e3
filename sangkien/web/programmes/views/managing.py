"""`/chuong-trinh/quan-ly/`: the programmes that an officer runs, drafts included."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.agreements.queries import has_targets
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.journal.queries import happened_to
from sangkien.programmes import extensions, permissions, queries, windows
from sangkien.programmes.rules import Check
from sangkien.web.programmes import overview, wording
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.timelines import told
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """The own programmes, and those of the units above in which the own units take part."""
    actor, now = request.actor, clock.now()
    runs = actor.can_somewhere(Permission.PROGRAMME_MANAGE)
    if not runs and not actor.can_somewhere(Permission.TARGET_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    before = number(request.GET.get("truoc", ""))
    programmes, following = queries.managed_by(actor, before=before)
    address = reverse("programmes:managed")
    context = {
        "may_create": runs,
        "own": [_row(programme, now) for programme in programmes],
        "joined": [] if before else [_row(p, now) for p in queries.taken_part_in(actor)],
        "older": f"{address}?truoc={following}" if following else "",
        "newer": address if before else "",
    }
    return render(request, "programmes/managed.html", context)


def _row(programme: "Programme", now: dt.datetime) -> dict[str, Any]:
    if not programme.is_published:
        return {
            "programme": programme,
            "badge": wording.draft_badge(),
            "line": _("Chưa phát động: chỉ người phụ trách thấy."),
        }
    return {
        "programme": programme,
        "badge": wording.reception_badge(queries.reception_of(programme, at=now)),
        "line": wording.reception_line(queries.windows_of(programme), now),
    }


@require_safe
def detail(request: WorkRequest, slug: str) -> HttpResponse:
    programme = managed(request, slug)
    return page(request, programme)


def managed(request: WorkRequest, slug: str) -> "Programme":
    """A programme that the reader runs; for everybody else there is no such page."""
    programme = queries.get_programme(slug, actor=request.actor)
    if not permissions.can_manage(request.actor, programme):
        raise NotFound(_("Không tìm thấy chương trình này."))
    return programme


def page(
    request: WorkRequest, programme: "Programme", *, refusal: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    checks = queries.launch_checks(programme, at=now)
    checks.append(Check(key="targets", is_done=has_targets(programme), is_required=False))
    ruleset = queries.ruleset_last_written(programme)
    phases = queries.phases(programme)
    documents = queries.documents(programme)
    context = {
        "programme": programme,
        "refusal": refusal,
        "cards": overview.cards(programme, ruleset, phases=len(phases), documents=len(documents)),
        "extensions": extensions.of_programme(programme),
        "can_launch": permissions.can_launch(request.actor, programme),
        "can_pin": permissions.can_pin(request.actor, programme),
        "is_ready": all(check.is_done for check in checks if check.is_required),
        "checks": [(check, wording.check_words(check)) for check in checks],
        "phases": phases,
        "windows": windows.waiting(programme) if programme.is_published else [],
        "campaigns": [
            (campaign, permissions.can_run(request.actor, campaign))
            for campaign in queries.campaigns(programme)
        ],
        "documents": documents,
        "fields": queries.fields(programme),
        "entries": told(happened_to("programme", [programme.pk], limit=20)),
        "breadcrumb": breadcrumb(programme),
    }
    return render(request, "programmes/manage.html", context, status=status)


def breadcrumb(programme: "Programme", *, here: str = "") -> list[Link]:
    """Down to the page of the programme, and one step further to the page called `here`."""
    above = [Link(label=_("Chương trình của tôi"), url=reverse("programmes:managed"))]
    if not here:
        return [*above, Link(label=programme.title)]
    url = reverse("programmes:manage", args=[programme.slug])
    return [*above, Link(label=programme.title, url=url), Link(label=here)]
