"""Officers' pages: snapshots of a unit, and the flash report that is made from one."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.progress.queries import Choice, unit_screen
from sangkien.reports import contents, flash, queries
from sangkien.reports.actions import taking
from sangkien.reports.permissions import can_report
from sangkien.web.reports import boards, links
from sangkien.web.reports.forms import TakeForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

MOST_LINES = 100

if TYPE_CHECKING:
    from sangkien.progress.queries import UnitScreen
    from sangkien.reports.models import Snapshot


@require_safe
def index(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """What was taken, and the button that takes one now."""
    screen = _screen(request, slug, unit_code)
    form = TakeForm(
        periods=list(screen.periods),
        initial={"period": str(screen.period.pk), "request_key": uuid.uuid4()},
    )
    return _index(request, screen, form)


def _screen(request: WorkRequest, slug: str, unit_code: str) -> "UnitScreen":
    """For those who follow the figures of the unit; for others there is no such page."""
    choice = Choice(period=request.GET.get("dot", ""), rows=1)
    screen = unit_screen(slug, unit_code, choice=choice, at=clock.now())
    if not request.actor.can(Permission.PROGRESS_VIEW, at=screen.unit.path):
        raise NotFound(_("Không tìm thấy trang này."))
    return screen


def _index(
    request: WorkRequest, screen: "UnitScreen", form: TakeForm, *, status: int = 200
) -> HttpResponse:
    programme, unit = screen.programme, screen.unit
    is_taken = request.GET.get("xem") == "can-bo"
    page = queries.snapshots_of(
        programme,
        unit,
        actor=request.actor,
        is_taken=is_taken,
        after=request.GET.get("sau", ""),
    )
    url = reverse("reports:index", args=[programme.slug, unit.code])
    kept = "xem=can-bo&" if is_taken else ""
    context = {
        "screen": screen,
        "form": form,
        "may_take": can_report(request.actor, unit),
        "page": page,
        "tabs": [
            Link(label=_("Tất cả"), url=url, current=not is_taken),
            Link(label=_("Cán bộ chụp"), url=f"{url}?xem=can-bo", current=is_taken),
        ],
        "following_url": f"{url}?{kept}sau={page.following}" if page.following else "",
        "breadcrumb": links.way_up(programme, unit, Link(label=_("Bản chụp, báo cáo nhanh"))),
    }
    return render(request, "reports/index.html", context, status=status)


@require_POST
def take(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """ "Chụp số liệu lúc này"."""
    screen = _screen(request, slug, unit_code)
    form = TakeForm(request.POST, periods=list(screen.periods))
    tried = attempt(form, lambda: _taken(request, screen, form))
    if not tried.done:
        return _index(request, screen, form, status=tried.status)
    messages.success(request, _("Đã chụp số liệu. Các con số ở đây không thay đổi nữa."))
    return redirect("reports:snapshot", tried.done.pk)


def _taken(request: WorkRequest, screen: "UnitScreen", form: TakeForm) -> "Snapshot":
    source = queries.Source(
        slug=screen.programme.slug,
        unit_code=screen.unit.code,
        period=form.cleaned_data["period"],
    )
    key = form.cleaned_data["request_key"]
    return taking.take(source, request_key=key, by=request.actor, at=clock.now())


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    content = contents.read(snapshot.content)
    earlier = queries.week_before(snapshot)
    since = flash.change(content, contents.read(earlier.content) if earlier else None)
    report = flash.flash(content, since=since)
    with_behind = "day" in request.GET
    is_public = snapshot.published_at is not None
    address = links.public_address(snapshot) if is_public else ""
    context = {
        "snapshot": snapshot,
        "content": content,
        "report": report,
        "since": since,
        "earlier": earlier,
        "earlier_url": reverse("reports:snapshot", args=[earlier.pk]) if earlier else "",
        "changes": boards.changes(content, since) if since else None,
        "board": boards.board(content.lines[:MOST_LINES]),
        "left_off": max(len(content.lines) - MOST_LINES, 0),
        "with_behind": with_behind,
        "asked": "?day=1" if with_behind else "",
        "message": flash.message(report, address=address, with_behind=with_behind),
        "address": address,
        "may_publish": not is_public and can_report(request.actor, snapshot.unit),
        "breadcrumb": links.way_up(
            snapshot.programme,
            snapshot.unit,
            links.reports_link(snapshot.programme, snapshot.unit),
            Link(label=flash.moment(snapshot.as_of)),
        ),
    }
    return render(request, "reports/snapshot.html", context)


@require_POST
def publish(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Công bố báo cáo nhanh"."""
    snapshot = queries.get_snapshot(pk, actor=request.actor)
    try:
        taking.publish(snapshot, by=request.actor, at=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã công bố. Ai có địa chỉ hoặc mã QR đều xem được."))
    return redirect("reports:snapshot", snapshot.pk)
